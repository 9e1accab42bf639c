package dev.vitrine.local.florence;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.vitrine.local.eyes.FolderJson;
import dev.vitrine.local.eyes.UnusableModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One of the model's networks: an ONNX file with named inputs and outputs. */
final class Graph implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final String file;
  private final OrtSession session;

  private Graph(String file, OrtSession session) {
    this.file = file;
    this.session = session;
  }

  /**
   * Opens an ONNX file; its weights may lie in further files beside it.
   *
   * @param file relative to the folder
   * @param inputs that it must have, and no others
   * @param output that it must have, of float numbers
   * @param keepsMemory whether the memory of a run is kept for the next one. Many short runs are a
   *     tenth quicker by that; the network that looks would keep half a gigabyte for good
   */
  static Graph open(
      Path folder, String file, Collection<String> inputs, String output, boolean keepsMemory)
      throws UnusableModelException {
    Path path = FolderJson.require(folder, file);
    OrtSession session = null;
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
      options.setInterOpNumThreads(1);
      options.setCPUArenaAllocator(keepsMemory);
      // Not so the weights, for which an arena would take twice their size.
      options.addConfigEntry("session.use_device_allocator_for_initializers", "1");
      session = ENVIRONMENT.createSession(path.toString(), options);
      String unfit = unfit(session, inputs, output);
      if (unfit.isEmpty()) {
        return new Graph(file, session);
      }
      session.close();
      throw new UnusableModelException(folder, file + " " + unfit);
    } catch (OrtException e) {
      throw new UnusableModelException(folder, file + " cannot be opened: " + line(e), e);
    }
  }

  /** {@return what is wrong with a network; empty if nothing is} */
  private static String unfit(OrtSession session, Collection<String> inputs, String output)
      throws OrtException {
    Set<String> missing = new TreeSet<>(inputs);
    missing.removeAll(session.getInputNames());
    Set<String> unknown = new TreeSet<>(session.getInputNames());
    unknown.removeAll(inputs);
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      return (missing.isEmpty() ? "has the inputs " + unknown : "lacks the inputs " + missing)
          + ", which is another layout.";
    }
    NodeInfo answer = session.getOutputInfo().get(output);
    boolean answers =
        answer != null
            && answer.getInfo() instanceof TensorInfo info
            && info.type == OnnxJavaType.FLOAT;
    return answers ? "" : "must answer " + output + " as float numbers.";
  }

  private static String line(OrtException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
  }

  /**
   * Runs the network. The answer holds memory outside the heap until it is closed.
   *
   * @throws IllegalStateException if it fails
   */
  OrtSession.Result run(Map<String, OnnxTensor> given) {
    try {
      return session.run(given);
    } catch (OrtException e) {
      throw new IllegalStateException(file + " failed: " + line(e), e);
    }
  }

  /** {@return an answer's tensor, which is open as long as the answer} */
  static OnnxTensor tensor(OrtSession.Result answer, String name) {
    if (answer.get(name).orElse(null) instanceof OnnxTensor tensor) {
      return tensor;
    }
    throw new IllegalStateException("the network does not answer " + name);
  }

  /** {@return the numbers of a tensor, its last axis innermost} */
  static float[] numbers(OnnxTensor tensor) {
    FloatBuffer buffer = tensor.getFloatBuffer();
    if (buffer.hasArray() && buffer.array().length == buffer.remaining()) {
      return buffer.array(); // a copy already
    }
    float[] numbers = new float[buffer.remaining()];
    buffer.get(numbers);
    return numbers;
  }

  /** {@return a tensor of float numbers} */
  static OnnxTensor tensor(float[] numbers, long... shape) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Float.BYTES * numbers.length)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(numbers)
            .flip();
    return made(() -> OnnxTensor.createTensor(ENVIRONMENT, buffer, shape));
  }

  /** {@return a tensor [1, n] of whole numbers} */
  static OnnxTensor row(long... numbers) {
    long[] shape = {1, numbers.length};
    return made(() -> OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(numbers), shape));
  }

  /** {@return a tensor [1]} */
  static OnnxTensor flag(boolean value) {
    return made(() -> OnnxTensor.createTensor(ENVIRONMENT, new boolean[] {value}));
  }

  private interface Maker {
    OnnxTensor make() throws OrtException;
  }

  private static OnnxTensor made(Maker maker) {
    try {
      return maker.make();
    } catch (OrtException e) {
      throw new IllegalStateException("a tensor cannot be made: " + line(e), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(file + " could not be closed", e);
    }
  }
}
