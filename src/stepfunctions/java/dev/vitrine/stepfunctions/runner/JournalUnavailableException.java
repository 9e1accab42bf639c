package dev.vitrine.stepfunctions.runner;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The journal takes nothing new now: it is closed, or the disk refuses to be written. */
final class JournalUnavailableException extends UncheckedIOException {

  private static final long serialVersionUID = 1;

  JournalUnavailableException(String message, Throwable cause) {
    super(message, cause instanceof IOException io ? io : new IOException(cause));
  }
}
