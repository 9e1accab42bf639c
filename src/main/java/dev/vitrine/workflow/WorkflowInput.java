package dev.vitrine.workflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.image.PictureRef;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an execution of the state machine {@code image-to-text} is given.
 *
 * @param image the revision to work on
 * @param work what to do: a new picture is described, a described one may be restyled once more
 * @param restyles what to restyle; with {@link Work#DESCRIBE}, in addition to the styles that the
 *     upload itself asks for
 * @param imagePrompt the prompt the image has already; null when the execution is to write it
 * @param detected where an earlier execution's captioner saw products; null if it saw none, or did
 *     not look
 * @param attempt 0 at first, one more each time a failed or lost execution is started again
 * @param urgent whether a person asked for this one image, and so goes before those that wait
 */
@RegisterForReflection
public record WorkflowInput(
    PictureRef image,
    Work work,
    List<RestyleOrder> restyles,
    @Nullable String imagePrompt,
    @Nullable DetectedBoxes detected,
    int attempt,
    boolean urgent) {

  /**
   * The version of the pipeline that describes images, a part of every execution's name; to be
   * raised when a change of code would describe the same picture differently.
   */
  public static final String PIPELINE_VERSION = "v1";

  /** What an execution does. */
  public enum Work {
    /** All of it: render, tag, prompt, restyles asked for. */
    @JsonProperty("describe")
    DESCRIBE,
    /** Only the restyles; tags and prompt stay as they are. */
    @JsonProperty("restyle")
    RESTYLE
  }

  public WorkflowInput {
    restyles = List.copyOf(restyles);
    if (work == Work.RESTYLE && restyles.isEmpty()) {
      throw new IllegalArgumentException("nothing to restyle");
    }
    if (attempt < 0) {
      throw new IllegalArgumentException("attempt is negative: " + attempt);
    }
  }

  /** {@return the input that describes a picture for the first time} */
  public static WorkflowInput describe(PictureRef image) {
    return new WorkflowInput(image, Work.DESCRIBE, List.of(), null, null, 0, false);
  }

  /**
   * Names the execution, so that a repeated event starts nothing.
   *
   * @return imageId-revision-pipeline version, with a suffix for a restyle or a later attempt; at
   *     most 80 characters
   */
  public String executionName() {
    String name = image.imageId() + "-" + image.revision() + "-" + PIPELINE_VERSION;
    if (work == Work.RESTYLE) {
      List<String> ids = restyles.stream().map(RestyleOrder::id).toList();
      name += "-r%08x".formatted(ids.hashCode());
    }
    return attempt == 0 ? name : name + "-" + attempt;
  }
}
