package dev.vitrine.local.model;

import java.util.List;

/** Writes prompts of a caption and of phrases that are ranked by their nearness to the picture. */
public interface PromptRanker {
  /** What is written. */
  enum Mode {
    /** The caption and the nearest phrases of all lists. */
    FAST,
    /** The caption, and the nearest of each list. */
    CLASSIC,
    /** The nearest of the others and of a chain of phrases that is grown from the caption. */
    BEST,
    /** A chain of what is farthest from the picture. */
    NEGATIVE,
    /** The caption alone. */
    CAPTION
  }

  /** {@return the name of the model that ranks} */
  String clip();

  /** {@return which word lists it ranks} */
  String words();

  /**
   * Writes a prompt that the model sees all of.
   *
   * @param picture a JPEG, PNG, WebP or GIF file
   * @throws EndpointException INVALID_IMAGE or IMAGE_TOO_LARGE
   */
  Ranked rank(byte[] picture, Task task);

  /**
   * What is asked for.
   *
   * @param caption empty if there is none, as for a negative prompt
   * @param least phrases of a chain
   * @param most phrases of the prompt, or of its flavors where the lists come in turn
   * @param deadline by System.nanoTime(); best and negative end 16 texts after it
   */
  record Task(Mode mode, String caption, int least, int most, long deadline) {
    /** {@return the caption without its full stop, for phrases to follow} */
    public String head() {
      return PromptComposer.head(caption);
    }

    /** {@return this task with that caption} */
    public Task captioned(String sentence) {
      return new Task(mode, sentence, least, most, deadline);
    }
  }

  /**
   * A prompt.
   *
   * @param truncated whether something did not fit what the model sees of a text
   * @param late whether the deadline came first, and this is the best so far
   * @param cut where the deadline cut a chain of phrases, and what the prompt is therefore; empty
   *     if it cut none
   * @param terms the phrases in it, in their order
   */
  record Ranked(String prompt, boolean truncated, boolean late, String cut, List<Term> terms) {
    public Ranked {
      terms = List.copyOf(terms);
    }

    /** {@return this prompt, as one that the deadline cut} */
    public Ranked atTheDeadline() {
      return new Ranked(prompt, truncated, true, cut, terms);
    }
  }

  /**
   * A phrase, or a fact that a composed prompt rests on.
   *
   * @param table the list it is of, or the kind of fact
   * @param similarity the cosine of picture and phrase; of a fact see {@link PromptComposer}
   */
  record Term(String table, String text, double similarity) {}
}
