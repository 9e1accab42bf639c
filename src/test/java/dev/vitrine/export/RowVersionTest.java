package dev.vitrine.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowVersionTest {
  private static final String ID = "abcdefghijklmnopqrstuvwxyz";

  @Test
  void isReadFromItsCellAsItWasWritten() {
    RowVersion version =
        RowVersion.of(Map.of("imageId", ID, "title", "Cup", "attribute.color", "red", "sku", ""));

    assertThat(version.cell()).matches("v1 attribute.color=[0-9a-f]{8} imageId=\\S+ title=\\S+");
    assertThat(RowVersion.parse(" " + version.cell() + "  ")).contains(version);
  }

  @Test
  void isOfCellsThatAPersonMayCorrectOnly() {
    RowVersion version =
        RowVersion.of(
            Map.of("imageId", ID, "key", "demo/a.jpg", "attribute.color.evidence", "person"));

    assertThat(version.checksums()).containsOnlyKeys("imageId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v2 title=0a1b2c3d", "title=0a1b2c3d", "v1 title", "v1 title=0a1b…"})
  void isNoneIfItsCellWasChanged(String cell) {
    assertThat(RowVersion.parse(cell)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "title, Cup, ' Cup ', true",
    "title, Cup, cup, false",
    "title, Cup, '', false",
    "title, '', '', true",
    "title, '', Cup, false",
    "title, '=SUM(1)', '''=SUM(1)', true",
    "title, '=SUM(1)', '=SUM(1)', true",
    "title, '''=SUM(1)', '''=SUM(1)', true",
    "tags, cup; red mug, Red  Mug;cup;, true",
    "tags, cup; mug, cup, false",
    "sku, 00123, 123, true",
    "sku, 00123, 1234, false",
    "sku, A-00123, A-123, false",
    "attribute.size, 1.5, '1,5', true",
    "attribute.size, '1,5', 1.5, true",
    "attribute.size, 2.0, 2, true",
    "attribute.size, 2.50, 2.5, true",
    "attribute.size, '2,0', 2, true",
    "attribute.size, 2.5, 2, false",
    "attribute.organic, true, TRUE, true",
    "sku, mug-1, MUG-1, false",
    "position, 1, '1', true",
  })
  void tellsAPersonsChangeFromWhatASpreadsheetDoesToACell(
      String column, String exported, String cell, boolean isSame) {
    RowVersion version = RowVersion.of(Map.of(column, exported));

    assertThat(version.matches(column, cell)).isEqualTo(isSame);
  }

  @Test
  void linesAndTabsAreNoChange() {
    RowVersion version = RowVersion.of(Map.of("caption", "One\ntwo\tthree"));

    assertThat(version.matches("caption", "One\r\ntwothree")).isTrue();
    assertThat(version.matches("caption", "One two three")).isFalse();
  }
}
