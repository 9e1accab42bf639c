package dev.vitrine.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request to an asynchronous endpoint.
 *
 * @param endpoint that is asked; null in those of older releases
 * @param answer address of the answer to come, {@code s3://...}; null until the endpoint names it
 * @param failure address of the reason in case of a failure; null until the endpoint names it
 * @param revision of the picture that the request is about; null in those of older releases
 * @param asked when the endpoint was asked; null in those of older releases
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true) // older releases kept the task's token in it
record OpenQuestion(
    @Nullable String endpoint,
    @Nullable String answer,
    @Nullable String failure,
    @Nullable Revision revision,
    @Nullable Instant asked) {

  /** The longest that SageMaker keeps a request. */
  static final Duration KEPT = Duration.ofHours(6);

  /** The longest that SageMaker lets a model take. */
  static final Duration LONGEST = Duration.ofHours(1);

  /** {@return whether the endpoint is known to have taken it, and may still answer} */
  boolean isOpen(Instant now) {
    return answer != null && asked != null && asked.plus(KEPT).plus(LONGEST).isAfter(now);
  }

  /** {@return whether the request is about this revision or an older one} */
  boolean isAbout(PictureRef picture) {
    return revision == null || revision.compareTo(picture.revision()) <= 0;
  }
}
