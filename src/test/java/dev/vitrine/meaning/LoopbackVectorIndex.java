package dev.vitrine.meaning;

import static dev.vitrine.meaning.LoopbackS3Vectors.check;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An index of {@link LoopbackS3Vectors}, of cosines.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_PutInputVector.html">What
 *     a vector must be</a>
 */
final class LoopbackVectorIndex {
  private static final JsonMapper JSON = new JsonMapper();
  private final int dimension;
  private final Map<String, JsonNode> vectors = new TreeMap<>();

  LoopbackVectorIndex(int dimension) {
    this.dimension = dimension;
  }

  List<String> keys() {
    return List.copyOf(vectors.keySet());
  }

  /** All vectors of a call are taken, or none. */
  ObjectNode put(JsonNode some) {
    check(some.size() >= 1 && some.size() <= 500, "vectors must be 1 to 500");
    for (JsonNode vector : some) {
      checkKey(vector.path("key"));
      checkVector(vector.path("data").path("float32"));
      check(vector.path("metadata").toString().getBytes(UTF_8).length <= 2048, "metadata");
    }
    some.forEach(vector -> vectors.put(vector.path("key").asText(), vector));
    return JSON.createObjectNode();
  }

  private static void checkKey(JsonNode key) {
    check(!key.asText().isEmpty() && key.asText().length() <= 1024, "a key");
  }

  private void checkVector(JsonNode numbers) {
    check(numbers.size() == dimension, "the number of dimensions");
    double square = 0;
    for (JsonNode number : numbers) {
      check(number.isNumber(), "a number");
      square += number.asDouble() * number.asDouble();
    }
    check(square > 0 && Double.isFinite(square), "a vector without a direction");
  }

  ObjectNode delete(JsonNode keys) {
    check(keys.size() >= 1 && keys.size() <= 500, "keys must be 1 to 500");
    keys.forEach(LoopbackVectorIndex::checkKey);
    keys.forEach(key -> vectors.remove(key.asText()));
    return JSON.createObjectNode();
  }

  ObjectNode get(JsonNode request) {
    JsonNode keys = request.path("keys");
    check(keys.size() >= 1 && keys.size() <= 100, "keys must be 1 to 100");
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode found = answer.putArray("vectors");
    for (JsonNode key : keys) {
      JsonNode vector = vectors.get(key.asText());
      if (vector != null) {
        ObjectNode one = found.addObject().put("key", key.asText());
        if (request.path("returnData").asBoolean()) {
          one.set("data", vector.path("data"));
        }
      }
    }
    return answer;
  }

  ObjectNode query(JsonNode request, boolean filtered) {
    int most = request.path("topK").asInt();
    check(most >= 1 && most <= 100, "topK");
    JsonNode to = request.path("queryVector").path("float32");
    checkVector(to);
    String seller = request.path("filter").path("seller").path("$eq").asText();
    List<ObjectNode> found = new ArrayList<>();
    for (JsonNode vector : vectors.values()) {
      if (!filtered || vector.path("metadata").path("seller").asText().equals(seller)) {
        double distance = 1 - cosine(to, vector.path("data").path("float32"));
        found.add(
            JSON.createObjectNode()
                .put("key", vector.path("key").asText())
                .put("distance", (float) distance));
      }
    }
    found.sort(Comparator.comparingDouble(one -> one.path("distance").asDouble()));
    ObjectNode answer = JSON.createObjectNode().put("distanceMetric", "cosine");
    found.stream().limit(most).forEach(answer.putArray("vectors")::add);
    return answer;
  }

  private static double cosine(JsonNode a, JsonNode b) {
    double product = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.size(); i++) {
      product += a.get(i).asDouble() * b.get(i).asDouble();
      squareA += a.get(i).asDouble() * a.get(i).asDouble();
      squareB += b.get(i).asDouble() * b.get(i).asDouble();
    }
    return product / Math.sqrt(squareA * squareB);
  }
}
