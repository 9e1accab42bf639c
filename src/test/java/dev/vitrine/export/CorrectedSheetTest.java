package dev.vitrine.export;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.ApiProblem;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectedSheetTest {
  private static final String SEMICOLONS =
      "imageId;version;title\r\nx;v1;\"Grün, \"\"groß\"\"\nund rund\"\r\n;;\r\n";

  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("LibreOffice", SEMICOLONS.replace(';', ',').getBytes(UTF_8)),
        Arguments.of("Excel, CSV UTF-8", ("\uFEFF" + SEMICOLONS).getBytes(UTF_8)),
        Arguments.of("Excel, CSV", SEMICOLONS.getBytes(Charset.forName("windows-1252"))),
        Arguments.of(
            "Excel, Unicode text", ("\uFEFF" + SEMICOLONS.replace(';', '\t')).getBytes(UTF_16LE)),
        Arguments.of("with its separator", ("sep=;\r\n" + SEMICOLONS).getBytes(UTF_8)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isReadAsSpreadsheetsWriteIt(String program, byte[] file) {
    CorrectedSheet sheet = CorrectedSheet.read(file, null);

    assertThat(sheet.rows()).as(program).hasSize(1);
    assertThat(sheet.rows().get(0).number()).isEqualTo(2);
    assertThat(sheet.cells(sheet.rows().get(0)))
        .containsEntry("title", "Grün, \"groß\"\nund rund")
        .containsEntry("imageId", "x");
  }

  @Test
  void rowsAreCountedAsSpreadsheetsDo() {
    String file = "imageId,version\na,v1\n\n\"b\nb\",v1\n,\nc,v1\n";

    assertThat(CorrectedSheet.read(file.getBytes(UTF_8), null).rows())
        .extracting(row -> row.number())
        .containsExactly(2, 4, 6);
  }

  @Test
  void columnsMayBeInAnyOrderAndOthersAreNamed() {
    String file = "Notes,VERSION,Attribute.Color, imageid ,alttext,,x\n,v1,red,a,\n";

    CorrectedSheet sheet = CorrectedSheet.read(file.getBytes(UTF_8), null);

    assertThat(sheet.unknown()).containsExactly("Notes", "x");
    assertThat(sheet.cells(sheet.rows().get(0)))
        .containsOnlyKeys("version", "attribute.color", "imageId", "altText")
        .containsEntry("attribute.color", "red");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "imageId,title\na,b\n",
        "version,title\na,b\n",
        "imageId,version,title,Title\na,v1,b,c\n",
        "imageId,version\na,\"v1\n"
      })
  void aFileThatCannotBeUsedIsRefused(String file) {
    assertRefused(file);
  }

  @Test
  void moreRowsThanACallTakesAreRefused() {
    String most = "imageId,version\n" + "a,v1\n".repeat(CorrectedSheet.MOST_ROWS);

    assertThat(CorrectedSheet.read(most.getBytes(UTF_8), null).rows())
        .hasSize(CorrectedSheet.MOST_ROWS);
    assertRefused(most + "a,v1\n");
  }

  @Test
  void everyColumnOfTheExportIsKnown() {
    List<String> columns = new ImagesCsv(List.of("room"), image -> "").columns();

    CorrectedSheet sheet = CorrectedSheet.read(Csv.line(columns).getBytes(UTF_8), null);

    assertThat(sheet.unknown()).isEmpty();
    assertThat(sheet.columns().keySet()).containsExactlyInAnyOrderElementsOf(columns);
  }

  private static void assertRefused(String file) {
    assertThatThrownBy(() -> CorrectedSheet.read(file.getBytes(UTF_8), null))
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.code()).isEqualTo("INVALID_SHEET"))
        .hasMessageMatching("[A-Z].*[.]");
  }
}
