package dev.vitrine.decode;

import com.twelvemonkeys.imageio.color.ColorProfiles;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * Colors of an ICC profile.
 *
 * @param profile as it is in the file; perhaps damaged
 * @param isGray whether the file has gray samples; a profile for gray means nothing to others
 */
record ColorProfile(byte[] profile, boolean isGray) implements SourceColors {
  /** A profile that moves none of these by more than this is sRGB by another name. */
  private static final int[] PROBES = {
    0x000000, 0xffffff, 0x808080, 0xff0000, 0x00ff00, 0x0000ff, 0xc04020, 0x40c080, 0x2040c0
  };

  private static final int TOLERANCE = 3;

  static boolean hasComponents(byte[] profile, int components) {
    try {
      return ColorProfiles.createProfile(profile).getNumComponents() == components;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Ignores a profile that is damaged, or not for samples such as these, as browsers do. */
  @Override
  public void toSrgb(BufferedImage image) {
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    try {
      ICC_Profile from = ColorProfiles.createProfile(profile);
      if (isGray && from.getNumComponents() == 1) {
        applyCurve(convert(grays(), from), pixels);
      } else if (from.getNumComponents() == 3 && !isSrgb(from)) {
        byte[] converted = convert(bytes(pixels), from);
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = rgb(converted, i);
        }
      }
    } catch (RuntimeException e) {
      // Java reports broken profiles by IllegalArgumentException, CMMException and others. The
      // pixels
      // are written last, so they are still as they were.
      return;
    }
  }

  private static boolean isSrgb(ICC_Profile profile) {
    byte[] probes = bytes(PROBES);
    byte[] converted = convert(probes, profile);
    for (int i = 0; i < probes.length; i++) {
      if (Math.abs((probes[i] & 0xff) - (converted[i] & 0xff)) > TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  private static void applyCurve(byte[] curve, int[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = rgb(curve, pixels[i] & 0xff);
    }
  }

  private static byte[] convert(byte[] samples, ICC_Profile from) {
    int bands = from.getNumComponents();
    int count = samples.length / bands;
    WritableRaster source =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, count, 1, bands, null);
    source.setDataElements(0, 0, count, 1, samples);
    WritableRaster target = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, count, 1, 3, null);
    ICC_Profile[] way = {from, ICC_Profile.getInstance(ColorSpace.CS_sRGB)};
    new ColorConvertOp(way, null).filter(source, target);
    return (byte[]) target.getDataElements(0, 0, count, 1, null);
  }

  private static byte[] grays() {
    byte[] grays = new byte[256];
    for (int i = 0; i < 256; i++) {
      grays[i] = (byte) i;
    }
    return grays;
  }

  private static byte[] bytes(int[] pixels) {
    byte[] bytes = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      bytes[3 * i] = (byte) (pixels[i] >> 16);
      bytes[3 * i + 1] = (byte) (pixels[i] >> 8);
      bytes[3 * i + 2] = (byte) pixels[i];
    }
    return bytes;
  }

  private static int rgb(byte[] samples, int pixel) {
    return (samples[3 * pixel] & 0xff) << 16
        | (samples[3 * pixel + 1] & 0xff) << 8
        | samples[3 * pixel + 2] & 0xff;
  }
}
