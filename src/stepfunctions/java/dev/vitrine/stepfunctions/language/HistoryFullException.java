package dev.vitrine.stepfunctions.language;

/** The execution has had as many events as the service allows. */
final class HistoryFullException extends RuntimeException {

  private static final long serialVersionUID = 1;

  HistoryFullException() {
    super(null, null, false, false);
  }
}
