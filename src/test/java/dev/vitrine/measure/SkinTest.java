package dev.vitrine.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** On a person the color is the cloth's; of a tan thing it is tan. */
class SkinTest {
  private static final int[] SKINS = {0xecc3a8, 0xd9a883, 0xc9936f, 0xa06a4a, 0x6b4331};

  private static final Map<String, Integer> CLOTHS =
      Map.of(
          "black", 0x161616,
          "navy", 0x14213d,
          "blue", 0x1f5fbf,
          "red", 0xc8102e,
          "green", 0x2e9e3f,
          "grey", 0x808080,
          "yellow", 0xf0cc20,
          "purple", 0x6a2d8b,
          "hot pink", 0xd6337c,
          "white", 0xf3f3f3);

  @ParameterizedTest
  @EnumSource
  void namesTheColorOfWhatIsWorn(Figures.Pose pose) {
    List<String> wrong = new ArrayList<>();
    for (int skin : SKINS) {
      CLOTHS.forEach(
          (name, cloth) -> {
            String named = first(Figures.person(pose, skin, cloth));
            if (!named.equals(name)) {
              wrong.add("%s on %06x is %s".formatted(name, skin, named));
            }
          });
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "d2b48c, tan",
    "c19a6b, tan",
    "c9936f, tan",
    "b08d6a, tan",
    "8b5a2b, brown",
    "a06a4a, brown",
    "b8743f, brown"
  })
  void leavesATanThingAlone(String color, String name) {
    int rgb = Integer.parseInt(color, 16);

    assertThat(first(Figures.cushion(rgb))).isEqualTo(name);
    for (int other : new int[] {0x161616, 0xf0f0ee, 0x14213d}) {
      assertThat(first(Figures.bag(rgb, other))).isEqualTo(name);
      assertThat(first(Figures.shoes(rgb, other))).isEqualTo(name);
      assertThat(first(Figures.jacket(rgb, other))).isEqualTo(name);
    }
  }

  @Test
  void findsARegionsRim() {
    Mask whole = Mask.all(10, 10);
    boolean[] set = new boolean[100];
    for (int i = 0; i < 100; i++) {
      set[i] = i % 10 < 3;
    }
    Region region = Region.of(new Mask(10, 10, set), whole).get(0);

    assertThat(region.size()).isEqualTo(30);
    assertThat(region.centerX()).isEqualTo(1);
    assertThat(region.rim()).isZero();
    assertThat(region.height()).isEqualTo(10);
  }

  private static String first(BufferedImage image) {
    return ColorMeasurer.measure(image).colors().get(0).name();
  }
}
