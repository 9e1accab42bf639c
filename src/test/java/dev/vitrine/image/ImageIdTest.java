package dev.vitrine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImageIdTest {
  @Test
  void isTheSameForTheSameKeyWhereverItIsComputed() {
    // The first 130 bits of SHA-256("bucket\ndemo/photo.jpg"), base32; computed by coreutils.
    assertThat(ImageId.of("bucket", "demo/photo.jpg").value())
        .isEqualTo("ouzrlu245le3fzlal2d4bzaikv");
  }

  @Test
  void differsBetweenKeysAndBetweenBuckets() {
    Set<ImageId> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      ids.add(ImageId.of("bucket", "demo/" + i));
      ids.add(ImageId.of("other", "demo/" + i));
    }
    assertThat(ids).hasSize(2000);
  }

  @Test
  void refusesWhatIsNoImageId() {
    assertThatThrownBy(() -> new ImageId("../../etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
