package dev.vitrine.decode;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A picture's rows, one at a time, as red, green, blue in [0, 255] on white. Samples are taken as
 * they are: Java's own conversion of gray takes it for linear light and washes it out.
 */
interface PixelRows {
  int width();

  int height();

  /**
   * @param row filled with 3 x width values
   */
  void read(int y, float[] row);

  static PixelRows of(BufferedImage image) {
    if (image.getColorModel() instanceof IndexColorModel) {
      return new Palette(image.getRaster(), (IndexColorModel) image.getColorModel());
    }
    if (image.getType() == BufferedImage.TYPE_INT_RGB) {
      return new Packed(Pixels.of(image), image.getWidth(), image.getHeight());
    }
    Raster raster = image.getRaster();
    boolean hasAlpha = image.getColorModel().hasAlpha();
    if (image.isAlphaPremultiplied() && hasAlpha) {
      return new OnBlack(new Samples(raster, false), new Alpha(image));
    }
    if (raster.getSampleModel() instanceof PixelInterleavedSampleModel
        && raster.getDataBuffer() instanceof DataBufferByte) {
      return new Bytes(raster, hasAlpha);
    }
    return new Samples(raster, hasAlpha);
  }

  /**
   * {@return how opaque each pixel is, as gray in [0, 255]; null if all are opaque}
   *
   * @param image as a reader returns it
   */
  static @Nullable PixelRows alphaOf(BufferedImage image) {
    return image.getColorModel().hasAlpha() ? new Alpha(image) : null;
  }

  /** Puts premultiplied colors, which are the colors on black, on white. */
  record OnBlack(PixelRows colors, PixelRows alpha) implements PixelRows {
    @Override
    public int width() {
      return colors.width();
    }

    @Override
    public int height() {
      return colors.height();
    }

    @Override
    public void read(int y, float[] row) {
      float[] covered = new float[row.length];
      colors.read(y, row);
      alpha.read(y, covered);
      for (int i = 0; i < row.length; i++) {
        row[i] += 255 - covered[i];
      }
    }
  }

  /** The alpha of each pixel, as gray. */
  record Alpha(BufferedImage image) implements PixelRows {
    @Override
    public int width() {
      return image.getWidth();
    }

    @Override
    public int height() {
      return image.getHeight();
    }

    @Override
    public void read(int y, float[] row) {
      Raster raster = image.getRaster();
      int band = raster.getNumBands() - 1;
      int[] samples = raster.getSamples(0, y, width(), 1, band, (int[]) null);
      IndexColorModel palette =
          image.getColorModel() instanceof IndexColorModel indexed ? indexed : null;
      float most = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
      for (int x = 0; x < samples.length; x++) {
        float alpha = palette == null ? samples[x] * 255 / most : palette.getAlpha(samples[x]);
        Arrays.fill(row, 3 * x, 3 * x + 3, alpha);
      }
    }
  }

  /** Eight bits a sample, pixel after pixel: nearly every picture, so this is the fast one. */
  final class Bytes implements PixelRows {
    private final Raster raster;
    private final byte[] data;
    private final int start;
    private final int rowStride;
    private final int pixelStride;
    private final int[] offsets;
    private final boolean hasAlpha;

    Bytes(Raster raster, boolean hasAlpha) {
      PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) raster.getSampleModel();
      this.raster = raster;
      this.data = ((DataBufferByte) raster.getDataBuffer()).getData();
      this.start = raster.getDataBuffer().getOffset();
      this.rowStride = model.getScanlineStride();
      this.pixelStride = model.getPixelStride();
      this.offsets = model.getBandOffsets();
      this.hasAlpha = hasAlpha;
    }

    @Override
    public int width() {
      return raster.getWidth();
    }

    @Override
    public int height() {
      return raster.getHeight();
    }

    @Override
    public void read(int y, float[] row) {
      boolean isGray = offsets.length < 3;
      int first = start + y * rowStride;
      int red = first + offsets[0];
      int green = isGray ? red : first + offsets[1];
      int blue = isGray ? red : first + offsets[2];
      int width = width();
      for (int x = 0, i = 0, at = 0; x < width; x++, i += 3, at += pixelStride) {
        row[i] = data[red + at] & 0xff;
        row[i + 1] = data[green + at] & 0xff;
        row[i + 2] = data[blue + at] & 0xff;
      }
      if (hasAlpha) {
        int alpha = first + offsets[offsets.length - 1];
        for (int x = 0, i = 0; x < width; x++, i += 3) {
          putOnWhite(row, i, (data[alpha + x * pixelStride] & 0xff) / 255f);
        }
      }
    }
  }

  /** Three samples in a number: what is decoded already. */
  record Packed(int[] pixels, int width, int height) implements PixelRows {
    @Override
    public void read(int y, float[] row) {
      for (int i = 0, at = y * width; i < 3 * width; i += 3, at++) {
        row[i] = (pixels[at] >> 16) & 0xff;
        row[i + 1] = (pixels[at] >> 8) & 0xff;
        row[i + 2] = pixels[at] & 0xff;
      }
    }
  }

  /** Any other number of bits. */
  record Samples(Raster raster, boolean hasAlpha) implements PixelRows {
    @Override
    public int width() {
      return raster.getWidth();
    }

    @Override
    public int height() {
      return raster.getHeight();
    }

    @Override
    public void read(int y, float[] row) {
      int bands = raster.getNumBands();
      int[] samples = raster.getPixels(0, y, width(), 1, (int[]) null);
      int green = bands < 3 ? 0 : 1;
      int blue = bands < 3 ? 0 : 2;
      float[] scale = new float[bands];
      for (int band = 0; band < bands; band++) {
        scale[band] = 255f / ((1 << raster.getSampleModel().getSampleSize(band)) - 1);
      }
      for (int i = 0, at = 0; at < samples.length; i += 3, at += bands) {
        row[i] = samples[at] * scale[0];
        row[i + 1] = samples[at + green] * scale[green];
        row[i + 2] = samples[at + blue] * scale[blue];
        if (hasAlpha) {
          putOnWhite(row, i, samples[at + bands - 1] * scale[bands - 1] / 255);
        }
      }
    }
  }

  /** Indexes into a palette. */
  final class Palette implements PixelRows {
    private final Raster raster;
    private final float[] colors;

    Palette(Raster raster, IndexColorModel model) {
      this.raster = raster;
      this.colors = new float[3 * 256];
      for (int i = 0; i < Math.min(256, model.getMapSize()); i++) {
        colors[3 * i] = model.getRed(i);
        colors[3 * i + 1] = model.getGreen(i);
        colors[3 * i + 2] = model.getBlue(i);
        putOnWhite(colors, 3 * i, model.getAlpha(i) / 255f);
      }
    }

    @Override
    public int width() {
      return raster.getWidth();
    }

    @Override
    public int height() {
      return raster.getHeight();
    }

    @Override
    public void read(int y, float[] row) {
      int[] indexes = raster.getPixels(0, y, width(), 1, (int[]) null);
      for (int x = 0; x < indexes.length; x++) {
        System.arraycopy(colors, 3 * indexes[x], row, 3 * x, 3);
      }
    }
  }

  private static void putOnWhite(float[] colors, int at, float alpha) {
    for (int i = at; i < at + 3; i++) {
      colors[i] = 255 + (colors[i] - 255) * alpha;
    }
  }
}
