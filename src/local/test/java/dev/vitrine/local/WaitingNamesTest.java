package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitingNamesTest {
  private final WaitingNames names = new WaitingNames();

  @Test
  void aNameIsNewUntilItIsAddedAndAfterItIsRemoved() {
    assertThat(names.add("a")).isTrue();
    assertThat(names.add("a")).isFalse();
    names.remove("b");
    names.remove("a");

    assertThat(names.add("a")).isTrue();
    assertThat(names.add("")).isTrue();
  }

  @Test
  void anyOrderOfManyAdditionsAndRemovalsKnowsTheSameNamesAsASet() {
    Random random = new Random(7);
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 300_000; i++) {
      // Some 10,000 names of 20,000: the slots grow, and many hashes stand behind their own slot.
      String name = "execution-" + random.nextInt(20_000);
      if (random.nextBoolean()) {
        assertThat(names.add(name)).isEqualTo(expected.add(name));
      } else {
        names.remove(name);
        expected.remove(name);
      }
    }
    for (int i = 0; i < 20_000; i++) {
      String name = "execution-" + i;
      assertThat(names.add(name)).isEqualTo(!expected.contains(name));
    }
  }
}
