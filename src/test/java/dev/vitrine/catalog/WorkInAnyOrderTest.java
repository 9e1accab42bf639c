package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.PictureAtWork.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever persons, executions and the sweep do to a picture, in whatever order: it says that it is
 * done only if it was described and has all its restyles, and what failed can be mended. {@link
 * PictureAtWork} checks the record after each action.
 */
class WorkInAnyOrderTest {
  private static final int WALKS = 1000;
  private static final int LONG = 16;
  private static final Action[] ALL = Action.values();

  @ParameterizedTest
  @EnumSource(Action.class)
  void allOrdersOfFourActionsEndWell(Action first) {
    explore(List.of(first));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void longOrdersEndWell(long seed) {
    Random random = new Random(seed);
    for (int walk = 0; walk < WALKS; walk++) {
      List<Action> path = new ArrayList<>();
      for (int i = 0; i < LONG; i++) {
        path.add(ALL[random.nextInt(ALL.length)]);
      }
      requireGoodEnd(new PictureAtWork(new MemoryCatalog()), path);
    }
  }

  private static void explore(List<Action> path) {
    if (!requireGoodEnd(described(), path) || path.size() == 4) {
      return;
    }
    for (Action next : ALL) {
      List<Action> longer = new ArrayList<>(path);
      longer.add(next);
      explore(longer);
    }
  }

  private static PictureAtWork described() {
    PictureAtWork picture = new PictureAtWork(new MemoryCatalog());
    picture.take(Action.OLDEST_GOES_ON);
    picture.take(Action.OLDEST_GOES_ON);
    assertThat(picture.now().status()).isEqualTo(ImageStatus.DONE);
    return picture;
  }

  /** {@return whether the last action changed anything} */
  private static boolean requireGoodEnd(PictureAtWork picture, List<Action> path) {
    try {
      boolean changed = false;
      for (Action action : path) {
        changed = picture.take(action);
      }
      picture.requireGoodEnd();
      return changed;
    } catch (AssertionError e) {
      throw new AssertionError("after " + path + ": " + e.getMessage(), e);
    }
  }
}
