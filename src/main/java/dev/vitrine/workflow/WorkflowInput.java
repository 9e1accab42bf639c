package dev.vitrine.workflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.Revision;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an execution of the state machine {@code image-to-text} is given.
 *
 * @param work what to do: a new picture is described, a described one may be restyled once more
 * @param seller the tenant
 * @param imageId 26 characters
 * @param bucket bucket of the original
 * @param key key of the original, decoded
 * @param versionId S3 version of the original; null in an unversioned bucket
 * @param revision 32 hexadecimal digits, ordering the versions of the object
 * @param uploadedAt the S3 event's time
 * @param restyles what to restyle; with {@link Work#DESCRIBE}, what the upload itself asks for
 *     comes on top
 * @param imagePrompt the prompt the image has already; null when the execution is to write it
 * @param attempt 0 at first, one more each time a failed or lost execution is started again
 */
@RegisterForReflection
public record WorkflowInput(
    Work work,
    String seller,
    String imageId,
    String bucket,
    String key,
    @Nullable String versionId,
    String revision,
    Instant uploadedAt,
    List<RestyleOrder> restyles,
    @Nullable String imagePrompt,
    int attempt) {

  /** The journeys through the state machine. */
  public enum Work {
    /** All of it: render, tag, prompt, restyles asked for. */
    @JsonProperty("describe")
    DESCRIBE,
    /** Only the restyles; tags and prompt stay as they are. */
    @JsonProperty("restyle")
    RESTYLE
  }

  public WorkflowInput {
    ImageKey original = new ImageKey(bucket, key);
    if (!original.seller().equals(seller) || !original.imageId().value().equals(imageId)) {
      throw new IllegalArgumentException("seller and imageId are not those of the key " + key);
    }
    new Revision(revision);
    restyles = List.copyOf(restyles);
    if (work == Work.RESTYLE && restyles.isEmpty()) {
      throw new IllegalArgumentException("nothing to restyle");
    }
    if (attempt < 0) {
      throw new IllegalArgumentException("attempt is negative: " + attempt);
    }
  }

  /** {@return the input that describes the picture {@code original} for the first time} */
  public static WorkflowInput describe(
      ImageKey original, @Nullable String versionId, Revision revision, Instant uploadedAt) {
    return new WorkflowInput(
        Work.DESCRIBE,
        original.seller(),
        original.imageId().value(),
        original.bucket(),
        original.key(),
        versionId,
        revision.value(),
        uploadedAt,
        List.of(),
        null,
        0);
  }

  /**
   * Names the execution, so that a repeated event starts nothing.
   *
   * @return imageId-revision-pipeline version, and what sets a later execution apart; at most 80
   *     characters
   */
  public String executionName() {
    String name = imageId + "-" + revision + "-" + PipelineVersion.CURRENT;
    if (work == Work.RESTYLE) {
      List<String> ids = restyles.stream().map(RestyleOrder::id).toList();
      name += "-r%08x".formatted(ids.hashCode());
    }
    return attempt == 0 ? name : name + "-" + attempt;
  }
}
