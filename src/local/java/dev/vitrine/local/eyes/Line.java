package dev.vitrine.local.eyes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Callers wait in a line. One of them at a time works: it does the first tasks of the line
 * together, so no task waits longer than if each were done alone.
 */
final class Line<T, R> {
  private final int most;
  private final Function<List<T>, List<R>> work;
  private final ReentrantLock working = new ReentrantLock(/* fair= */ true);
  private final Deque<Place<T, R>> waiting = new ArrayDeque<>();

  private record Place<T, R>(T task, CompletableFuture<R> result) {}

  /**
   * @param most tasks that are done together
   * @param work a result for each task, in their order
   */
  Line(int most, Function<List<T>, List<R>> work) {
    this.most = most;
    this.work = work;
  }

  /** {@return the task's result} Throws what the work threw. */
  R stand(T task) {
    Place<T, R> mine = new Place<>(task, new CompletableFuture<>());
    synchronized (waiting) {
      waiting.add(mine);
    }
    while (!mine.result.isDone()) { // ends: each turn takes from the line's front
      working.lock();
      try {
        if (!mine.result.isDone()) {
          work(next());
        }
      } finally {
        working.unlock();
      }
    }
    try {
      return mine.result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** {@return how many tasks nobody has begun} */
  int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  private List<Place<T, R>> next() {
    List<Place<T, R>> batch = new ArrayList<>();
    synchronized (waiting) {
      while (!waiting.isEmpty() && batch.size() < most) {
        batch.add(waiting.remove());
      }
    }
    return batch;
  }

  private void work(List<Place<T, R>> batch) {
    try {
      List<R> results = work.apply(batch.stream().map(Place::task).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).result.complete(results.get(i));
      }
    } catch (RuntimeException | Error e) {
      batch.forEach(place -> place.result.completeExceptionally(e));
    }
  }
}
