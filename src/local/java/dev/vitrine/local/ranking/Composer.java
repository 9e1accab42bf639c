package dev.vitrine.local.ranking;

import dev.vitrine.local.eyes.ClipFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prompts for one picture, as modes.py of model-artifacts/clip-interrogator makes them. Each is no
 * longer than what the model sees of a text: whole phrases are left out, and a caption that is too
 * long by itself loses words.
 */
final class Composer {
  private final ClipFolder clip;
  private final PhraseRanking ranking;
  private final Chain chain;
  private final float[] seen;

  /**
   * @param seen the picture's embedding
   * @param clock nanoseconds
   * @param deadline by that clock
   */
  Composer(
      ClipFolder clip, PhraseRanking ranking, float[] seen, LongSupplier clock, long deadline) {
    this.clip = clip;
    this.ranking = ranking;
    this.seen = seen;
    this.chain = new Chain(clip, ranking, seen, clock, deadline);
  }

  /**
   * A prompt.
   *
   * @param places of the phrases in it
   * @param truncated whether something did not fit
   * @param cut where the deadline came before it was as good as it can be, and what it is made of
   *     therefore; empty if there was time enough
   */
  record ComposedPrompt(String text, List<Integer> places, boolean truncated, String cut) {
    ComposedPrompt {
      places = List.copyOf(places);
    }

    static ComposedPrompt of(String text) {
      return new ComposedPrompt(text, List.of(), false, "");
    }

    /** {@return this text with phrases more} */
    ComposedPrompt and(String phrases, List<Integer> more) {
      List<Integer> all = new ArrayList<>(places);
      all.addAll(more);
      return new ComposedPrompt(joined(text, phrases), all, truncated, cut);
    }

    /** {@return this text, as what the deadline left} */
    ComposedPrompt cut(String where) {
      return new ComposedPrompt(text, places, truncated, where);
    }
  }

  /** {@return a prompt with one phrase more} */
  static String joined(String head, String phrase) {
    return head.isEmpty() ? phrase : head + ", " + phrase;
  }

  /** {@return the caption alone} */
  ComposedPrompt caption(String caption) {
    return fit(ComposedPrompt.of(caption), List.of());
  }

  /** {@return the caption and the nearest phrases of all lists} */
  ComposedPrompt fast(String caption, int count) {
    return fit(ComposedPrompt.of(caption), each(ranking.nearest(WordLists.MERGED, count)));
  }

  /** {@return caption, medium and artist, movement, flavors, in that order} */
  ComposedPrompt classic(String caption, int count) {
    List<Integer> medium = ranking.nearest("mediums", 1);
    List<Integer> artist = ranking.nearest("artists", 1);
    List<List<Integer>> parts = new ArrayList<>();
    parts.add(ranking.nearest("movements", 1));
    parts.addAll(each(ranking.nearest("flavors", count)));
    if (!caption.startsWith(text(medium))) {
      parts.add(0, Stream.concat(medium.stream(), artist.stream()).toList());
      return fit(ComposedPrompt.of(caption), parts);
    }
    return fit(new ComposedPrompt(caption + " " + text(artist), artist, false, ""), parts);
  }

  /**
   * {@return the nearest to the picture of: caption, classic, fast, and a chain of phrases; at the
   * deadline also of the phrases by what they scored in the last step}
   */
  ComposedPrompt best(String caption, int least, int most) {
    ComposedPrompt start = caption(caption);
    List<Integer> places = ranking.nearest(WordLists.MERGED, Chain.PHRASES);
    ComposedPrompt grown = chain.near(start, places, least, most);
    Map<String, ComposedPrompt> all = new LinkedHashMap<>();
    all.put("the caption", start);
    all.put("classic", classic(caption, most));
    all.put("fast", fast(caption, most));
    all.put("the chain", grown);
    chain.cut().ifPresent(cut -> all.put("the phrases read", phrasesRead(cut, most)));
    double[] cosines = clip.cosines(all.values().stream().map(ComposedPrompt::text).toList(), seen);
    int nearest = Chain.largest(cosines);
    ComposedPrompt best = List.copyOf(all.values()).get(nearest);
    String made = List.copyOf(all.keySet()).get(nearest);
    return chain.cut().map(cut -> best.cut(cut + "; the prompt is " + made)).orElse(best);
  }

  private ComposedPrompt phrasesRead(Chain.Cut cut, int most) {
    int left = most - cut.head().places().size();
    return fit(cut.head(), each(cut.scored().stream().limit(left).toList()));
  }

  /**
   * {@return the farthest flavors, and words that negative prompts are made of, as a chain; such
   * words alone where the deadline left no chain, or behind one that it left short}
   */
  ComposedPrompt negative(int most) {
    List<Integer> places = ranking.farthest("flavors", Chain.PHRASES);
    places.addAll(ranking.places(WordLists.NEGATIVE));
    ComposedPrompt grown = chain.far(places, most);
    return chain.cut().map(cut -> filled(grown, cut, most)).orElse(grown);
  }

  private ComposedPrompt filled(ComposedPrompt grown, Chain.Cut cut, int most) {
    boolean none = cut.step() == 1 && cut.scored().isEmpty();
    ComposedPrompt head = none ? ComposedPrompt.of("") : grown;
    List<String> present = head.places().stream().map(ranking::phrase).toList();
    int left = Math.min(most, Chain.LEAST_NEGATIVE) - present.size();
    if (left <= 0) {
      return grown.cut(cut + "; the prompt is the chain");
    }
    List<Integer> words =
        ranking.farthest(WordLists.NEGATIVE, Integer.MAX_VALUE).stream()
            .filter(place -> !present.contains(ranking.phrase(place)))
            .limit(left)
            .toList();
    String made = none ? "negative words" : "the chain, then negative words";
    return fit(head, each(words)).cut(cut + "; the prompt is " + made);
  }

  private static List<List<Integer>> each(List<Integer> places) {
    return places.stream().map(List::of).toList();
  }

  private String text(List<Integer> places) {
    return places.stream().map(ranking::phrase).collect(Collectors.joining(" "));
  }

  /**
   * {@return the head and as many of the parts as fit; the phrases of one part stay together,
   * without a comma}
   */
  private ComposedPrompt fit(ComposedPrompt head, List<List<Integer>> parts) {
    ComposedPrompt prompt = head;
    while (!fits(prompt.text())) {
      int end = Math.max(0, prompt.text().lastIndexOf(' '));
      prompt = new ComposedPrompt(prompt.text().substring(0, end), List.of(), true, "");
    }
    for (List<Integer> places : parts) {
      ComposedPrompt longer = prompt.and(text(places), places);
      if (!fits(longer.text())) {
        return new ComposedPrompt(prompt.text(), prompt.places(), true, "");
      }
      prompt = longer;
    }
    return prompt;
  }

  private boolean fits(String text) {
    return clip.fitting(List.of(text))[0];
  }
}
