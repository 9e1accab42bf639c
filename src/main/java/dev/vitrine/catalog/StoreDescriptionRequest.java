package dev.vitrine.catalog;

import dev.vitrine.prompt.WritePromptResult;
import dev.vitrine.render.RenderImageResult.Rendered;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.workflow.RestyleOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks to store the description of a picture.
 *
 * @param image which revision of which image
 * @param execution name of the workflow execution
 * @param rendered measurements, and the styles the upload asks for
 * @param tag result or error of TagImage
 * @param prompt result or error of WritePrompt
 * @param restyles the restyles that the execution was started with
 */
public record StoreDescriptionRequest(
    ImageRef image,
    String execution,
    Rendered rendered,
    TagOutcome tag,
    PromptOutcome prompt,
    List<RestyleOrder> restyles) {

  public StoreDescriptionRequest {
    restyles = List.copyOf(restyles);
  }

  /** Result or error of TagImage; the other is null. */
  public record TagOutcome(@Nullable TagImageResult result, @Nullable StepError error) {
    public TagOutcome {
      if ((result == null) == (error == null)) {
        throw new IllegalArgumentException("TagImage has either a result or an error");
      }
    }
  }

  /** Result or error of WritePrompt; the other is null. */
  public record PromptOutcome(@Nullable WritePromptResult result, @Nullable StepError error) {
    public PromptOutcome {
      if ((result == null) == (error == null)) {
        throw new IllegalArgumentException("WritePrompt has either a result or an error");
      }
    }
  }

  /** {@return the description: the results of this run, and an earlier run's for a failed part} */
  Description mergedWith(Description earlier) {
    Description tagged =
        tag.result() != null ? earlier.tagged(tag.result()) : failedTags(earlier, tag.error());
    return prompt.result() != null
        ? tagged.written(prompt.result())
        : failedPrompt(tagged, prompt.error());
  }

  private static Description failedTags(Description earlier, @Nullable StepError error) {
    return error == null ? earlier : earlier.tagFailed(error.at("TagImage"));
  }

  private static Description failedPrompt(Description earlier, @Nullable StepError error) {
    return error == null ? earlier : earlier.promptFailed(error.at("WritePrompt"));
  }
}
