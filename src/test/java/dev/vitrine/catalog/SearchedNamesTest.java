package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a text finds of the key of an image. */
class SearchedNamesTest {
  private static final String UPLOADED = "demo/3f42a9c01b/mug.jpg";

  private static boolean finds(String key, String text) {
    ImageRecord image = Examples.received(key);
    ImageQuery query =
        new ImageQuery(
            "demo", null, null, null, null, null, text, null, null, ImageQuery.Order.NEWEST_FIRST);
    boolean found = query.matches(image);
    assertThat(query.matches(Card.of(image))).isEqualTo(found);
    return found;
  }

  @Test
  void theRandomFolderOfAnUploadIsNotSearched() {
    assertThat(finds(UPLOADED, "MUG.jpg")).isTrue();
    assertThat(finds(UPLOADED, "42")).isFalse();
    assertThat(finds(UPLOADED, "3f42a9c01b")).isFalse();
    assertThat(finds("demo/3f42a9c01b/mug 42.jpg", "42")).isTrue();
  }

  @Test
  void foldersThatTheSellerHasNamedAreSearchedAndTheSellerIsNot() {
    assertThat(finds("demo/summer 2026/mug.jpg", "summer mug")).isTrue();
    assertThat(finds("demo/3f42a9c01b/summer/mug.jpg", "3f42")).isTrue();
    assertThat(finds("demo/3f42a9c01b", "3f42")).isTrue();
    assertThat(finds(UPLOADED, "demo")).isFalse();
  }

  @Test
  void accentsAreFoundHoweverTheyAreWritten() {
    String composed = "caf\u00e9";
    String decomposed = "cafe\u0301";
    for (String name : new String[] {composed, decomposed}) {
      assertThat(finds("demo/" + name + " noir.jpg", composed)).isTrue();
      assertThat(finds("demo/" + name + " noir.jpg", "NOIR " + decomposed)).isTrue();
      assertThat(finds("demo/" + name + " noir.jpg", "cafe noir")).isFalse();
    }
  }

  @Test
  void capitalsThatHaveAnotherSmallLetterAreFound() {
    assertThat(finds("demo/\u0130STANBUL_1.jpg", "istanbul")).isTrue();
    assertThat(finds("demo/Stra\u00dfe.jpg", "STRASSE")).isTrue();
    assertThat(
            finds(
                "demo/\u039d\u0399\u039a\u039f\u03a3\u0391.jpg", "\u039d\u0399\u039a\u039f\u03a3"))
        .isTrue();
  }
}
