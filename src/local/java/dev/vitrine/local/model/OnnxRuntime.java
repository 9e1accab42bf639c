package dev.vitrine.local.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Opens the models that lie on the class path. */
final class OnnxRuntime {
  private OnnxRuntime() {}

  static OrtEnvironment environment() {
    return OrtEnvironment.getEnvironment();
  }

  /**
   * @param resource absolute name of an ONNX file on the class path
   * @param threads how many of them one run may use; callers' own threads come on top
   */
  static OrtSession open(String resource, int threads) {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setCPUArenaAllocator(false); // keeps 50 MB for good and makes nothing faster here
      // By way of a file: as a byte array the model would lie twice more in memory while it loads.
      Path file = Files.createTempFile("vitrine-", ".onnx");
      try (InputStream model = resource(resource)) {
        Files.copy(model, file, StandardCopyOption.REPLACE_EXISTING);
        return environment().createSession(file.toString(), options);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the model " + resource, e);
    } catch (OrtException e) {
      throw new IllegalStateException("cannot open the model " + resource, e);
    }
  }

  static InputStream resource(String name) {
    InputStream found = OnnxRuntime.class.getResourceAsStream(name);
    if (found == null) {
      throw new IllegalStateException("not on the class path: " + name);
    }
    return found;
  }
}
