package dev.vitrine.local.eyes;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.vitrine.local.model.Picture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Pictures to embeddings; those that are asked for at once are encoded together. */
final class PictureSide implements AutoCloseable {
  private static final String FILE = "visual/model.onnx";
  private static final int CHANNELS = 3;

  /** On a processor more at once are hardly faster, and take memory that is kept. */
  private static final int MOST = 4;

  private final Network network;
  private final PictureForm form;

  /** Whether the input is bytes, which the network itself normalizes. */
  private final boolean bytes;

  /** Whether the colors of a pixel lie side by side; else each color is a plane. */
  private final boolean interleaved;

  /** Of pixels, as {@link PictureForm#pixels} makes them. */
  private final Line<byte[], float[]> line;

  private PictureSide(Network network, PictureForm form) {
    this.network = network;
    this.form = form;
    this.bytes = network.type() == OnnxJavaType.UINT8;
    this.interleaved = network.shape()[CHANNELS] == CHANNELS;
    this.line = new Line<>(network.most(), this::encode);
  }

  static PictureSide open(Path folder) throws UnusableModelException {
    PictureForm form = PictureForm.read(folder);
    Network network = Network.open(folder, FILE, MOST);
    long side = form.side();
    long[] shape = network.shape();
    boolean planes = fits(shape, CHANNELS, side, side);
    boolean pixels = fits(shape, side, side, CHANNELS);
    boolean type = network.type() == OnnxJavaType.FLOAT || network.type() == OnnxJavaType.UINT8;
    if (!type || !(planes || pixels)) {
      network.close();
      throw network.unfit(
          "takes %s %s, not float or uint8 [n, 3, %d, %d] or [n, %d, %d, 3]."
              .formatted(network.type(), Arrays.toString(shape), side, side, side, side));
    }
    return new PictureSide(network, form);
  }

  private static boolean fits(long[] shape, long... wanted) {
    boolean fits = shape.length == wanted.length + 1;
    for (int i = 0; fits && i < wanted.length; i++) {
      fits = shape[i + 1] == wanted[i] || (shape[i + 1] < 0 && wanted[i] != CHANNELS);
    }
    return fits;
  }

  /** {@return the embedding, of length 1} */
  float[] encode(Picture picture) {
    return line.stand(form.pixels(picture));
  }

  /** {@return the embeddings of pictures whose pixels {@link PictureForm#pixels} made} */
  List<float[]> encode(List<byte[]> batch) {
    return List.of(network.run(environment -> tensor(environment, batch), batch.size()));
  }

  private OnnxTensor tensor(OrtEnvironment environment, List<byte[]> batch) throws OrtException {
    long side = form.side();
    long[] shape =
        interleaved
            ? new long[] {batch.size(), side, side, CHANNELS}
            : new long[] {batch.size(), CHANNELS, side, side};
    int numbers = batch.size() * CHANNELS * form.side() * form.side();
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(numbers * (bytes ? 1 : Float.BYTES))
            .order(ByteOrder.nativeOrder());
    for (int i = 0; i < batch.size(); i++) {
      fill(buffer, batch.get(i), i * CHANNELS * form.side() * form.side());
    }
    return bytes
        ? OnnxTensor.createTensor(environment, buffer, shape, OnnxJavaType.UINT8)
        : OnnxTensor.createTensor(environment, buffer.asFloatBuffer(), shape);
  }

  private void fill(ByteBuffer buffer, byte[] pixels, int from) {
    FloatBuffer floats = buffer.asFloatBuffer();
    int plane = pixels.length / CHANNELS;
    for (int i = 0; i < pixels.length; i++) {
      int color = i % CHANNELS;
      int to = from + (interleaved ? i : color * plane + i / CHANNELS);
      if (bytes) {
        buffer.put(to, pixels[i]);
      } else {
        floats.put(to, ((pixels[i] & 0xFF) / 255f - form.mean()[color]) / form.std()[color]);
      }
    }
  }

  @Override
  public void close() {
    network.close(); // after the run that is under way
  }
}
