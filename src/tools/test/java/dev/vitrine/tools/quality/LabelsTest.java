package dev.vitrine.tools.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {
  @TempDir Path folder;

  @Test
  void readsSeveralRightValuesOfAPicture() throws Exception {
    Labels labels =
        read(
            """
            path,attribute,value
            a.jpg,category,mug
            a.jpg,category,teapot
            "b, c.jpg",category,none of it
            a.jpg,tag,gift
            a.jpg,pattern,striped
            """);

    assertThat(labels.of("a.jpg", "category")).containsExactly("mug", "teapot");
    assertThat(labels.of("b, c.jpg", "category")).containsExactly(Labels.NONE);
    assertThat(labels.of("a.jpg", "view")).isEmpty();
    assertThat(labels.among(Set.of("teapot")).byPath()).containsOnlyKeys("a.jpg");
  }

  @Test
  void namesTheLineOfEveryRowThatCannotBeMeant() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    path,attribute,value
                    a.jpg,category,mgu
                    a.jpg,category,mug
                    a.jpg,neckline,v-neck
                    a.jpg,category
                    """))
        .isInstanceOf(BadLabelsException.class)
        .hasMessage(
            """
            line 2: The vocabulary has no category called mgu.
            line 4: The vocabulary does not ask for neckline.
            line 5: The row has not the three cells path, attribute, value.""");
  }

  @Test
  void refusesAFileWithoutItsHeader() {
    assertThatThrownBy(() -> read("a.jpg,category,mug\n"))
        .isInstanceOf(BadLabelsException.class)
        .hasMessageContaining("line 1: The first row is not path,attribute,value.");
  }

  @Test
  void takesNamesInEverybodysWordsForWhatTheVocabularyCallsSo() throws Exception {
    Labels labels =
        read(
            """
            path,accept
            a.jpg,Mugs|cup|kitchen
            b.jpg,parrot|bird
            c.jpg,gift|SANDALS
            d.jpg,gifts|parrot
            """);

    assertThat(labels.areNames()).isTrue();
    assertThat(labels.of("a.jpg", "category")).containsExactly("mug", "Kitchen");
    assertThat(labels.of("b.jpg", "category")).containsExactly(Labels.NONE);
    assertThat(labels.of("c.jpg", "category")).containsExactly("sandal");
    assertThat(labels.of("c.jpg", "tag")).containsExactly("gift");
    assertThat(labels.byPath().get("d.jpg")).isEqualTo(Map.of("tag", Set.of("gift")));
  }

  @Test
  void namesTheLineOfEveryNameThatCannotBeMeant() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    path,accept,color
                    a.jpg,mug,
                    a.jpg,mug,
                    b.jpg,,
                    c.jpg,mug
                    d.jpg,mug,beautiful
                    """))
        .isInstanceOf(BadLabelsException.class)
        .hasMessage(
            """
            line 3: There is a second row of a.jpg.
            line 4: The row has not the cells of the first row.
            line 5: The row has not the cells of the first row.
            line 6: The vocabulary has no color called beautiful.""");
  }

  @Test
  void readsTheOneColorOffAFilesName() {
    ColorWords colors = new ColorWords(List.of("blue", "light blue", "grey", "red"));

    assertThat(colors.in("shop/red/shirt-Light_Blue-2.jpg")).contains("light blue");
    assertThat(colors.in("GRAY hoodie.png")).contains("grey");
    assertThat(colors.in("red-and-blue.jpg")).isEmpty();
    assertThat(colors.in("redwood.jpg")).isEmpty();
  }

  @Test
  void putsEveryPictureOnOneSideForGood() {
    for (int i = 0; i < 100; i++) {
      String path = i + ".jpg";
      assertThat(Part.FIT.has(path)).isNotEqualTo(Part.HELD_OUT.has(path));
    }
    // printf mug.jpg | sha256sum, first byte
    assertThat(Part.FIT.has("mug.jpg")).isEqualTo(SHA_OF_MUG % 2 == 0);
  }

  private static final int SHA_OF_MUG = 0xd9;

  private Labels read(String csv) throws IOException, BadLabelsException {
    return Labels.read(Files.writeString(folder.resolve("labels.csv"), csv), Shop.VOCABULARY);
  }
}
