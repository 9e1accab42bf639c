package dev.vitrine.local.model;

import ai.onnxruntime.platform.Fp16Conversions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Answers as the CLIP endpoint does: which of the given labels the picture shows.
 *
 * <p>Request, either the bare picture ({@code image/jpeg|png|webp}) with {@code
 * X-Amzn-SageMaker-Custom-Attributes: label_set=NAME;top_k=N;multi_label=true}, or JSON:
 *
 * <pre>
 * {image: base64, candidate_labels: [text] | label_set: NAME, hypothesis_template?: text | [text],
 *  multi_label?: bool, top_k?: int}
 * </pre>
 *
 * <p>Answer: {@code {predictions: [{label, score}], embedding, model: {name, label_set,
 * labels_sha256}, timing_ms}}, predictions best first, all of them unless {@code top_k} says fewer.
 * {@code embedding} is base64 of the 1280 features as little-endian float16. With {@code
 * multi_label} a score is the label's own probability; without, the labels compete and the scores
 * of the whole set sum to 1.
 *
 * <p>A set is named as {@link LabelSet#name} says. A request with candidate_labels teaches the set;
 * a name never taught is answered LABEL_SET_UNKNOWN. Other errors: INVALID_JSON (also for a bad
 * custom attribute), INVALID_LABELS, INVALID_IMAGE, IMAGE_TOO_LARGE, UNSUPPORTED_CONTENT_TYPE,
 * MODEL_ERROR.
 */
public final class ClipEndpoint {
  private final Sight sight;
  private final LabelSets labelSets;

  ClipEndpoint(Sight sight, LabelSets labelSets) {
    this.sight = sight;
    this.labelSets = labelSets;
  }

  /**
   * Answers one request; never throws for what is in it.
   *
   * @param contentType the header; empty when there is none
   * @param customAttributes the header X-Amzn-SageMaker-Custom-Attributes; empty when there is none
   */
  public Answer invoke(String contentType, String customAttributes, byte[] body) {
    return Answer.to(() -> predict(Invocation.of(contentType, customAttributes, body)));
  }

  private ObjectNode predict(Invocation invocation) {
    long start = System.nanoTime();
    int most = invocation.positive("top_k", Integer.MAX_VALUE);
    boolean each = invocation.flag("multi_label");
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    var predictions = answer.putArray("predictions");
    // The picture first: a damaged one must not make the endpoint learn five thousand labels.
    Recognition seen = sight.look(invocation.picture()).recognition();
    Named named = scorer(invocation.options());
    List<Prediction> ranked =
        each ? named.scorer.confidences(seen) : named.scorer.distribution(seen);
    for (Prediction one : ranked.subList(0, Math.min(most, ranked.size()))) {
      predictions.addObject().put("label", one.label()).put("score", rounded(one.score()));
    }
    answer.put("embedding", base64(seen.features()));
    answer
        .putObject("model")
        .put("name", ModelName.CLIP)
        .put("label_set", named.name)
        .put("labels_sha256", named.name);
    return answer.put("timing_ms", (System.nanoTime() - start) / 1_000_000);
  }

  private record Named(String name, ZeroShotScorer scorer) {}

  private Named scorer(JsonNode options) {
    JsonNode name = options.path("label_set");
    if (options.has("candidate_labels")) {
      LabelSet set = candidates(options);
      if (name.isTextual() && !name.asText().equals(set.name())) {
        throw invalidLabels("label_set is not the name of these candidate_labels.");
      }
      return new Named(set.name(), labelSets.learn(set));
    }
    if (!name.isTextual() || name.asText().isEmpty()) {
      throw invalidLabels("Give candidate_labels or the name of a label_set.");
    }
    ZeroShotScorer scorer =
        labelSets
            .find(name.asText())
            .orElseThrow(
                () ->
                    new EndpointException(
                        EndpointError.LABEL_SET_UNKNOWN,
                        "Send this set's labels once, as candidate_labels."));
    return new Named(name.asText(), scorer);
  }

  private static LabelSet candidates(JsonNode options) {
    JsonNode template = options.path("hypothesis_template");
    List<String> templates;
    if (template.isMissingNode() || template.isNull()) {
      templates = LabelSet.DEFAULT_TEMPLATES;
    } else {
      templates = template.isTextual() ? List.of(template.asText()) : texts(template);
    }
    try {
      return new LabelSet(texts(options.path("candidate_labels")), templates);
    } catch (IllegalArgumentException e) {
      throw invalidLabels("The label set is refused: " + e.getMessage() + ".");
    }
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>(array.size());
    for (JsonNode text : array) {
      if (!text.isTextual()) {
        throw invalidLabels("Labels and templates are lists of texts.");
      }
      texts.add(text.asText());
    }
    return texts;
  }

  private static EndpointException invalidLabels(String sentence) {
    return new EndpointException(EndpointError.INVALID_LABELS, sentence);
  }

  static double rounded(double score) {
    return Math.rint(score * 1e6) / 1e6;
  }

  private static String base64(float[] features) {
    ByteBuffer half =
        ByteBuffer.allocate(Short.BYTES * features.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float feature : features) {
      half.putShort(Fp16Conversions.floatToFp16(feature));
    }
    return Base64.getEncoder().encodeToString(half.array());
  }
}
