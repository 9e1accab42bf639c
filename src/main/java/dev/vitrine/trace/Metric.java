package dev.vitrine.trace;

/**
 * What is counted beside AWS' own metrics, which know functions, queues and tables but no pictures.
 * Alarms and dashboard name these (sam-template.yaml).
 */
public enum Metric {
  /** Executions started for uploads. */
  PICTURES_IN("PicturesIn", "Count"),
  /** Pictures that ended with everything. */
  PICTURES_DONE("PicturesDone", "Count"),
  /** Pictures that ended with something missing. */
  PICTURES_PARTIAL("PicturesPartial", "Count"),
  /** Pictures that failed. */
  PICTURES_FAILED("PicturesFailed", "Count"),
  /** Files that are no usable pictures. */
  PICTURES_REJECTED("PicturesRejected", "Count"),
  /** From the upload to the end with everything, waiting included. */
  PICTURE_SECONDS("PictureSeconds", "Seconds"),
  /** Questions that a model had no room for, or that did not reach it. */
  MODEL_CALLS_REFUSED("ModelCallsRefused", "Count"),
  /**
   * Tasks before a model that failed by Vitrine's code, or because the model rejects the request.
   */
  TASKS_FAILED("TasksFailed", "Count"),
  /** Age of a task that stays in the queue before a model, because the model is away. */
  WAITED_SECONDS("WaitedSeconds", "Seconds"),
  /** Images that a sweep found unfinished after its patience; at most as many as it looks at. */
  PICTURES_UNFINISHED("PicturesUnfinished", "Count"),
  /**
   * Longest time that one of those has shown no sign of life, and has no running execution; or that
   * the sweep should have looked at an image whose record cannot be read.
   */
  OLDEST_UNFINISHED_SECONDS("OldestUnfinishedSeconds", "Seconds"),
  /**
   * How long the slowest look through all originals of a seller has lasted, of those a sweep
   * visited.
   */
  SWEEP_ROUND_SECONDS("SweepRoundSeconds", "Seconds"),
  /** Records that lists were asked for and could not read; one counts again with each list. */
  RECORDS_UNREADABLE("RecordsUnreadable", "Count");

  private final String title;
  private final String unit;

  Metric(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  /** {@return its name in CloudWatch} */
  String title() {
    return title;
  }

  /** {@return its unit in CloudWatch} */
  String unit() {
    return unit;
  }
}
