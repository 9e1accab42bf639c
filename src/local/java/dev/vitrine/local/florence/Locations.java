package dev.vitrine.local.florence;

import dev.vitrine.image.Box;
import dev.vitrine.local.model.Captioner.DetectedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The boxes of an answer to {@code <OD>}, such as {@code
 * cup<loc_10><loc_20><loc_300><loc_400><loc_310>...}: after each label the places of its boxes,
 * four to a box. Read as transformers' Florence2PostProcessor does.
 */
final class Locations {
  /** As the contract's. */
  static final int MOST = 20;

  private static final int LONGEST_LABEL = 100;

  /** A place is one of a thousand on each side; its middle is meant. */
  private static final double PLACES = 1000;

  private static final Pattern PHRASE = Pattern.compile("([^<]+)((?:<loc_\\d+>){4,})");
  private static final Pattern LABEL = Pattern.compile("^\\s*([^\\n]*)$");
  private static final Pattern BOX =
      Pattern.compile("<loc_(\\d+)><loc_(\\d+)><loc_(\\d+)><loc_(\\d+)>");
  private static final Pattern FRAME = Pattern.compile("<s>|</s>|<pad>");
  private static final Pattern NOT_ASCII = Pattern.compile("[^\\p{ASCII}]");

  private Locations() {}

  /**
   * Places of a box, as the answer has them.
   *
   * @param bins left, top, right and bottom, from 0
   */
  record Placed(String label, List<Integer> bins) {
    private double at(int side) {
      return (bins.get(side) + 0.5) / PLACES;
    }

    private boolean isBox() {
      return Box.isOne(at(0), at(1), at(2), at(3));
    }
  }

  /**
   * {@return the boxes of an answer, at most {@value #MOST}, in its order} What has no label, no
   * area, or lies outside of the picture is left out.
   *
   * @param answer with the tokens that stand for places
   */
  static List<DetectedObject> of(String answer) {
    return placed(answer).stream()
        .filter(one -> one.isBox() && !label(one).isEmpty())
        .limit(MOST)
        .map(
            one ->
                new DetectedObject(label(one), new Box(one.at(0), one.at(1), one.at(2), one.at(3))))
        .toList();
  }

  private static String label(Placed one) {
    String line = FlorenceCaptioner.oneLine(one.label());
    return line.substring(0, Math.min(LONGEST_LABEL, line.length())).strip();
  }

  /** {@return all boxes of an answer, whatever they are} */
  static List<Placed> placed(String answer) {
    List<Placed> placed = new ArrayList<>();
    Matcher phrases = PHRASE.matcher(FRAME.matcher(answer).replaceAll(""));
    while (phrases.find()) {
      Matcher label = LABEL.matcher(phrases.group(1));
      if (label.matches()) {
        String name = NOT_ASCII.matcher(label.group(1).strip()).replaceAll("");
        add(name, phrases.group(2), placed);
      }
    }
    return placed;
  }

  private static void add(String name, String places, List<Placed> to) {
    Matcher boxes = BOX.matcher(places);
    while (boxes.find()) {
      List<Integer> bins = new ArrayList<>();
      for (int side = 1; side <= 4; side++) {
        // Nine digits fit into an int; a longer number is no token of a model.
        String digits = boxes.group(side);
        bins.add(digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits));
      }
      to.add(new Placed(name, bins));
    }
  }
}
