package dev.vitrine.decode;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageWriterSpi;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files to decode: from the test resources, or written by the JDK. */
public final class Pictures {
  private Pictures() {}

  public static byte[] resource(String name) {
    try (InputStream in = Pictures.class.getResourceAsStream("/pictures/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no such test picture: " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static BufferedImage coffee() {
    try (InputStream in = Pictures.class.getResourceAsStream("/pictures/coffee.png")) {
      return ImageIO.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static BufferedImage blank(int width, int height, int type, int rgb) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(rgb));
    g.fillRect(0, 0, width, height);
    g.dispose();
    return image;
  }

  /** Red upper left quarter, green upper right, blue lower left, white lower right; 64 x 48. */
  static BufferedImage quarters(int type) {
    BufferedImage image = blank(64, 48, type, 0xffffff);
    fill(image, 0, 0, 32, 24, 0xff0000);
    fill(image, 32, 0, 32, 24, 0x00ff00);
    fill(image, 0, 24, 32, 24, 0x0000ff);
    return image;
  }

  public static void fill(BufferedImage image, int x, int y, int width, int height, int rgb) {
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(rgb));
    g.fillRect(x, y, width, height);
    g.dispose();
  }

  public static byte[] jpeg(RenderedImage image) {
    return write("jpeg", image, false, null);
  }

  /** {@return where a JPEG's first marker of this kind stands} */
  static int indexOf(byte[] jpeg, int marker) {
    for (int i = 0; i < jpeg.length - 1; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) marker) {
        return i;
      }
    }
    throw new IllegalArgumentException("no such marker");
  }

  static byte[] progressiveJpeg(RenderedImage image) {
    return write("jpeg", image, true, null);
  }

  public static byte[] png(RenderedImage image) {
    return write("png", image, false, null);
  }

  static byte[] interlacedPng(RenderedImage image) {
    return write("png", image, true, null);
  }

  static byte[] bmp(RenderedImage image) {
    return write("bmp", image, false, null);
  }

  /**
   * @param compression as the JDK calls it: {@code LZW}, {@code PackBits}, {@code JPEG}
   */
  static byte[] tiff(RenderedImage image, String compression) {
    ImageWriter writer = new TIFFImageWriterSpi().createWriterInstance(null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType(compression);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  static byte[] gif(RenderedImage image) {
    return write("gif", image, false, null);
  }

  /** A GIF whose canvas is larger than its only frame. */
  static byte[] gif(RenderedImage frame, int x, int y, int width, int height) {
    IIOMetadataNode screen = new IIOMetadataNode("LogicalScreenDescriptor");
    screen.setAttribute("logicalScreenWidth", Integer.toString(width));
    screen.setAttribute("logicalScreenHeight", Integer.toString(height));
    screen.setAttribute("colorResolution", "8");
    screen.setAttribute("pixelAspectRatio", "0");
    IIOMetadataNode place = new IIOMetadataNode("ImageDescriptor");
    place.setAttribute("imageLeftPosition", Integer.toString(x));
    place.setAttribute("imageTopPosition", Integer.toString(y));
    place.setAttribute("imageWidth", Integer.toString(frame.getWidth()));
    place.setAttribute("imageHeight", Integer.toString(frame.getHeight()));
    place.setAttribute("interlaceFlag", "FALSE");
    return write("gif", frame, false, new IIOMetadataNode[] {screen, place});
  }

  private static byte[] write(
      String format, RenderedImage image, boolean isProgressive, IIOMetadataNode[] screenAndPlace) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (param.canWriteProgressive()) {
        param.setProgressiveMode(
            isProgressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      }
      if (format.equals("jpeg")) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(0.95f);
      }
      writer.setOutput(out);
      IIOMetadata stream = null;
      IIOMetadata frame = null;
      if (screenAndPlace != null) {
        stream = writer.getDefaultStreamMetadata(param);
        merge(stream, screenAndPlace[0]);
        frame = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
        merge(frame, screenAndPlace[1]);
      }
      writer.write(stream, new IIOImage(image, null, frame), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static void merge(IIOMetadata metadata, IIOMetadataNode node) throws IOException {
    String format = metadata.getNativeMetadataFormatName();
    IIOMetadataNode root = new IIOMetadataNode(format);
    root.appendChild(node);
    metadata.mergeTree(format, root);
  }
}
