package dev.vitrine.local.florence;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import dev.vitrine.local.eyes.UnusableModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Continues an answer token by token, and keeps the attention's keys and values. Those of the
 * answer grow with each step. Those of the picture and the question come with the first step and
 * are kept: later steps return them empty.
 */
final class Decoder implements AutoCloseable {
  static final String FILE = "onnx/decoder_model_merged.onnx";
  private static final String SWITCH = "use_cache_branch";
  private static final String LOGITS = "logits";
  private static final String STATES = "encoder_hidden_states";
  private static final String MASK = "encoder_attention_mask";

  private final Graph graph;
  private final Words words;
  private final FlorenceConfig config;

  private Decoder(Graph graph, Words words, FlorenceConfig config) {
    this.graph = graph;
    this.words = words;
    this.config = config;
  }

  static Decoder open(Path folder, Words words, FlorenceConfig config)
      throws UnusableModelException {
    List<String> inputs = new ArrayList<>(List.of(Words.EMBEDDED, STATES, MASK, SWITCH));
    inputs.addAll(cacheNames(config, "decoder"));
    inputs.addAll(cacheNames(config, "encoder"));
    return new Decoder(Graph.open(folder, FILE, inputs, LOGITS, true), words, config);
  }

  /** The inputs that take the keys and values of one side. */
  private static List<String> cacheNames(FlorenceConfig config, String side) {
    List<String> names = new ArrayList<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      names.add("past_key_values." + layer + "." + side + ".key");
      names.add("past_key_values." + layer + "." + side + ".value");
    }
    return names;
  }

  /**
   * Answers greedily.
   *
   * @param states what was seen and asked, [1, n, D]
   * @param mask ones, [1, n]
   * @param longest tokens that the answer may have
   * @param deadline asked before each step
   * @return the token before the answer, and the answer's
   */
  long[] answer(OnnxTensor states, OnnxTensor mask, int longest, AnswerDeadline deadline) {
    Tokens answer = new Tokens();
    answer.add(config.rules().start());
    Map<String, OnnxTensor> given = new HashMap<>(Map.of(STATES, states, MASK, mask));
    // With a length of 1 where there is no past: the branch that runs first does not read it.
    try (OnnxTensor blank =
        Graph.tensor(
            new float[config.heads() * config.width()], 1, config.heads(), 1, config.width())) {
      cacheNames(config, "decoder").forEach(name -> given.put(name, blank));
      cacheNames(config, "encoder").forEach(name -> given.put(name, blank));
      try (OrtSession.Result first = step(answer, given, false)) {
        answer.add(config.rules().next(logits(first), answer, longest));
        keep(first, "decoder", given);
        keep(first, "encoder", given);
        goOn(answer, given, longest, deadline);
      }
    }
    return answer.toArray();
  }

  private void goOn(
      Tokens answer, Map<String, OnnxTensor> given, int longest, AnswerDeadline deadline) {
    OrtSession.Result before = null;
    try {
      while (!config.rules().isOver(answer, longest)) {
        deadline.check();
        OrtSession.Result now = step(answer, given, true);
        if (before != null) {
          before.close();
        }
        before = now;
        answer.add(config.rules().next(logits(now), answer, longest));
        keep(now, "decoder", given);
      }
    } finally {
      if (before != null) {
        before.close();
      }
    }
  }

  private OrtSession.Result step(Tokens answer, Map<String, OnnxTensor> given, boolean hasPast) {
    try (OrtSession.Result embedded = words.embed(answer.get(answer.size() - 1));
        OnnxTensor branch = Graph.flag(hasPast)) {
      given.put(Words.EMBEDDED, Graph.tensor(embedded, Words.EMBEDDED));
      given.put(SWITCH, branch);
      return graph.run(given);
    }
  }

  private static float[] logits(OrtSession.Result answer) {
    return Graph.numbers(Graph.tensor(answer, LOGITS));
  }

  private void keep(OrtSession.Result answer, String side, Map<String, OnnxTensor> given) {
    for (String name : cacheNames(config, side)) {
      given.put(name, Graph.tensor(answer, name.replace("past_key_values", "present")));
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
