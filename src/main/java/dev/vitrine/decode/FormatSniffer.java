package dev.vitrine.decode;

import dev.vitrine.image.ImageFormat;
import dev.vitrine.image.UnreadableFormat;
import dev.vitrine.image.UnreadableImageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tells formats apart by their first bytes; names and content types of uploads are often wrong. */
final class FormatSniffer {
  private static final String VIDEO = "This is a video, not a picture.";

  private static final Set<String> HEIC_BRANDS =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx");

  /** Brands of containers of pictures, however the pictures in them are encoded. */
  private static final Set<String> CONTAINER_BRANDS = Set.of("mif1", "mif2", "msf1", "miaf");

  private static final int FIRST_BRAND = 8;
  private static final int BRAND = 4;

  /**
   * Where the search for brands ends; no writer names more. The version number between them matches
   * none.
   */
  private static final int MOST_BRANDS_END = FIRST_BRAND + 12 * BRAND;

  /** First bytes of the files that sellers upload by mistake. */
  private static final Map<String, String> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put("II+\0", "This is a BigTIFF picture, which cannot be read here.");
    KNOWN.put("MM\0+", "This is a BigTIFF picture, which cannot be read here.");
    KNOWN.put("%PDF", "This is a PDF document, not a picture.");
    KNOWN.put("8BPS", "This is a Photoshop file, which cannot be read here.");
    KNOWN.put("\0\0\1\0", "This is an icon file, which cannot be read here.");
    KNOWN.put("\u00ff\n", "This is a JPEG XL picture, which cannot be read here.");
    KNOWN.put("\0\0\0\fJXL ", "This is a JPEG XL picture, which cannot be read here.");
    KNOWN.put("\0\0\0\fjP  ", "This is a JPEG 2000 picture, which cannot be read here.");
    KNOWN.put("PK\3\4", "This is a ZIP archive or an office document, not a picture.");
  }

  private FormatSniffer() {}

  /**
   * @throws UnreadableImageException UNSUPPORTED_FORMAT, naming the format when it is a known one
   */
  static ImageFormat sniff(FileBytes file) throws UnreadableImageException {
    if (file.has(0, "\u00ff\u00d8\u00ff")) {
      return ImageFormat.JPEG;
    }
    if (file.has(0, PngFile.SIGNATURE)) {
      return ImageFormat.PNG;
    }
    if (file.has(0, "RIFF") && file.has(8, "WEBP")) {
      return ImageFormat.WEBP;
    }
    if (file.has(0, "GIF87a") || file.has(0, "GIF89a")) {
      return ImageFormat.GIF;
    }
    if (file.has(0, "II*\0") || file.has(0, "MM\0*")) {
      return ImageFormat.TIFF;
    }
    if (file.has(0, "BM") && file.has(6, "\0\0\0\0")) {
      return ImageFormat.BMP;
    }
    throw Rejection.UNSUPPORTED_FORMAT.because(describe(file));
  }

  private static String describe(FileBytes file) {
    if (file.has(4, "ftyp")) {
      return describeBrands(file);
    }
    for (Map.Entry<String, String> known : KNOWN.entrySet()) {
      if (file.has(0, known.getKey())) {
        return known.getValue();
      }
    }
    String start = text(file, 0, 1024).toLowerCase(Locale.ROOT);
    if (start.contains("<svg")) {
      return "This is an SVG drawing, which cannot be read here.";
    }
    if (start.contains("<html") || start.contains("<!doctype")) {
      return "This is a web page, not a picture.";
    }
    return "This file is not in a picture format that is known here.";
  }

  /**
   * Goes by the first brand. If that names only a container, goes by the brands that the file is
   * compatible with.
   */
  private static String describeBrands(FileBytes file) {
    int size = ByteBuffer.wrap(file.data()).getInt(); // of the box of brands; 0: to the file's end
    int end = size <= 0 ? MOST_BRANDS_END : Math.min(size, MOST_BRANDS_END);
    for (int at = FIRST_BRAND; at < end; at += BRAND) {
      String brand = text(file, at, BRAND);
      if (brand.equals("avif") || brand.equals("avis")) {
        return UnreadableFormat.AVIF.sentence();
      }
      if (HEIC_BRANDS.contains(brand)) {
        return UnreadableFormat.HEIC.sentence();
      }
      if (at == FIRST_BRAND && !CONTAINER_BRANDS.contains(brand)) {
        return VIDEO;
      }
    }
    return UnreadableFormat.HEIC.sentence();
  }

  private static String text(FileBytes file, int from, int most) {
    int start = Math.min(from, file.length());
    int length = Math.min(most, file.length() - start);
    return new String(file.data(), start, length, StandardCharsets.ISO_8859_1);
  }
}
