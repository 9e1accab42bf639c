package dev.vitrine.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class LogLineFilterTest {
  private static final PatternFormatter FORMAT = new PatternFormatter("%-5p %s%e%n");
  private static final String FORGED = "demo/a\nERROR everything is lost\r\u2028\u001b[2J.jpg";

  @Test
  void aKeyWithLineBreaksStaysOnItsLine() {
    ExtLogRecord record =
        new ExtLogRecord(
            Level.WARNING, "object %s is ignored", ExtLogRecord.FormatStyle.PRINTF, "x");
    record.setParameters(new Object[] {FORGED});

    assertThat(printed(record))
        .isEqualTo(
            "WARNING object demo/a\\u000aERROR everything is lost\\u000d\\u2028\\u001b[2J.jpg is"
                + " ignored\n");
  }

  @Test
  void anErrorThatNamesSuchAKeyForgesNoLineEither() {
    ExtLogRecord record = new ExtLogRecord(Level.SEVERE, "it failed", "x");
    record.setThrown(new IllegalStateException(FORGED, new IllegalArgumentException(FORGED)));

    String text = printed(record);

    assertThat(text.lines()).noneMatch(line -> line.startsWith("ERROR"));
    assertThat(text)
        .contains("java.lang.IllegalStateException: demo/a\\u000aERROR", "LogLineFilterTest");
  }

  @Test
  void whatHarmsNobodyIsLeftAsItIs() {
    ExtLogRecord record =
        new ExtLogRecord(Level.INFO, "%d of {} %s", ExtLogRecord.FormatStyle.PRINTF, "x");
    record.setParameters(new Object[] {3, "Köln 店 😀"});
    Throwable thrown = new IllegalStateException("as it is");
    record.setThrown(thrown);

    assertThat(new LogLineFilter().isLoggable(record)).isTrue();
    assertThat(record.getFormattedMessage()).isEqualTo("3 of {} Köln 店 😀");
    assertThat(record.getThrown()).isSameAs(thrown);
  }

  private static String printed(ExtLogRecord record) {
    assertThat(new LogLineFilter().isLoggable(record)).isTrue();
    return FORMAT.format(record);
  }
}
