package dev.vitrine.local.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.vocabulary.LabelSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Answers as the CLIP Interrogator endpoint does: a caption and a prompt for a picture.
 *
 * <p>Request, either the bare picture ({@code image/jpeg|png|webp}), options in {@code
 * X-Amzn-SageMaker-Custom-Attributes: mode=fast;max_flavors=8}, or JSON {@code {image: base64,
 * mode?: fast|classic|best|negative|caption, max_flavors?, deadline_ms?}}.
 *
 * <p>Answer: {@code {prompt, caption, mode, truncated, deadline_hit, terms: [{table, text,
 * similarity}], model: {caption, clip, modes}, timing_ms, text?: [words]}}. The prompt is composed
 * from this endpoint's own accepted tags and from measured colours and background, see {@link
 * PromptComposer}, or around a {@link Captioner}'s sentence where there is one, and only then there
 * is {@code text}: what it read on the product. {@code fast}, {@code classic} and {@code best} are
 * one and the same, which {@code model.modes} says. {@code caption} has the caption as its prompt,
 * {@code negative} a fixed list of unwanted things.
 *
 * <p>Errors: INVALID_JSON (also for an unknown mode or a bad custom attribute), INVALID_IMAGE,
 * IMAGE_TOO_LARGE, UNSUPPORTED_CONTENT_TYPE, MODEL_ERROR. DEADLINE only when a captioner takes
 * longer than it may: a late answer is still given, with deadline_hit.
 */
public final class InterrogatorEndpoint {
  private static final int DEFAULT_FLAVORS = 8;
  private static final int MAX_FLAVORS = 64;
  private static final int LONGEST_DEADLINE = 3_600_000;
  private static final int LONGEST_CAPTION = 1_000;
  private static final String MODES =
      "fast, classic and best are the same; negative is a fixed list";

  private final Sight sight;
  private final LabelSets<ZeroShotScorer> labelSets;
  private final LabelSet vocabulary;
  private final double accept;
  private final @Nullable Captioner captioner;

  InterrogatorEndpoint(
      Sight sight,
      LabelSets<ZeroShotScorer> labelSets,
      LabelSet vocabulary,
      double accept,
      @Nullable Captioner captioner) {
    if (!(accept > 0 && accept <= 1)) {
      throw new IllegalArgumentException("the threshold is outside (0, 1]: " + accept);
    }
    this.sight = sight;
    this.labelSets = labelSets;
    this.vocabulary = vocabulary;
    this.accept = accept;
    this.captioner = captioner;
  }

  /** {@return this endpoint with a captioner's own sentences in place of composed ones} */
  public InterrogatorEndpoint captionedBy(Captioner captioner) {
    return new InterrogatorEndpoint(sight, labelSets, vocabulary, accept, captioner);
  }

  /**
   * Answers one request; invalid requests get the contract's error.
   *
   * @param contentType the header; empty when there is none
   * @param customAttributes the header X-Amzn-SageMaker-Custom-Attributes; empty when there is none
   */
  public ModelAnswer invoke(String contentType, String customAttributes, byte[] body) {
    return ModelAnswer.to(() -> describe(Invocation.of(contentType, customAttributes, body)));
  }

  /** Learns the vocabulary unless it is known. */
  void warmUp() {
    labelSets.learn(vocabulary);
  }

  private enum Mode {
    FAST,
    CLASSIC,
    BEST,
    NEGATIVE,
    CAPTION
  }

  private ObjectNode describe(Invocation invocation) {
    long start = System.nanoTime();
    Mode mode = mode(invocation);
    int flavors = invocation.whole("max_flavors", DEFAULT_FLAVORS, 1, MAX_FLAVORS);
    invocation.whole("min_flavors", 0, 0, MAX_FLAVORS);
    int deadline = invocation.whole("deadline_ms", LONGEST_DEADLINE, 1, LONGEST_DEADLINE);
    String caption = invocation.options().path("caption").asText("x");
    if (caption.isBlank() || caption.length() > LONGEST_CAPTION) {
      throw Invocation.invalid(
          "caption must be a text of 1 to " + LONGEST_CAPTION + " characters.");
    }
    Written written = write(invocation.picture(), mode, flavors);
    PromptComposer.Text text = written.text();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer
        .put("prompt", mode == Mode.CAPTION ? text.caption() : text.prompt())
        .put("caption", text.caption())
        .put("mode", mode.name().toLowerCase(Locale.ROOT))
        .put("truncated", text.truncated());
    long millis = (System.nanoTime() - start) / 1_000_000;
    answer.put("deadline_hit", millis > deadline);
    var terms = answer.putArray("terms");
    for (PromptComposer.Term term : text.terms()) {
      terms
          .addObject()
          .put("table", term.table())
          .put("text", term.text())
          .put("similarity", ClipEndpoint.rounded(term.similarity()));
    }
    answer
        .putObject("model")
        .put("caption", captioner == null ? ModelName.CAPTION : captioner.name())
        .put("clip", ModelName.CLIP)
        .put("modes", MODES);
    answer.putObject("timing_ms").put("total", millis);
    if (written.read() != null) {
      written.read().forEach(answer.putArray("text")::add);
    }
    return answer;
  }

  /**
   * The texts of an answer.
   *
   * @param read what a captioner read on the product; null when none looked
   */
  private record Written(PromptComposer.Text text, @Nullable List<String> read) {}

  private Written write(byte[] picture, Mode mode, int flavors) {
    Sight.Seen seen = sight.look(picture);
    List<Prediction> accepted =
        labelSets.learn(vocabulary).confidences(seen.recognition()).stream()
            .takeWhile(tag -> tag.score() >= accept)
            .toList();
    Captioner.Captioned captioned = captioner == null ? null : captioner.caption(picture);
    PromptComposer.Text text =
        captioned == null
            ? PromptComposer.compose(accepted, seen.measured(), flavors)
            : PromptComposer.around(captioned, accepted, flavors);
    return new Written(
        mode == Mode.NEGATIVE ? PromptComposer.negative(text.caption()) : text,
        captioned == null ? null : captioned.words());
  }

  private static Mode mode(Invocation invocation) {
    String mode = invocation.options().path("mode").asText("fast");
    try {
      if (mode.equals(mode.toLowerCase(Locale.ROOT))) {
        return Mode.valueOf(mode.toUpperCase(Locale.ROOT));
      }
    } catch (IllegalArgumentException e) {
      // refused below
    }
    throw Invocation.invalid("mode must be fast, classic, best, negative or caption.");
  }
}
