package dev.vitrine.decode;

import dev.vitrine.image.UnreadableFormat;
import dev.vitrine.image.UnreadableImageException;
import java.util.Locale;

/** Why a file is refused: the stable code and the sentence a seller reads. */
enum Rejection {
  EMPTY_FILE("The file is empty. Please upload the picture again."),
  UNSUPPORTED_FORMAT("%s " + UnreadableFormat.ADVICE),
  TRUNCATED(
      "The file ends before the picture does, as after an interrupted upload or copy."
          + " Please upload the original again."),
  CORRUPT(
      "The file is damaged: the picture in it cannot be decoded."
          + " Please open it in a picture editor, save it again and upload that."),
  TOO_MANY_BYTES(
      "The file has %s MB; at most %s MB are accepted."
          + " Please save it smaller or with stronger compression."),
  TOO_MANY_PIXELS(
      "The picture has %s million pixels; at most %s million are accepted. Please make it smaller:"
          + " 4000 pixels on the longer side are plenty."),
  TOO_LONG(
      "The picture is %s pixels long; at most %s are accepted."
          + " Please cut it or make it smaller."),
  TOO_COSTLY(
      "A %s picture of %s million pixels needs too much memory to open."
          + " Please make it smaller or save it as an ordinary (baseline) JPEG."),
  TOO_SLOW(
      "The picture was not decoded within %s seconds."
          + " Please open it in a picture editor, save it as an ordinary JPEG and upload that."),
  TOO_SMALL(
      "The picture is only %s x %s pixels; at least %s on each side are needed."
          + " Please upload a larger one.");

  private final String sentence;

  Rejection(String sentence) {
    this.sentence = sentence;
  }

  UnreadableImageException because(Object... details) {
    return new UnreadableImageException(name(), String.format(Locale.ROOT, sentence, details));
  }

  UnreadableImageException because(Throwable cause) {
    UnreadableImageException exception = because();
    exception.initCause(cause);
    return exception;
  }

  /**
   * {@return n / 1,000,000, with one decimal while it is small, rounded up so that it never equals
   * the limit it broke}
   */
  static String millions(long n) {
    double millions = Math.ceil(n / 100_000.0) / 10;
    return millions < 100 && millions != Math.rint(millions)
        ? String.format(Locale.ROOT, "%.1f", millions)
        : String.format(Locale.ROOT, "%.0f", Math.ceil(millions));
  }
}
