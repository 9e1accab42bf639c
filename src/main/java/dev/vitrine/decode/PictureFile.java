package dev.vitrine.decode;

import dev.vitrine.image.ImageFormat;
import dev.vitrine.image.UnreadableImageException;
import java.awt.Rectangle;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file's headers, read without decoding anything.
 *
 * @param width pixels of the canvas, as stored
 * @param height pixels of the canvas, as stored
 * @param frame where the first frame lies on the canvas; the whole canvas unless animated
 * @param orientation how the canvas is to be turned for display
 * @param colors those the decoded samples are still in; null for sRGB
 * @param excerpt what a reader needs of the file to decode the first frame
 * @param cost what decoding takes
 */
record PictureFile(
    ImageFormat format,
    int width,
    int height,
    Rectangle frame,
    Orientation orientation,
    @Nullable SourceColors colors,
    Excerpt excerpt,
    Cost cost) {

  /** Larger profiles are not for photographs; ignored. */
  static final int MAX_PROFILE_BYTES = 4 << 20;

  /**
   * Memory that decoding the frame takes beside the file itself.
   *
   * @param wholeBytes needed for the whole frame whatever is read of it
   * @param bytesPerPixel needed per pixel that is read
   * @param canSkip whether the reader can leave out rows and columns
   */
  record Cost(long wholeBytes, int bytesPerPixel, boolean canSkip) {}

  /**
   * @throws UnreadableImageException when the headers say that the file is not usable
   * @throws IOException when the headers end early or make no sense
   */
  static PictureFile open(FileBytes file) throws UnreadableImageException, IOException {
    return switch (FormatSniffer.sniff(file)) {
      case JPEG -> JpegFile.open(file);
      case PNG -> PngFile.open(file);
      case WEBP -> WebpFile.open(file);
      case GIF -> GifFile.open(file);
      case TIFF -> TiffFile.open(file);
      case BMP -> BmpFile.open(file);
    };
  }

  /** {@return the larger of the pixels to decode and the pixels to show} */
  long pixels() {
    return Math.max((long) width * height, (long) frame.width * frame.height);
  }

  String formatName() {
    return format == ImageFormat.WEBP ? "WebP" : format.name();
  }
}
