package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.Signal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The signals that wait for an execution. One thread at a time takes them. */
final class SignalQueue {

  /** A signal, and the time that the journal has for it. */
  record TimedSignal(Signal signal, Instant at) {}

  private final Queue<TimedSignal> waiting = new ArrayDeque<>();
  private boolean busy;

  /** Makes the calling thread the one that takes signals, until {@link #take} returns null. */
  synchronized void occupy() {
    busy = true;
  }

  /**
   * Adds a signal.
   *
   * @param delivery null if there is nothing to add
   * @return whether no thread takes signals at the moment, so that the caller must make one do it
   */
  synchronized boolean add(@Nullable TimedSignal delivery) {
    if (delivery != null) {
      waiting.add(delivery);
    }
    boolean idle = !busy;
    busy = true;
    return idle;
  }

  /** Null if nothing waits; then the thread is no longer the one that takes. */
  synchronized @Nullable TimedSignal take() {
    TimedSignal next = waiting.poll();
    busy = next != null;
    return next;
  }
}
