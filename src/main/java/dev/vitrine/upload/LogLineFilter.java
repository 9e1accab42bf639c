package dev.vitrine.upload;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each record of the log on lines of its own: keys, labels and errors of other services may
 * hold line breaks, which would forge further records. Whatever is logged anywhere passes here.
 */
@LoggingFilter(name = "one-line")
public final class LogLineFilter implements Filter {

  /** Makes the record printable; lets every record through. */
  @Override
  public boolean isLoggable(LogRecord record) {
    String text =
        record instanceof ExtLogRecord extended
            ? extended.getFormattedMessage()
            : record.getMessage();
    String printable = printable(text);
    if (text != null && !text.equals(printable)) {
      record.setParameters(null);
      if (record instanceof ExtLogRecord extended) {
        extended.setMessage(printable, ExtLogRecord.FormatStyle.NO_FORMAT);
      } else {
        record.setMessage(printable);
      }
    }
    if (isForged(record.getThrown())) {
      record.setThrown(new PrintableThrowable(record.getThrown(), DEEPEST));
    }
    return true;
  }

  /** Chains of causes that are longer than this are cut. */
  private static final int DEEPEST = 20;

  private static boolean isForged(@Nullable Throwable thrown) {
    Throwable one = thrown;
    for (int depth = 0; one != null && depth < DEEPEST; depth++) {
      String text = one.toString();
      if (!text.equals(printable(text))) {
        return true;
      }
      one = one.getCause();
    }
    return false;
  }

  /**
   * {@return the text with escapes such as {@code \\u000a} for line breaks and other invisible
   * characters}
   */
  static @Nullable String printable(@Nullable String text) {
    if (text == null || text.codePoints().noneMatch(LogLineFilter::isInvisible)) {
      return text;
    }
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isInvisible(c)) {
                printable.append("\\u%04x".formatted(c));
              } else {
                printable.appendCodePoint(c);
              }
            });
    return printable.toString();
  }

  private static boolean isInvisible(int codePoint) {
    return Character.isISOControl(codePoint)
        || switch (Character.getType(codePoint)) {
          case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.FORMAT -> true;
          default -> false;
        };
  }

  /** A throwable with the printable words of another, and its stack. */
  private static final class PrintableThrowable extends Throwable {
    private static final long serialVersionUID = 1;

    private final String words;

    PrintableThrowable(Throwable of, int depth) {
      super(
          null,
          of.getCause() == null || depth == 0
              ? null
              : new PrintableThrowable(of.getCause(), depth - 1));
      this.words = String.valueOf(printable(of.toString()));
      setStackTrace(of.getStackTrace());
    }

    @Override
    public String toString() {
      return words;
    }
  }
}
