package dev.vitrine.decode;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.vitrine.image.ImageFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.spi.ServiceRegistry;

/**
 * Readers and the writer, named one by one. Asking ImageIO for "a reader of JPEG" answers
 * differently under each class loader and with each library on the class path.
 */
public final class Codecs {
  private final ImageReaderSpi jpeg;
  private final ImageReaderSpi png = jdk(ImageReaderSpi.class, "png.PNGImageReaderSpi");
  private final ImageReaderSpi gif = jdk(ImageReaderSpi.class, "gif.GIFImageReaderSpi");
  private final ImageReaderSpi webp = new WebPImageReaderSpi();
  private final ImageReaderSpi tiff = new TIFFImageReaderSpi();
  private final ImageReaderSpi bmp = jdk(ImageReaderSpi.class, "bmp.BMPImageReaderSpi");
  private final ImageWriterSpi jpegWriter = jdk(ImageWriterSpi.class, "jpeg.JPEGImageWriterSpi");

  public Codecs() {
    // TwelveMonkeys' reader mends what the JDK's gets wrong (CMYK, odd component ids) and looks for
    // the JDK's when it is registered: here in a registry of its own.
    ServiceRegistry registry =
        new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
    registry.registerServiceProvider(jdk(ImageReaderSpi.class, "jpeg.JPEGImageReaderSpi"));
    jpeg = new JPEGImageReaderSpi();
    registry.registerServiceProvider(jpeg);
  }

  ImageReader reader(ImageFormat format) {
    ImageReaderSpi provider =
        switch (format) {
          case JPEG -> jpeg;
          case PNG -> png;
          case WEBP -> webp;
          case GIF -> gif;
          case TIFF -> tiff;
          case BMP -> bmp;
        };
    try {
      return provider.createReaderInstance();
    } catch (IOException e) {
      throw new UncheckedIOException("no reader of " + format, e);
    }
  }

  /** {@return a new writer of JPEGs, which the caller has to dispose of} */
  public ImageWriter jpegWriter() throws IOException {
    return jpegWriter.createWriterInstance();
  }

  private static <T> T jdk(Class<T> kind, String name) {
    Iterator<T> providers = IIORegistry.getDefaultInstance().getServiceProviders(kind, false);
    while (providers.hasNext()) {
      T provider = providers.next();
      if (provider.getClass().getName().equals("com.sun.imageio.plugins." + name)) {
        return provider;
      }
    }
    throw new IllegalStateException("this JDK has no " + name);
  }
}
