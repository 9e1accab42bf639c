package dev.vitrine.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.local.model.PromptRanker.Mode;
import dev.vitrine.local.model.PromptRanker.Ranked;
import dev.vitrine.vocabulary.LabelSet;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Answers as the CLIP Interrogator endpoint does: a caption and a prompt for a picture.
 *
 * <p>Request, either the bare picture ({@code image/jpeg|png|webp}), options in {@code
 * X-Amzn-SageMaker-Custom-Attributes: mode=fast;max_flavors=8}, or JSON {@code {image: base64,
 * mode?: fast|classic|best|negative|caption, caption?, max_flavors?, min_flavors?, deadline_ms?}}.
 *
 * <p>Answer: {@code {prompt, caption, mode, truncated, deadline_hit, terms: [{table, text,
 * similarity}], model: {caption, clip, words | modes}, timing_ms, text?: [words], boxes?: [{label,
 * left, top, right, bottom}]}}. With a {@link Captioner} and a {@link PromptRanker} it is what the
 * container answers: the captioner's sentence and the phrases that are nearest to the picture;
 * {@code model.words} says of which lists, and {@code model.cut} what {@code best} or {@code
 * negative} is when the deadline cut it; {@code model.skipped} says why boxes are missing from a
 * captioner that tells. Without either the prompt is composed from this endpoint's own accepted
 * tags and from measured colours and background, see {@link PromptComposer}, or around the
 * captioner's sentence; {@code fast}, {@code classic} and {@code best} are one and the same, which
 * {@code model.modes} says, {@code negative} is a fixed list, and a caption in the request is not
 * used. {@code text} is what the captioner read on the product, and is only there if it has looked;
 * {@code boxes} is where it sees what, and is only there from a captioner that tells.
 *
 * <p>Errors: INVALID_JSON (also for an unknown mode or a bad custom attribute), INVALID_IMAGE,
 * IMAGE_TOO_LARGE, UNSUPPORTED_CONTENT_TYPE, MODEL_ERROR. DEADLINE only when a captioner takes
 * longer than it may: a late answer is still given, with deadline_hit.
 */
public final class InterrogatorEndpoint {
  private static final int DEFAULT_FLAVORS = 8;
  private static final int RANKED_FLAVORS = 32;
  private static final int CLASSIC_FLAVORS = 3;
  private static final int LEAST_FLAVORS = 8;
  private static final int MAX_FLAVORS = 64;
  private static final int LONGEST_DEADLINE = 3_600_000;
  private static final int LONGEST_CAPTION = 1_000;

  /** As the container's: a caller of SageMaker waits 60 s. */
  private static final Duration SLOWEST = Duration.ofSeconds(45);

  private static final String MODES =
      "fast, classic and best are the same; negative is a fixed list";

  private final Sight sight;
  private final LabelSets<ZeroShotScorer> labelSets;
  private final LabelSet vocabulary;
  private final double accept;
  private final @Nullable Captioner captioner;
  private final @Nullable PromptRanker ranker;

  InterrogatorEndpoint(
      Sight sight, LabelSets<ZeroShotScorer> labelSets, LabelSet vocabulary, double accept) {
    this(sight, labelSets, vocabulary, accept, null, null);
  }

  private InterrogatorEndpoint(
      Sight sight,
      LabelSets<ZeroShotScorer> labelSets,
      LabelSet vocabulary,
      double accept,
      @Nullable Captioner captioner,
      @Nullable PromptRanker ranker) {
    if (!(accept > 0 && accept <= 1)) {
      throw new IllegalArgumentException("the threshold is outside (0, 1]: " + accept);
    }
    this.sight = sight;
    this.labelSets = labelSets;
    this.vocabulary = vocabulary;
    this.accept = accept;
    this.captioner = captioner;
    this.ranker = ranker;
  }

  /** {@return this endpoint with a captioner's own sentences in place of composed ones} */
  public InterrogatorEndpoint captionedBy(Captioner captioner) {
    return new InterrogatorEndpoint(sight, labelSets, vocabulary, accept, captioner, ranker);
  }

  /** {@return this endpoint with ranked phrases after a captioner's sentences} */
  public InterrogatorEndpoint rankedBy(PromptRanker ranker) {
    return new InterrogatorEndpoint(sight, labelSets, vocabulary, accept, captioner, ranker);
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

  private ObjectNode describe(Invocation invocation) {
    long start = System.nanoTime();
    Mode mode = mode(invocation);
    int most = invocation.whole("max_flavors", mostByDefault(mode), 1, MAX_FLAVORS);
    int least = invocation.whole("min_flavors", LEAST_FLAVORS, 0, MAX_FLAVORS);
    int millis = invocation.whole("deadline_ms", LONGEST_DEADLINE, 1, LONGEST_DEADLINE);
    String caption = caption(invocation);
    long deadline = start + Math.min(Duration.ofMillis(millis).toNanos(), SLOWEST.toNanos());
    var task = new PromptRanker.Task(mode, caption, least, most, deadline);
    Written written = write(invocation.picture(), task);
    Ranked prompt = written.prompt();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    long took = System.nanoTime() - start;
    answer
        .put("prompt", prompt.prompt())
        .put("caption", written.caption())
        .put("mode", mode.name().toLowerCase(Locale.ROOT))
        .put("truncated", prompt.truncated())
        .put("deadline_hit", prompt.late() || took > Duration.ofMillis(millis).toNanos());
    var terms = answer.putArray("terms");
    for (PromptRanker.Term term : prompt.terms()) {
      terms
          .addObject()
          .put("table", term.table())
          .put("text", term.text())
          .put("similarity", ClipEndpoint.rounded(term.similarity()));
    }
    answer.set("model", model(prompt.cut(), written.captioned()));
    answer.putObject("timing_ms").put("total", Duration.ofNanos(took).toMillis());
    if (written.captioned() != null) {
      written.captioned().words().forEach(answer.putArray("text")::add);
      boxes(written.captioned().objects(), answer);
    }
    return answer;
  }

  private static void boxes(@Nullable List<Captioner.DetectedObject> objects, ObjectNode answer) {
    if (objects == null) {
      return;
    }
    var boxes = answer.putArray("boxes");
    for (Captioner.DetectedObject object : objects) {
      boxes
          .addObject()
          .put("label", object.label())
          .put("left", ClipEndpoint.rounded(object.box().left()))
          .put("top", ClipEndpoint.rounded(object.box().top()))
          .put("right", ClipEndpoint.rounded(object.box().right()))
          .put("bottom", ClipEndpoint.rounded(object.box().bottom()));
    }
  }

  private ObjectNode model(String cut, Captioner.@Nullable Captioned captioned) {
    ObjectNode model = JsonNodeFactory.instance.objectNode();
    model.put("caption", captioner == null ? ModelName.CAPTION : captioner.name());
    if (captioned != null && captioned.skipped() != null) {
      model.put("skipped", captioned.skipped());
    }
    if (captioner == null || ranker == null) {
      return model.put("clip", ModelName.CLIP).put("modes", MODES);
    }
    model.put("clip", ranker.clip()).put("words", ranker.words());
    return cut.isEmpty() ? model : model.put("cut", "the deadline came " + cut);
  }

  private int mostByDefault(Mode mode) {
    if (captioner == null || ranker == null) {
      return DEFAULT_FLAVORS;
    }
    return mode == Mode.CLASSIC ? CLASSIC_FLAVORS : RANKED_FLAVORS;
  }

  /**
   * The texts of an answer.
   *
   * @param captioned what a captioner said; null when none looked
   */
  private record Written(Ranked prompt, String caption, Captioner.@Nullable Captioned captioned) {}

  private Written write(byte[] picture, PromptRanker.Task task) {
    return captioner == null || ranker == null
        ? composed(picture, task)
        : ranked(captioner, ranker, picture, task);
  }

  private static Written ranked(
      Captioner captioner, PromptRanker ranker, byte[] picture, PromptRanker.Task task) {
    if (!task.caption().isEmpty() || task.mode() == Mode.NEGATIVE) {
      return new Written(ranker.rank(picture, task), task.caption(), null);
    }
    Captioner.Captioned said = captioner.caption(picture, task.deadline());
    boolean late = System.nanoTime() - task.deadline() > 0;
    Ranked prompt = ranker.rank(picture, task.captioned(said.sentence()));
    return new Written(late ? prompt.atTheDeadline() : prompt, said.sentence(), said);
  }

  private Written composed(byte[] picture, PromptRanker.Task task) {
    Sight.Seen seen = sight.look(picture);
    List<Prediction> accepted =
        labelSets.learn(vocabulary).confidences(seen.recognition()).stream()
            .takeWhile(tag -> tag.score() >= accept)
            .toList();
    Captioner.Captioned captioned =
        captioner == null ? null : captioner.caption(picture, task.deadline());
    PromptComposer.Text text =
        captioned == null
            ? PromptComposer.compose(accepted, seen.measured(), task.most())
            : PromptComposer.around(captioned, accepted, task.most());
    if (task.mode() == Mode.NEGATIVE) {
      text = PromptComposer.negative(text.caption());
    }
    String prompt = task.mode() == Mode.CAPTION ? text.caption() : text.prompt();
    return new Written(
        new Ranked(prompt, text.truncated(), false, "", text.terms()), text.caption(), captioned);
  }

  /** The caption that the request brings; empty if it brings none. */
  private static String caption(Invocation invocation) {
    JsonNode caption = invocation.options().path("caption");
    if (caption.isMissingNode() || caption.isNull()) {
      return "";
    }
    if (!caption.isTextual()
        || caption.asText().isBlank()
        || caption.asText().length() > LONGEST_CAPTION) {
      throw Invocation.invalid(
          "caption must be a text of 1 to " + LONGEST_CAPTION + " characters.");
    }
    return caption.asText();
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
