package dev.vitrine.catalog;

import dev.vitrine.OnlyInCi;
import dev.vitrine.catalog.PictureAtWork.Action;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All pairs of what may happen to a picture that is described again, with a restyle that has joined
 * the description; on a real table. See {@link WorkInAnyOrderTest} for longer orders in memory.
 */
@OnlyInCi
class WorkOnTheTableTest {
  @AutoClose private static TestTable table = new TestTable();

  @ParameterizedTest
  @EnumSource(Action.class)
  void allPairsEndWell(Action first) {
    for (Action second : Action.values()) {
      table.empty();
      PictureAtWork picture = new PictureAtWork(table.catalog());
      List<Action> path =
          List.of(
              Action.OLDEST_GOES_ON,
              Action.OLDEST_GOES_ON,
              Action.DESCRIBE_AGAIN,
              Action.ORDER,
              first,
              second);
      try {
        path.forEach(picture::take);
        picture.requireGoodEnd();
      } catch (AssertionError e) {
        throw new AssertionError("after " + path + ": " + e.getMessage(), e);
      }
    }
  }
}
