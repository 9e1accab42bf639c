package dev.vitrine.local.model;

import dev.vitrine.local.model.PromptRanker.Term;
import dev.vitrine.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes caption and prompt from accepted tags and measurements alone. The text names nothing that
 * was not measured, such as a material, the light or a mood.
 */
final class PromptComposer {
  /** About a third of the 77 tokens that CLIP reads, so that a style's prefix fits before it. */
  private static final int MAX_LENGTH = 180;

  private static final int COLORS = 2;

  /** What a caption may end with; modes.py of the container has the same. */
  private static final Pattern STOPS = Pattern.compile("(?<=[^ .!])[ .!]+\\z");

  /** For an image generator to avoid; the same for every picture, since nothing in it says more. */
  private static final List<String> UNWANTED =
      List.of(
          "blurry", "distorted", "deformed", "duplicate", "cropped", "watermark", "text", "frame");

  private PromptComposer() {}

  /**
   * Caption and prompt.
   *
   * @param truncated whether terms were left out to keep the prompt short
   * @param terms facts that the text rests on. Their table is tags, colors, background, negative,
   *     or words that a captioner read on the product; their similarity the tag's score, the
   *     color's share of the measured area, 1 for a background and for words; 0 for negative terms,
   *     which are not about the picture
   */
  record Text(String prompt, String caption, boolean truncated, List<Term> terms) {}

  /**
   * Writes caption and prompt.
   *
   * @param accepted tags that passed the threshold, best first; may be empty
   * @param extras how many tags besides the first the prompt may name
   */
  static Text compose(List<Prediction> accepted, Measured measured, int extras) {
    var terms = new ArrayList<Term>();
    String subject = subject(accepted, measured);
    var prompt = new StringBuilder("a photo of ").append(subject);
    boolean truncated = false;
    for (Prediction tag : accepted) {
      boolean first = terms.isEmpty();
      if (!first && (terms.size() > extras || tooLong(prompt, tag.label()))) {
        truncated = true;
        break;
      }
      if (!first) {
        prompt.append(", ").append(tag.label());
      }
      terms.add(new Term("tags", tag.label(), tag.score()));
    }
    for (Measured.MeasuredColor color : measured.colors().stream().limit(COLORS).toList()) {
      terms.add(new Term("colors", color.name(), color.share()));
    }
    measured
        .background()
        .ifPresent(color -> terms.add(new Term("background", color + " background", 1)));
    return new Text(prompt.toString(), sentence(subject), truncated, terms);
  }

  /**
   * Writes the prompt around a captioner's sentence, with the tags that it does not name.
   *
   * @param accepted tags that passed the threshold, best first; may be empty
   * @param extras how many tags the prompt may name
   */
  static Text around(Captioner.Captioned captioned, List<Prediction> accepted, int extras) {
    String caption = captioned.sentence();
    var prompt = new StringBuilder(head(caption));
    var terms = new ArrayList<Term>();
    boolean truncated = false;
    if (!captioned.words().isEmpty()) {
      String words = String.join(" ", captioned.words());
      truncated = tooLong(prompt, words);
      if (!truncated) {
        prompt.append(", with the words ").append(words);
        terms.add(new Term(Prompt.Term.WORDS, words, 1));
      }
    }
    String lowerCaption = caption.toLowerCase(Locale.ROOT);
    for (Prediction tag : accepted) {
      if (lowerCaption.contains(tag.label().toLowerCase(Locale.ROOT))) {
        continue;
      }
      if (terms.size() >= extras || tooLong(prompt, tag.label())) {
        truncated = true;
        break;
      }
      prompt.append(", ").append(tag.label());
      terms.add(new Term("tags", tag.label(), tag.score()));
    }
    return new Text(prompt.toString(), caption, truncated, terms);
  }

  /** The words to keep out of a generated picture. */
  static Text negative(String caption) {
    List<Term> terms = UNWANTED.stream().map(word -> new Term("negative", word, 0)).toList();
    return new Text(String.join(", ", UNWANTED), caption, false, terms);
  }

  /** {@return a caption without the full stop at its end, for phrases to follow} */
  static String head(String caption) {
    return STOPS.matcher(caption).replaceFirst("");
  }

  private static boolean tooLong(StringBuilder prompt, String label) {
    return prompt.length() + label.length() + 2 > MAX_LENGTH;
  }

  /** Colours are the object's only if the background is plain. */
  private static String subject(List<Prediction> accepted, Measured measured) {
    String noun = accepted.isEmpty() ? "product" : accepted.get(0).label();
    String colors = colors(measured, noun);
    if (measured.background().isEmpty()) {
      String thing = Noun.withArticle(noun);
      return colors.isEmpty() ? thing : thing + ", " + colors + " tones";
    }
    String thing;
    if (colors.isEmpty()) {
      thing = Noun.withArticle(noun);
    } else if (accepted.isEmpty()) {
      thing = Noun.withArticle(noun) + " in " + colors;
    } else {
      thing = Noun.withArticle(colors + " " + noun);
    }
    return thing + " on " + Noun.withArticle(measured.background().get() + " background");
  }

  /** At most two, and none that the noun names already: red wine is not red red wine. */
  private static String colors(Measured measured, String noun) {
    List<String> nounWords = List.of(noun.split(" "));
    return measured.colors().stream()
        .limit(COLORS)
        .map(Measured.MeasuredColor::name)
        .filter(name -> Stream.of(name.split(" ")).noneMatch(nounWords::contains))
        .collect(Collectors.joining(" and "));
  }

  private static String sentence(String subject) {
    return Character.toUpperCase(subject.charAt(0)) + subject.substring(1) + ".";
  }
}
