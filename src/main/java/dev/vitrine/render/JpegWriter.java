package dev.vitrine.render;

import dev.vitrine.decode.Codecs;
import dev.vitrine.decode.Pixels;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes sRGB JPEGs without metadata. */
public final class JpegWriter {
  /** Of what a model or a person looks at in full size. */
  public static final float RENDITION_QUALITY = 0.88f;

  private static final ColorModel SAMPLES =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          false,
          false,
          Transparency.OPAQUE,
          DataBuffer.TYPE_BYTE);

  private final Codecs codecs = new Codecs();

  /**
   * @param image without transparency
   * @param quality from 0 to 1, as {@link ImageWriteParam#setCompressionQuality} takes it
   */
  public byte[] write(BufferedImage image, float quality) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriter writer = codecs.jpegWriter();
      try {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
        writer.setOutput(out);
        writer.write(null, new IIOImage(interleaved(image), null, null), param);
      } finally {
        writer.dispose();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * {@return the same picture with a byte for each sample} The writer copies such rows as they are;
   * of other pictures it makes an array of ints for each row.
   */
  private static BufferedImage interleaved(BufferedImage image) {
    int[] pixels = Pixels.of(image);
    WritableRaster raster =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_BYTE, image.getWidth(), image.getHeight(), 3, null);
    byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
    for (int i = 0, at = 0; i < pixels.length; i++, at += 3) {
      samples[at] = (byte) (pixels[i] >> 16);
      samples[at + 1] = (byte) (pixels[i] >> 8);
      samples[at + 2] = (byte) pixels[i];
    }
    return new BufferedImage(SAMPLES, raster, false, null);
  }
}
