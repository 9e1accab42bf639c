package dev.vitrine.stepfunctions.runner;

/** Hears when a task's work begins: during the call of the task, or later, out of a line. */
final class TaskBeginning implements Runnable {

  private final Runnable later;
  private boolean begun;
  private boolean returned;

  /**
   * @param later runs if the work begins after {@link #atOnce} was asked
   */
  TaskBeginning(Runnable later) {
    this.later = later;
  }

  @Override
  public synchronized void run() {
    if (!begun && returned) {
      later.run();
    }
    begun = true;
  }

  /** Whether the work has begun by now; to be asked once, when the call has returned. */
  synchronized boolean atOnce() {
    returned = true;
    return begun;
  }
}
