package dev.vitrine.local.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * all-MiniLM-L6-v2: a text becomes the mean of its tokens' vectors, of length 1. Some 200 MB while
 * open, so it is opened for one batch of texts and closed again.
 */
public final class SentenceEncoder implements AutoCloseable {
  /** Numbers in one vector. */
  public static final int DIMENSIONS = 384;

  private static final int BATCH = 32;

  private final WordPiece tokenizer;
  private final OrtSession session;

  public SentenceEncoder() {
    try (InputStream json = OnnxRuntime.resource("/all-minilm-l6-v2-tokenizer.json")) {
      tokenizer = new WordPiece(json);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read MiniLM's tokenizer", e);
    }
    session =
        OnnxRuntime.open("/all-minilm-l6-v2.onnx", Runtime.getRuntime().availableProcessors());
  }

  /**
   * Encodes texts of any length; what is beyond 128 tokens is not read.
   *
   * @return one vector of {@value #DIMENSIONS} a text, in the order given
   */
  public float[][] encode(List<String> texts) {
    // Texts of one length share a batch, so nothing is padded and no mask can go wrong.
    var byLength = new TreeMap<Integer, List<Integer>>();
    long[][] tokens = new long[texts.size()][];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = tokenizer.encode(texts.get(i));
      byLength.computeIfAbsent(tokens[i].length, length -> new ArrayList<>()).add(i);
    }
    float[][] vectors = new float[tokens.length][];
    for (Map.Entry<Integer, List<Integer>> group : byLength.entrySet()) {
      List<Integer> members = group.getValue();
      for (int from = 0; from < members.size(); from += BATCH) {
        List<Integer> batch = members.subList(from, Math.min(from + BATCH, members.size()));
        encodeBatch(tokens, batch, group.getKey(), vectors);
      }
    }
    return vectors;
  }

  private void encodeBatch(long[][] tokens, List<Integer> batch, int length, float[][] vectors) {
    LongBuffer ids = LongBuffer.allocate(batch.size() * length);
    batch.forEach(i -> ids.put(tokens[i]));
    LongBuffer ones = LongBuffer.allocate(ids.capacity());
    while (ones.hasRemaining()) {
      ones.put(1L);
    }
    long[] shape = {batch.size(), length};
    var environment = OnnxRuntime.environment();
    try (var input = OnnxTensor.createTensor(environment, ids.flip(), shape);
        var mask = OnnxTensor.createTensor(environment, ones.flip(), shape);
        var types =
            OnnxTensor.createTensor(environment, LongBuffer.allocate(ids.capacity()), shape);
        var result =
            session.run(
                Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
      FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer(); // [batch, length, 384]
      for (int i : batch) {
        vectors[i] = meanOfUnitLength(states, length);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("MiniLM failed on " + batch.size() + " texts", e);
    }
  }

  private static float[] meanOfUnitLength(FloatBuffer states, int length) {
    double[] sum = new double[DIMENSIONS];
    for (int token = 0; token < length; token++) {
      for (int d = 0; d < DIMENSIONS; d++) {
        sum[d] += states.get();
      }
    }
    double norm = 0;
    for (double s : sum) {
      norm += s * s;
    }
    norm = Math.sqrt(norm);
    float[] unit = new float[DIMENSIONS];
    for (int d = 0; d < DIMENSIONS; d++) {
      unit[d] = (float) (sum[d] / norm);
    }
    return unit;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("MiniLM could not be closed", e);
    }
  }
}
