package dev.vitrine.decode;

import dev.vitrine.image.Cores;
import dev.vitrine.image.ImageFormat;
import dev.vitrine.image.MemoryBudget;
import dev.vitrine.image.UnreadableImageException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes uploaded files, which may be hostile. Threads may share one: together they stay within
 * the memory of one large picture, so large ones wait for each other.
 */
public final class PictureDecoder {
  private static final int SHORTEST_SIDE = 16;

  /** As in JPEG and GIF; a PNG could hold rows of 2,147,483,647 pixels. */
  private static final int LONGEST_SIDE = 65_535;

  private static final int MEGABYTE = 1 << 20;

  /** Several times what 100 million pixels take on one processor; RenderImage has 110 s. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final PictureLimits limits;
  private final Codecs codecs = new Codecs();
  private final MemoryBudget memory;
  private final Duration longest;

  /** A decoder that has the memory of a function to itself. */
  public PictureDecoder(PictureLimits limits) {
    this(limits, new MemoryBudget(MemoryPlan.LARGEST));
  }

  /**
   * @param memory shared with all else that is large; a picture that needs more than it is
   *     TOO_COSTLY
   */
  public PictureDecoder(PictureLimits limits, MemoryBudget memory) {
    this(limits, memory, LONGEST);
  }

  /**
   * @param longest time that decoding may take, without the wait for memory and a core
   */
  PictureDecoder(PictureLimits limits, MemoryBudget memory, Duration longest) {
    this.limits = limits;
    this.memory = memory;
    this.longest = longest;
  }

  /**
   * Decodes the picture, or the first frame of an animation.
   *
   * @param bytes a file of any content; its format is told by its first bytes
   * @throws UnreadableImageException EMPTY_FILE, UNSUPPORTED_FORMAT, TOO_MANY_BYTES,
   *     TOO_MANY_PIXELS, TOO_LONG, TOO_SMALL, TOO_COSTLY (it would need more memory than any
   *     picture may), TOO_SLOW (it was not decoded within 60 s), TRUNCATED or CORRUPT
   */
  public DecodedPicture decode(byte[] bytes) throws UnreadableImageException {
    checkLength(bytes.length);
    PictureFile file = open(new FileBytes(bytes));
    checkSize(file);
    return decode(file, MemoryPlan.of(file, bytes.length, memory.bytes()));
  }

  /**
   * Refuses a file by its size, before it is fetched.
   *
   * @throws UnreadableImageException EMPTY_FILE or TOO_MANY_BYTES
   */
  public void checkLength(long bytes) throws UnreadableImageException {
    if (bytes == 0) {
      throw Rejection.EMPTY_FILE.because();
    }
    if (bytes > limits.maxBytes()) {
      throw Rejection.TOO_MANY_BYTES.because(
          tenths((double) bytes / MEGABYTE), tenths((double) limits.maxBytes() / MEGABYTE));
    }
  }

  private static PictureFile open(FileBytes bytes) throws UnreadableImageException {
    try {
      return PictureFile.open(bytes);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private void checkSize(PictureFile file) throws UnreadableImageException {
    if (Math.min(file.width(), file.height()) < SHORTEST_SIDE) {
      throw Rejection.TOO_SMALL.because(file.width(), file.height(), SHORTEST_SIDE);
    }
    if (file.pixels() > limits.maxPixels()) {
      throw Rejection.TOO_MANY_PIXELS.because(
          Rejection.millions(file.pixels()), Rejection.millions(limits.maxPixels()));
    }
    int longest = Math.max(file.width(), file.height());
    if (longest > LONGEST_SIDE) {
      throw Rejection.TOO_LONG.because(longest, LONGEST_SIDE);
    }
  }

  private DecodedPicture decode(PictureFile file, MemoryPlan plan) throws UnreadableImageException {
    try (MemoryBudget.Share unused = memory.take(plan.bytes());
        Cores.Core alsoUnused = Cores.take()) {
      BufferedImage frame = Inks.toRgb(read(file, plan.step()));
      BufferedImage stored = onCanvas(file, PixelRows.of(frame));
      if (file.colors() != null) {
        PixelRows alpha = PixelRows.alphaOf(frame);
        if (alpha == null) {
          file.colors().toSrgb(stored);
        } else {
          OnWhite.toSrgb(stored, onCanvas(file, alpha), file.colors());
        }
      }
      boolean turned = file.orientation().swapsSides();
      return new DecodedPicture(
          file.format(),
          turned ? file.height() : file.width(),
          turned ? file.width() : file.height(),
          file.orientation().applyTo(stored));
    }
  }

  private BufferedImage read(PictureFile file, int step) throws UnreadableImageException {
    ImageReader reader = codecs.reader(file.format());
    List<String> warnings = new ArrayList<>();
    DecodingTime time = new DecodingTime(longest);
    try {
      file.excerpt().limit(time);
      reader.addIIOReadProgressListener(time);
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(file.excerpt(), /* seekForwardOnly= */ true, /* ignoreMetadata= */ false);
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceSubsampling(step, step, 0, 0);
      if (file.format() == ImageFormat.TIFF) {
        keepPremultiplied(reader, param);
      }
      BufferedImage image = reader.read(0, param);
      if (time.isOver()) {
        throw Rejection.TOO_SLOW.because(longest.toSeconds());
      }
      if (file.format() == ImageFormat.JPEG) {
        checkWarnings(warnings);
      }
      return image;
    } catch (IOException | RuntimeException e) { // the libraries throw both at damaged files
      throw time.isOver() ? Rejection.TOO_SLOW.because(longest.toSeconds()) : damaged(e);
    } catch (OutOfMemoryError e) {
      // Beyond what was reckoned beforehand. Local mode does not come here: its process ends.
      throw Rejection.TOO_COSTLY.because(file.formatName(), Rejection.millions(file.pixels()));
    } finally {
      reader.dispose();
    }
  }

  /**
   * Asks for a premultiplied type if the samples are: else the TIFF reader chooses a type that is
   * not, and leaves the samples multiplied.
   */
  private static void keepPremultiplied(ImageReader reader, ImageReadParam param)
      throws IOException {
    ImageTypeSpecifier raw = reader.getRawImageType(0);
    if (raw == null || !raw.getColorModel().isAlphaPremultiplied()) {
      return;
    }
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    while (types.hasNext()) {
      ImageTypeSpecifier type = types.next();
      if (type.getColorModel().isAlphaPremultiplied()) {
        param.setDestinationType(type);
        return;
      }
    }
  }

  /** The JPEG decoder fills missing parts with gray and only warns, so its warnings are checked. */
  private static void checkWarnings(List<String> warnings) throws UnreadableImageException {
    for (String warning : warnings) {
      String words = warning.toLowerCase(Locale.ROOT);
      if (words.contains("premature end")) {
        throw Rejection.TRUNCATED.because();
      }
      if (words.startsWith("corrupt jpeg data") && !words.contains("extraneous bytes")) {
        throw Rejection.CORRUPT.because();
      }
    }
  }

  private static BufferedImage onCanvas(PictureFile file, PixelRows frame) {
    Rectangle place = file.frame();
    int[] canvas = Resampler.fit(file.width(), file.height(), DecodedPicture.LONGEST_SIDE);
    if (place.width == file.width() && place.height == file.height()) {
      return Resampler.resample(frame, canvas[0], canvas[1]);
    }
    double scale = (double) Math.max(canvas[0], canvas[1]) / Math.max(file.width(), file.height());
    int width = Math.max(1, (int) Math.round(place.width * scale));
    int height = Math.max(1, (int) Math.round(place.height * scale));
    BufferedImage image = new BufferedImage(canvas[0], canvas[1], BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, canvas[0], canvas[1]);
    graphics.drawImage(
        Resampler.resample(frame, width, height),
        (int) Math.round(place.x * scale),
        (int) Math.round(place.y * scale),
        null);
    graphics.dispose();
    return image;
  }

  private static UnreadableImageException damaged(Exception thrown) {
    return (isEndOfFile(thrown) ? Rejection.TRUNCATED : Rejection.CORRUPT).because(thrown);
  }

  private static boolean isEndOfFile(@Nullable Throwable thrown) {
    return thrown != null && (thrown instanceof EOFException || isEndOfFile(thrown.getCause()));
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }
}
