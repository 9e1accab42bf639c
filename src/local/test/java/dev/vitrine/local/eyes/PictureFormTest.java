package dev.vitrine.local.eyes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class PictureFormTest {
  private static final float[] NONE = {0, 0, 0};
  private static final float[] ONE = {1, 1, 1};

  @Test
  void makesOfFiftyPicturesThePixelsThatOpenClipMakesByPillow() {
    for (int kind = 0; kind < Expected.PICTURES; kind++) {
      JsonNode said = Expected.said("pixels").get(kind);
      var form =
          new PictureForm(
              32,
              said.path("resize_mode").asText().equals("squash"),
              said.path("interpolation").asText().equals("bilinear")
                  ? PillowFilter.BILINEAR
                  : PillowFilter.BICUBIC,
              NONE,
              ONE);

      byte[] pixels = form.pixels(Expected.picture(kind));

      if (said.has("pixels")) {
        byte[] expected = Base64.getDecoder().decode(said.path("pixels").asText());
        assertThat(pixels).as("picture %d: %s", kind, form).isEqualTo(expected);
      }
      var crc = new CRC32();
      crc.update(pixels);
      assertThat(crc.getValue()).as("picture %d", kind).isEqualTo(said.path("crc").asLong());
    }
  }
}
