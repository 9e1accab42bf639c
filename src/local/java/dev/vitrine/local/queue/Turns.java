package dev.vitrine.local.queue;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Groups that are served in turn: whoever was served goes behind the others, and a new group comes
 * last. Its owner synchronizes it.
 *
 * @param <G> a group
 */
public final class Turns<G> {
  private final Map<String, G> groups = new LinkedHashMap<>();

  /**
   * Takes something out of a group.
   *
   * @param <T> what is taken
   * @param <E> why it cannot be taken
   */
  public interface Taking<G, T, E extends Exception> {
    /** {@return what the group has now; null if it has nothing} */
    @Nullable T from(String name, G group) throws E;
  }

  /** {@return the group of that name; null if there is none} */
  public @Nullable G get(String name) {
    return groups.get(name);
  }

  /** Lets a group in behind the others. */
  public void add(String name, G group) {
    groups.put(name, group);
  }

  /** {@return all groups by name, the one whose turn is next first} */
  public Map<String, G> inOrder() {
    return Collections.unmodifiableMap(groups);
  }

  /**
   * Serves the first group that has something.
   *
   * @param stays whether the group that was served gets another turn
   * @return what was taken; null if no group has anything
   */
  public <T, E extends Exception> @Nullable T next(Taking<G, T, E> taking, Predicate<G> stays)
      throws E {
    for (Iterator<Map.Entry<String, G>> each = groups.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<String, G> group = each.next();
      T taken = taking.from(group.getKey(), group.getValue());
      if (taken != null) {
        each.remove();
        if (stays.test(group.getValue())) {
          groups.put(group.getKey(), group.getValue());
        }
        return taken;
      }
    }
    return null;
  }
}
