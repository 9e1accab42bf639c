package dev.vitrine.local.meaning;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Base64;
import java.util.Map;

/** Multiplies many rows of float16 with one vector. Thread-safe. */
public final class DotProducts implements AutoCloseable {
  /**
   * ONNX, opset 13: {@code products[n, 1] = MatMul(Cast(rows[n, d], FLOAT), query[d, 1])}, where
   * rows are float16.
   */
  private static final String NETWORK =
      "CAgSB3ZpdHJpbmU6ngEKHwoEcm93cxIGZmxvYXRzIgRDYXN0KgkKAnRvGAGgAQIKIQoGZmxvYXRz"
          + "CgVxdWVyeRIIcHJvZHVjdHMiBk1hdE11bBIHbmVhcmVzdFoYCgRyb3dzEhAKDggKEgoKAxIBbgoD"
          + "EgFkWhgKBXF1ZXJ5Eg8KDQgBEgkKAxIBZAoCCAFiGwoIcHJvZHVjdHMSDwoNCAESCQoDEgFuCgII"
          + "AUIECgAQDQ==";

  private final OrtSession session;

  /** Opens the network. */
  public DotProducts() {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1); // a block is multiplied sooner than another thread wakes
      options.setInterOpNumThreads(1);
      options.setCPUArenaAllocator(false);
      session =
          OrtEnvironment.getEnvironment()
              .createSession(Base64.getDecoder().decode(NETWORK), options);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses a multiplication", e);
    }
  }

  /**
   * Prepares a vector.
   *
   * @param vector {@code [d]}
   */
  Factor factor(float[] vector) {
    try {
      long[] shape = {vector.length, 1};
      return new Factor(
          OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(vector), shape),
          vector.length);
    } catch (OrtException e) {
      throw new IllegalStateException("no tensor for " + vector.length + " numbers", e);
    }
  }

  /** A vector that rows are multiplied with. */
  final class Factor implements AutoCloseable {
    private final OnnxTensor vector;
    private final int dimensions;

    private Factor(OnnxTensor vector, int dimensions) {
      this.vector = vector;
      this.dimensions = dimensions;
    }

    /**
     * {@return the product of each row with the vector, {@code [count]}}
     *
     * @param rows little-endian float16, {@code [count][d]}, in memory outside the heap, which is
     *     read where it lies
     */
    FloatBuffer products(ByteBuffer rows, int count) {
      long[] shape = {count, dimensions};
      try (OnnxTensor tensor =
              OnnxTensor.createTensor(
                  OrtEnvironment.getEnvironment(), rows, shape, OnnxJavaType.FLOAT16);
          OrtSession.Result result = session.run(Map.of("rows", tensor, "query", vector))) {
        return ((OnnxTensor) result.get(0)).getFloatBuffer();
      } catch (OrtException e) {
        throw new IllegalStateException(count + " rows cannot be multiplied", e);
      }
    }

    @Override
    public void close() {
      vector.close();
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not close", e);
    }
  }
}
