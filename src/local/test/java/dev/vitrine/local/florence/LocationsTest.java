package dev.vitrine.local.florence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.image.Box;
import dev.vitrine.local.model.Captioner.DetectedObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationsTest {
  @Test
  void aPlaceIsTheMiddleOfAThousandth() {
    assertThat(Locations.of("</s><s>mug<loc_0><loc_100><loc_499><loc_999></s>"))
        .containsExactly(new DetectedObject("mug", new Box(0.0005, 0.1005, 0.4995, 0.9995)));
  }

  @Test
  void aLabelMayHaveSeveralBoxesAndEachIsAThing() {
    assertThat(
            Locations.of(
                "shoe<loc_0><loc_0><loc_9><loc_9><loc_20><loc_0><loc_29><loc_9>"
                    + "bag<loc_40><loc_0><loc_49><loc_9><loc_7>"))
        .extracting(DetectedObject::label)
        .containsExactly("shoe", "shoe", "bag");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a cup on a table",
        "<loc_1><loc_2><loc_3><loc_4>",
        "cup<loc_1><loc_2><loc_3>",
        "cup<loc_500><loc_2><loc_3><loc_4>",
        "cup<loc_1><loc_2><loc_1><loc_4>",
        "cup<loc_1><loc_2><loc_3000><loc_4>",
        "cup<loc_1><loc_2><loc_99999999999999><loc_4>",
        "\u00e9<loc_1><loc_2><loc_3><loc_4>",
        "  <loc_1><loc_2><loc_3><loc_4>"
      })
  void whatIsNoBoxIsLeftOut(String answer) {
    assertThat(Locations.of(answer)).isEmpty();
  }

  @Test
  void tenThousandBoxesAreCutToTwentyAndALongLabelToAHundredCharacters() {
    List<DetectedObject> objects =
        Locations.of(("x".repeat(300) + "<loc_1><loc_2><loc_3><loc_4>").repeat(10_000));

    assertThat(objects).hasSize(20);
    assertThat(objects.get(0).label()).hasSize(100);
  }
}
