package dev.vitrine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageKeyTest {
  @Test
  void knowsItsSeller() {
    assertThat(new ImageKey("uploads", "demo/summer/Kleid grün+1.jpg").seller()).isEqualTo("demo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"photo.jpg", "/photo.jpg", "demo/", "demo/folder/", "", ".vitrine/demo/x"})
  void refusesWhatIsNoOriginalOfASeller(String key) {
    assertThatThrownBy(() -> new ImageKey("uploads", key))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void derivedObjectsNeverLookLikeOriginals() {
    String key =
        PictureRef.of("uploads", "demo/photo.jpg", null, Revision.ofSequencer("0A")).rendition();

    assertThat(ImageKey.isDerived(key)).isTrue();
    assertThat(ImageKey.namesAnOriginal(key)).isFalse();
  }
}
