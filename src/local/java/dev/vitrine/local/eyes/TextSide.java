package dev.vitrine.local.eyes;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Texts to embeddings. Holds as much memory as its file has bytes, so it is closed when there is
 * nothing to read.
 */
final class TextSide implements AutoCloseable {
  private static final String FILE = "textual/model.onnx";
  private static final int MOST = 16;

  private final Network network;
  private final ClipTokenizer tokenizer;

  private TextSide(Network network, ClipTokenizer tokenizer) {
    this.network = network;
    this.tokenizer = tokenizer;
  }

  /**
   * Opens the network.
   *
   * @param tokenizer stays the caller's
   */
  static TextSide open(Path folder, ClipTokenizer tokenizer, int length)
      throws UnusableModelException {
    Network network = Network.open(folder, FILE, MOST);
    long[] shape = network.shape();
    boolean type = network.type() == OnnxJavaType.INT32 || network.type() == OnnxJavaType.INT64;
    if (!type || shape.length != 2 || (shape[1] >= 0 && shape[1] != length)) {
      network.close();
      throw network.unfit(
          "takes %s %s, not int32 or int64 [n, %d]."
              .formatted(network.type(), Arrays.toString(shape), length));
    }
    return new TextSide(network, tokenizer);
  }

  /** {@return how many texts one run takes} */
  int most() {
    return network.most();
  }

  /** {@return for each text its embedding, of length 1} */
  float[][] encode(List<String> texts) {
    float[][] all = new float[texts.size()][];
    for (int from = 0; from < all.length; from += network.most()) {
      int to = Math.min(all.length, from + network.most());
      long[][] ids = tokenizer.ids(texts.subList(from, to));
      float[][] part = network.run(environment -> tensor(environment, ids), ids.length);
      System.arraycopy(part, 0, all, from, part.length);
    }
    return all;
  }

  private OnnxTensor tensor(OrtEnvironment environment, long[][] ids) throws OrtException {
    long[] shape = {ids.length, ids[0].length};
    LongBuffer longs = LongBuffer.allocate(ids.length * ids[0].length);
    for (long[] row : ids) {
      longs.put(row);
    }
    if (network.type() == OnnxJavaType.INT64) {
      return OnnxTensor.createTensor(environment, longs.flip(), shape);
    }
    IntBuffer ints = IntBuffer.allocate(longs.capacity());
    for (long id : longs.array()) {
      ints.put((int) id);
    }
    return OnnxTensor.createTensor(environment, ints.flip(), shape);
  }

  @Override
  public void close() {
    network.close();
  }
}
