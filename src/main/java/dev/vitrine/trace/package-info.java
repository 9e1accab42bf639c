/**
 * What operators see of a handler's work: which picture, execution and request a line of the log is
 * about, and what is counted.
 *
 * <p>By hand and not by Powertools for AWS Lambda: its log formats need Log4j or Logback where
 * Quarkus brings a log manager of its own, and its annotations need AspectJ's weaving, which
 * nothing here has been compiled natively with (docs/decisions/0020-seen-from-outside.md).
 */
@NullMarked
package dev.vitrine.trace;

import org.jspecify.annotations.NullMarked;
