package dev.vitrine.tools.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vitrine.decode.PictureDecoder;
import dev.vitrine.decode.PictureLimits;
import dev.vitrine.render.Renditions;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.ShippedVocabulary;
import dev.vitrine.vocabulary.Vocabulary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A CLIP or SigLIP endpoint behind SageMaker's runtime API, without a model: it follows the
 * contract (model-artifacts/contract), knows labelled pictures by their renditions, and plants the
 * cosines of the right labels. What it shows is how thresholds do on scores of such a spread, not
 * how good a real model is.
 */
final class PlantedClip implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * How the planted model sees; cosines are normally distributed about what is given here.
   *
   * @param scale by which cosines are multiplied
   * @param bias that is added for a sigmoid; NaN for a CLIP, which scores a label alone against the
   *     empty template
   * @param usual cosine of a label with a picture that does not show it
   * @param spread standard deviation of all cosines
   * @param gain mean that a right label has more, a third of it its standard deviation
   */
  record Sight(double scale, double bias, double usual, double spread, double gain) {
    /** About what is published of ViT-L/14: 0.17 for any label, 0.26 for the right one. */
    static final Sight CLIP = new Sight(100, Double.NaN, 0.17, 0.02, 0.1);

    /** Smaller cosines, and a bias for one right label among many thousands. */
    static final Sight SIGLIP = new Sight(117, -12.9, -0.02, 0.02, 0.1);

    /** A model that tells less apart. */
    static final Sight WEAK = new Sight(100, Double.NaN, 0.2, 0.02, 0.06);
  }

  private final String name;
  private final Sight sight;
  private final boolean saysScale;
  private final Judge judge;
  private final Map<String, String> paths;
  private final Map<String, List<String>> sets = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Double>> cosines = new ConcurrentHashMap<>();
  private final HttpServer server;

  /**
   * @param paths of the pictures it knows, see {@link #renditions}
   * @param labels what is on each
   */
  PlantedClip(String name, Sight sight, boolean saysScale, Map<String, String> paths, Labels labels)
      throws IOException {
    Vocabulary vocabulary = new ShippedVocabulary(JSON).of("");
    this.name = name;
    this.sight = sight;
    this.saysScale = saysScale;
    this.judge = new Judge(vocabulary, labels);
    this.paths = paths;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** {@return paths of the labelled pictures in a folder, by the hash of their rendition} */
  static Map<String, String> renditions(Path folder, Labels labels) throws IOException {
    Map<String, String> paths = new HashMap<>();
    PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);
    Renditions renditions = new Renditions();
    for (String path : labels.byPath().keySet()) {
      byte[] original = Files.readAllBytes(folder.resolve(path));
      try {
        paths.put(hash(renditions.of(decoder.decode(original)).rendition()), path);
      } catch (dev.vitrine.image.UnreadableImageException e) {
        throw new IOException(path, e);
      }
    }
    return paths;
  }

  /** Serves until its standard input ends: PICTURES LABELS.csv; prints the address. */
  public static void main(String[] line) throws Exception {
    Vocabulary vocabulary = new ShippedVocabulary(JSON).of("");
    Labels labels = Labels.read(Path.of(line[1]), vocabulary);
    Map<String, String> paths = renditions(Path.of(line[0]), labels);
    try (PlantedClip clip = new PlantedClip("planted/clip", Sight.CLIP, true, paths, labels)) {
      System.out.println(clip.url());
      while (System.in.read() >= 0) {
        continue;
      }
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    ObjectNode answer = answer(request);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    byte[] body = JSON.writeValueAsBytes(answer);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private ObjectNode answer(JsonNode request) {
    ObjectNode answer = JSON.createObjectNode();
    for (JsonNode group : request.path("groups")) {
      List<String> labels = texts(group.path("candidate_labels"));
      if (!labels.isEmpty()) {
        sets.put(new LabelSet(labels, texts(group.path("hypothesis_template"))).name(), labels);
      } else if (!sets.containsKey(group.path("label_set").asText())) {
        answer.putObject("error").put("code", "LABEL_SET_UNKNOWN").put("message", "send them");
        return answer;
      }
    }
    String path = paths.get(hash(Base64.getDecoder().decode(request.path("image").asText())));
    for (JsonNode group : request.path("groups")) {
      List<String> labels = texts(group.path("candidate_labels"));
      ObjectNode one = answer.withArrayProperty("groups").addObject();
      one.put("name", group.path("name").asText());
      ArrayNode predictions = one.putArray("predictions");
      scores(
              String.valueOf(path),
              labels.isEmpty() ? sets.get(group.path("label_set").asText()) : labels,
              group.path("multi_label").asBoolean())
          .forEach((label, p) -> predictions.addObject().put("label", label).put("score", p));
    }
    ObjectNode model = answer.putObject("model").put("name", name);
    if (saysScale) {
      model.put("logit_scale", sight.scale());
    }
    return answer;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  /** {@return scores of six digits by label, best first} */
  private Map<String, Double> scores(String path, List<String> labels, boolean alone) {
    Map<String, Double> logits = new HashMap<>();
    Map<String, Double> known = cosines.computeIfAbsent(path, none -> new ConcurrentHashMap<>());
    Set<String> right = judge.words(path);
    for (String label : labels) {
      double cosine = known.computeIfAbsent(label, one -> cosine(path, one, right));
      logits.put(label, sight.scale() * cosine);
    }
    double all = logits.values().stream().mapToDouble(Math::exp).sum();
    double neutral =
        Double.isNaN(sight.bias()) ? sight.scale() * (sight.usual() + 0.03) : -sight.bias();
    Map<String, Double> scores = new LinkedHashMap<>();
    logits.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(
            one -> {
              double logit = one.getValue();
              double score = alone ? 1 / (1 + Math.exp(neutral - logit)) : Math.exp(logit) / all;
              scores.put(one.getKey(), Math.rint(score * 1e6) / 1e6);
            });
    return scores;
  }

  /** A picture that no label fits tempts with one of them, and looks like a background prompt. */
  private double cosine(String path, String label, Set<String> right) {
    double cosine = sight.usual() + sight.spread() * gauss(path + "\n" + label);
    double gain = sight.gain() * (1 + gauss(path) / 3);
    if (right.contains(label)) {
      return cosine + gain;
    }
    if (right.isEmpty() && (label.equals("something else") || isOneIn(50, path + label))) {
      return cosine + gain / 2;
    }
    return isOneIn(50, path + label) ? cosine + gain / 3 : cosine;
  }

  private static boolean isOneIn(int many, String text) {
    return Math.floorMod(seed(text), many) == 0;
  }

  private static double gauss(String text) {
    return new java.util.Random(seed(text)).nextGaussian();
  }

  private static long seed(String text) {
    return Long.parseUnsignedLong(hash(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16), 16);
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
