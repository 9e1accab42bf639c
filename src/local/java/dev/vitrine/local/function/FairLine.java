package dev.vitrine.local.function;

import dev.vitrine.local.queue.Turns;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A line in memory that takes its groups in turn, so that a group with ten thousand does not delay
 * another's five. A group that has nothing in it takes no memory. Its owner synchronizes it.
 *
 * @param <T> what waits
 */
final class FairLine<T> {
  private final Turns<Queue<T>> groups = new Turns<>();
  private int length;

  void add(String group, T waiting) {
    Queue<T> its = groups.get(group);
    if (its == null) {
      its = new ArrayDeque<>();
      groups.add(group, its);
    }
    its.add(waiting);
    length++;
  }

  /** {@return the oldest of the group whose turn it is; null if nothing waits} */
  @Nullable T poll() {
    T next = groups.next((name, group) -> group.poll(), group -> !group.isEmpty());
    length -= next == null ? 0 : 1;
    return next;
  }

  int length() {
    return length;
  }
}
