package dev.vitrine.endpoint;

import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A task of the workflow that waits for a model's answer.
 *
 * @param taskToken which resumes the workflow; up to 2,048 characters, more than an InferenceId may
 *     have
 * @param answer address of the answer to come, {@code s3://...}; null until the endpoint names it
 * @param failure address of the reason in case of a failure; null until the endpoint names it
 * @param revision of the picture that the request is about; null in tasks of older releases
 */
@RegisterForReflection
record WaitingTask(
    String taskToken,
    @Nullable String answer,
    @Nullable String failure,
    @Nullable Revision revision) {

  /** {@return whether the request is about this revision or an older one} */
  boolean isAbout(PictureRef picture) {
    return revision == null || revision.compareTo(picture.revision()) <= 0;
  }

  WaitingTask answeredAt(@Nullable String answerLocation, @Nullable String failureLocation) {
    return new WaitingTask(taskToken, answerLocation, failureLocation, revision);
  }
}
