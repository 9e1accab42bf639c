package dev.vitrine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class PictureRefTest {
  private static final PictureRef PHOTO =
      PictureRef.of("uploads", "demo/photo.jpg", "v1", Revision.ofSequencer("0A"));

  @Test
  void knowsWhereWhatIsDerivedFromItLies() {
    assertThat(PHOTO.rendition())
        .startsWith(PHOTO.derivedPrefix())
        .isEqualTo(
            ".vitrine/demo/%s/%s/rendition-1024.jpg".formatted(PHOTO.imageId(), PHOTO.revision()));
    assertThat(PHOTO.thumbnail()).endsWith("/rendition-256.jpg");
    assertThat(PHOTO.restyle("great-wave-1")).endsWith("/restyle-great-wave-1.jpg");
    assertThat(ImageKey.isDerived(PHOTO.rendition())).isTrue();
  }

  @Test
  void isOneFlatObjectInMessages() throws Exception {
    JsonMapper json = new JsonMapper();
    String text = json.writeValueAsString(PHOTO);

    assertThat(text)
        .isEqualTo(
            "{\"seller\":\"demo\",\"imageId\":\"%s\",\"bucket\":\"uploads\",\"key\":\"demo/photo.jpg\",\"versionId\":\"v1\",\"revision\":\"%s\"}"
                .formatted(PHOTO.imageId(), PHOTO.revision()));
    assertThat(json.readValue(text, PictureRef.class)).isEqualTo(PHOTO);
  }

  @Test
  void refusesASellerOrAnIdThatIsNotTheKeys() {
    assertThatThrownBy(
            () ->
                new PictureRef(
                    "other", PHOTO.imageId(), PHOTO.bucket(), PHOTO.key(), null, PHOTO.revision()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new PictureRef(
                    "demo",
                    ImageId.of("uploads", "demo/other.jpg"),
                    PHOTO.bucket(),
                    PHOTO.key(),
                    null,
                    PHOTO.revision()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
