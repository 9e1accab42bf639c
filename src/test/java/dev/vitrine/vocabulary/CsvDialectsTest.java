package dev.vitrine.vocabulary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table of labels as the spreadsheets of several countries write it. */
class CsvDialectsTest {
  private static final Charset WINDOWS_1250 = Charset.forName("windows-1250");
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
    Vocabulary vocabulary = VocabularyFile.ofCsv(file.getBytes(UTF_8), null).vocabulary();

    assertThat(vocabulary.categories()).extracting(Category::name).containsExactly("Küche");
    assertThat(vocabulary.leaves())
        .extracting(Category::name)
        .containsExactly("Kühlschrank", "Herd");
  }

  @Test
  void readsUtf16WithItsMark() {
    assertThat(VocabularyFile.ofCsv(TABLE.getBytes(UTF_16), null).vocabulary().leaves())
        .extracting(Category::name)
        .containsExactly("Kühlschrank", "Herd");
  }

  @Test
  void readsWindows1252AndWarnsOnItsFirstLineWithAccents() {
    byte[] file = "label\nmug\nKühlschrank\n".getBytes(Charset.forName("windows-1252"));

    VocabularyFile read = VocabularyFile.ofCsv(file, null);

    assertThat(read.vocabulary().leaves())
        .extracting(Category::name)
        .containsExactly("mug", "Kühlschrank");
    assertThat(read.warnings()).extracting(VocabularyProblem::line).containsExactly(3);
  }

  @Test
  void readsTheEncodingThatItsSenderNames() {
    byte[] file = "label\nmug\nŁódź\n".getBytes(WINDOWS_1250);

    VocabularyFile read = VocabularyFile.ofCsv(file, WINDOWS_1250);

    assertThat(read.vocabulary().leaves())
        .extracting(Category::name)
        .containsExactly("mug", "Łódź");
    assertThat(read.warnings()).isEmpty();
    assertThat(unreadable(file, UTF_8)).containsExactly(3);
  }

  @Test
  void aMarkSaysMoreThanItsSender() {
    byte[] file = ("\uFEFF" + TABLE).getBytes(UTF_8);

    assertThat(VocabularyFile.ofCsv(file, WINDOWS_1250).vocabulary().leaves())
        .extracting(Category::name)
        .containsExactly("Kühlschrank", "Herd");
  }

  @Test
  void aBrokenByteMakesNoWindows1252OfUtf8() {
    byte[] file = "sep=,\nlabel,synonyms\nKühlschrank,\ncafé,crème\nHe#rd,\n".getBytes(UTF_8);
    file[new String(file, ISO_8859_1).indexOf('#')] = (byte) 0xC3;

    assertThat(unreadable(file, null)).containsExactly(5);
  }

  @Test
  void refusesALetterThatWasLostBefore() {
    assertThat(unreadable("label\nmug\nWei\uFFFDt\uFFFDne\n".getBytes(UTF_8), null))
        .containsExactly(3);
  }

  private static List<Integer> unreadable(byte[] file, @Nullable Charset declared) {
    return catchThrowableOfType(
            InvalidVocabularyException.class, () -> VocabularyFile.ofCsv(file, declared))
        .problems()
        .stream()
        .filter(problem -> problem.message().startsWith("A letter on this line cannot be read."))
        .map(VocabularyProblem::line)
        .toList();
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
            InvalidVocabularyException.class,
            () -> VocabularyFile.ofCsv(file.getBytes(UTF_8), null))
        .problems();
  }
}
