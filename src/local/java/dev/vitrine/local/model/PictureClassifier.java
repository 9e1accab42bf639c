package dev.vitrine.local.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * EfficientNet-Lite0, trained on ImageNet. One thread a call; any number of calls at a time. Opened
 * by the first call, which takes some tenths of a second: the application's start does not wait.
 */
final class PictureClassifier implements AutoCloseable {
  private static final int SIDE = 224;

  private final InputScaler resampler = new InputScaler(SIDE);

  /** A session that is closed under a run takes the process with it: runs share, closing waits. */
  private final ReadWriteLock runs = new ReentrantReadWriteLock();

  private @Nullable OrtSession session;
  private boolean closed;

  /**
   * {@return what the network sees}
   *
   * @throws IllegalStateException once it is closed
   */
  Recognition recognise(Picture picture) {
    return run(resampler.scale(picture, Framer.frame(picture)));
  }

  private synchronized OrtSession session() {
    if (closed) {
      throw new IllegalStateException("EfficientNet-Lite0 is closed");
    }
    if (session == null) {
      session = OnnxRuntime.open("/models/efficientnet-lite0-fp16.onnx", 1);
    }
    return session;
  }

  private Recognition run(float[] planes) {
    long[] shape = {1, 3, SIDE, SIDE};
    runs.readLock().lock();
    try (var input =
            OnnxTensor.createTensor(OnnxRuntime.environment(), FloatBuffer.wrap(planes), shape);
        var result = session().run(Map.of("pixel_values", input))) {
      return new Recognition(softmax(numbers(result, "logits")));
    } catch (OrtException e) {
      throw new IllegalStateException("EfficientNet-Lite0 failed", e);
    } finally {
      runs.readLock().unlock();
    }
  }

  private static float[] numbers(OrtSession.Result result, String output) {
    var tensor = (OnnxTensor) result.get(output).orElseThrow();
    FloatBuffer values = tensor.getFloatBuffer();
    float[] numbers = new float[values.remaining()];
    values.get(numbers);
    return numbers;
  }

  private static float[] softmax(float[] logits) {
    float top = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      top = Math.max(top, logit);
    }
    double sum = 0;
    double[] powers = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      powers[i] = Math.exp(logits[i] - top);
      sum += powers[i];
    }
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) (powers[i] / sum);
    }
    return probabilities;
  }

  @Override
  public void close() {
    runs.writeLock().lock();
    try {
      closed = true;
      if (session != null) {
        session.close();
        session = null;
      }
    } catch (OrtException e) {
      throw new IllegalStateException("EfficientNet-Lite0 could not be closed", e);
    } finally {
      runs.writeLock().unlock();
    }
  }
}
