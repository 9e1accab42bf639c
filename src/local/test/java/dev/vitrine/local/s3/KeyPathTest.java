package dev.vitrine.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyPathTest {
  private static final List<String> PARTS =
      List.of(
          "a",
          "A",
          "",
          ".",
          "..",
          "~",
          "^",
          "%",
          "a~",
          "a^",
          "%41",
          "^a",
          "ä",
          "a\u0308",
          "con",
          "a.",
          "a ",
          "\\",
          ":",
          "x".repeat(49),
          "x".repeat(50),
          "x".repeat(51),
          "Ü".repeat(200),
          "\u0001");

  @Test
  void readsAsTheKeyWhereThatIsPlain() {
    assertThat(KeyPath.of("demo/photo 1.jpg")).isEqualTo("demo~/photo 1.jpg");
    assertThat(KeyPath.of("demo/IMG.jpg")).isEqualTo("demo~/^i^m^g.jpg");
    assertThat(KeyPath.of("demo//../x")).isEqualTo("demo~/%~/.%2e~/x");
  }

  @Test
  void givesEveryKeyAPathOfItsOwnOnDisksThatDoNotTellLargeFromSmall() {
    Map<String, String> keys = new HashMap<>();
    for (String key : keys()) {
      String path = KeyPath.of(key);
      String earlier = keys.put(path.toLowerCase(Locale.ROOT), key);
      assertThat(earlier == null || earlier.equals(key)).as(key + " and " + earlier).isTrue();
      assertThat(KeyPath.key(path)).isEqualTo(key);
      for (String name : path.split("/")) {
        assertThat(KeyPath.isName(name)).as(name).isTrue();
        assertThat(name).hasSizeLessThan(160).isNotIn(".", "..");
      }
    }
    // A file and a folder never want the same name.
    for (String path : keys.keySet()) {
      for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        assertThat(keys).doesNotContainKey(path.substring(0, slash));
      }
    }
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (String first : PARTS) {
      keys.add(first);
      for (String second : PARTS) {
        keys.add(first + "/" + second);
        keys.add(first + second + "/" + first);
      }
    }
    Random random = new Random(11);
    String letters = "abAB./~^%-é \uD83D\uDE00"; // Whole pairs only.
    int[] points = letters.codePoints().toArray();
    for (int i = 0; i < 2000; i++) {
      StringBuilder key = new StringBuilder();
      for (int length = random.nextInt(130) + 1; length > 0; length--) {
        key.appendCodePoint(points[random.nextInt(points.length)]);
      }
      keys.add(key.toString());
    }
    return keys;
  }

  @Test
  void leavesNamesOfOthersAlone() {
    for (String name : List.of(".DS_Store", "50%off.jpg", "IMG.jpg", "é", ".mpus-x")) {
      assertThat(KeyPath.isName(name)).as(name).isFalse();
    }
  }
}
