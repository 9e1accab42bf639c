package dev.vitrine.local.florence;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import dev.vitrine.local.eyes.UnusableModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Token ids as the vectors that encoder and decoder read. */
final class Words implements AutoCloseable {
  /** The name of such vectors, [1, n, D], wherever they come out or go in. */
  static final String EMBEDDED = "inputs_embeds";

  static final String FILE = "onnx/embed_tokens.onnx";
  private static final String IDS = "input_ids";

  private final Graph graph;

  private Words(Graph graph) {
    this.graph = graph;
  }

  static Words open(Path folder) throws UnusableModelException {
    return new Words(Graph.open(folder, FILE, List.of(IDS), EMBEDDED, true));
  }

  OrtSession.Result embed(long... ids) {
    try (OnnxTensor row = Graph.row(ids)) {
      return graph.run(Map.of(IDS, row));
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
