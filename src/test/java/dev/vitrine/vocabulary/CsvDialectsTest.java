package dev.vitrine.vocabulary;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table of labels as the spreadsheets of several countries write it. */
class CsvDialectsTest {
  private static final String TABLE = "label,parent,shop_name\nKühlschrank,Küche,\nHerd,Küche,\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        TABLE,
        "label;parent;shop_name\r\nKühlschrank;Küche;\r\nHerd;Küche;\r\n",
        "label\tparent\tshop_name\r\nKühlschrank\tKüche\t\r\nHerd\tKüche\t\r\n",
        "sep=;\r\nlabel;parent;shop_name\r\nKühlschrank;Küche;\r\nHerd;Küche;\r\n",
        "sep=\t\r\nlabel\tparent\tshop_name\r\nKühlschrank\tKüche\t\r\nHerd\tKüche\t\r\n",
        "\"sep=,\"\nlabel,parent,shop_name\nKühlschrank,Küche,\nHerd,Küche,\n",
        "\uFEFFlabel;parent;;\nKühlschrank;Küche;;\nHerd;Küche;;\n",
        "label,parent,,\n\"Kühlschrank\",Küche,,\nHerd,Küche,,\n"
      })
  void readsEveryDialectAlike(String file) {
    Vocabulary vocabulary = VocabularyFile.ofCsv(file.getBytes(UTF_8)).vocabulary();

    assertThat(vocabulary.categories()).extracting(Category::name).containsExactly("Küche");
    assertThat(vocabulary.leaves())
        .extracting(Category::name)
        .containsExactly("Kühlschrank", "Herd");
  }

  @Test
  void readsUtf16WithItsMark() {
    assertThat(VocabularyFile.ofCsv(TABLE.getBytes(UTF_16)).vocabulary().leaves())
        .extracting(Category::name)
        .containsExactly("Kühlschrank", "Herd");
  }

  @Test
  void readsWindows1252AndWarnsOnItsFirstLineWithAccents() {
    byte[] file = "label\nmug\nKühlschrank\n".getBytes(Charset.forName("windows-1252"));

    VocabularyFile read = VocabularyFile.ofCsv(file);

    assertThat(read.vocabulary().leaves())
        .extracting(Category::name)
        .containsExactly("mug", "Kühlschrank");
    assertThat(read.warnings()).extracting(VocabularyProblem::line).containsExactly(3);
  }

  @Test
  void countsLinesFromTheFilesFirst() {
    assertThat(problems("sep=;\nlabel;parent\nmug;\nmug;\n"))
        .extracting(VocabularyProblem::line)
        .containsExactly(4);
  }

  @Test
  void refusesACellWithoutAColumn() {
    assertThat(problems("label;parent;\nmug;;lost\n"))
        .extracting(VocabularyProblem::message)
        .isEqualTo(List.of("The row has more cells than the header has columns."));
  }

  private static List<VocabularyProblem> problems(String file) {
    return catchThrowableOfType(
            InvalidVocabularyException.class, () -> VocabularyFile.ofCsv(file.getBytes(UTF_8)))
        .problems();
  }
}
