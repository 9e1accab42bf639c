package dev.vitrine.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @Test
  void quotesWhatWouldOtherwiseEndACell() {
    assertThat(Csv.line(List.of("plain", "a,b", "say \"x\"", "two\nlines", "")))
        .isEqualTo("plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "=HYPERLINK(\"x\")",
        "＝1",
        "＠x",
        " =1",
        "\u00A0+1",
        "\u200B=1",
        "\uFEFF@x"
      })
  void noSpreadsheetRunsACell(String formula) {
    assertThat(Csv.line(List.of(formula))).startsWith("\"'");
  }

  @Test
  void noCellHasWhatASpreadsheetsFileCannotHold() {
    assertThat(Csv.line(List.of("\u0000=1\u0007", "a\u0000b\u001f\tc")))
        .isEqualTo("\"'=1\",\"ab\tc\"\r\n");
  }

  @Test
  void whatOnlyContainsASignIsLeftAsItIs() {
    assertThat(Csv.line(List.of("t-shirt", "a=b"))).isEqualTo("t-shirt,a=b\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "\"quoted\" \\ and\nlines\t", "größer ÄÖ 日本 😀", "\u0001\u001f"})
  void anAnswersSizeIsNeverUnderestimated(String text) throws Exception {
    int inJson = new JsonMapper().writeValueAsString(text).getBytes(UTF_8).length - 2;
    String line = Csv.line(List.of(text, "=" + text));
    int csvInJson = new JsonMapper().writeValueAsString(line).getBytes(UTF_8).length - 2;

    assertThat(Export.bytes(text)).isGreaterThanOrEqualTo(inJson);
    assertThat(Export.bytes(List.of(text, "=" + text))).isGreaterThanOrEqualTo(csvInJson);
  }
}
