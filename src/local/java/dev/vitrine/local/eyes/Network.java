package dev.vitrine.local.eyes;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * One side of a CLIP: an ONNX file with one input and one output of embeddings. One run at a time
 * uses all cores.
 */
final class Network implements AutoCloseable {
  private final Path folder;
  private final String file;
  private final OrtSession session;
  private final String input;
  private final TensorInfo form;
  private final int most;

  private Network(Path folder, String file, int most, OrtSession session) throws OrtException {
    this.folder = folder;
    this.file = file;
    this.most = most;
    this.session = session;
    Map.Entry<String, NodeInfo> only = session.getInputInfo().entrySet().iterator().next();
    this.input = only.getKey();
    this.form = (TensorInfo) only.getValue().getInfo();
  }

  /**
   * Opens an ONNX file; its weights may lie in further files beside it.
   *
   * @param file relative to the folder
   * @param most pictures or texts of one run, where the file takes any number
   */
  static Network open(Path folder, String file, int most) throws UnusableModelException {
    Path path = FolderJson.require(folder, file);
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
      options.setInterOpNumThreads(1);
      // What a run needs is kept for the next one: fresh memory costs 5 to 8 % of the time.
      options.setCPUArenaAllocator(true);
      // Not so the weights, for which an arena would take twice their size.
      options.addConfigEntry("session.use_device_allocator_for_initializers", "1");
      OrtSession session = OrtEnvironment.getEnvironment().createSession(path.toString(), options);
      if (session.getInputNames().size() != 1
          || !(session.getInputInfo().values().iterator().next().getInfo() instanceof TensorInfo)) {
        session.close();
        throw new UnusableModelException(folder, file + " must have one input, a tensor.");
      }
      return new Network(folder, file, most, session);
    } catch (OrtException e) {
      throw new UnusableModelException(folder, file + " cannot be opened: " + line(e), e);
    }
  }

  private static String line(OrtException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
  }

  /** {@return the input's shape; -1 where the file leaves it open} */
  long[] shape() {
    return form.getShape();
  }

  OnnxJavaType type() {
    return form.type;
  }

  UnusableModelException unfit(String what) {
    return new UnusableModelException(folder, file + " " + what);
  }

  /** {@return how many pictures or texts one run takes} */
  int most() {
    long batch = form.getShape().length == 0 ? 1 : form.getShape()[0];
    return batch < 0 ? most : (int) Math.max(1, batch);
  }

  /** Makes the input of a run. */
  interface Input {
    OnnxTensor tensor(OrtEnvironment environment) throws OrtException;
  }

  /**
   * Runs the network.
   *
   * @param count embeddings that are expected
   * @return of length 1, {@code [count][D]}
   * @throws IllegalStateException if the network fails, or answers something else
   */
  synchronized float[][] run(Input made, int count) {
    try (OnnxTensor tensor = made.tensor(OrtEnvironment.getEnvironment());
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      if (!(result.get(0) instanceof OnnxTensor answer)
          || answer.getInfo().type != OnnxJavaType.FLOAT) {
        throw new IllegalStateException(file + " does not answer with float numbers.");
      }
      FloatBuffer numbers = answer.getFloatBuffer();
      int length = numbers.remaining() / count;
      float[][] embeddings = new float[count][length];
      for (float[] embedding : embeddings) {
        numbers.get(embedding);
        Vectors.normalize(embedding);
      }
      return embeddings;
    } catch (OrtException e) {
      throw new IllegalStateException(file + " of " + folder + " failed: " + line(e), e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(file + " could not be closed", e);
    }
  }
}
