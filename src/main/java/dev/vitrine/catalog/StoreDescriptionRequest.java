package dev.vitrine.catalog;

import dev.vitrine.prompt.WritePromptResult;
import dev.vitrine.render.RenderImageResult.Rendered;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.workflow.RestyleOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks to store what was found about a picture.
 *
 * @param image which revision of which image
 * @param execution name of the workflow execution
 * @param rendered measurements, and the styles the upload asks for
 * @param tag result or error of TagImage
 * @param prompt result or error of WritePrompt
 * @param restyles what the execution was asked to restyle
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

  /** What came of TagImage: one of the two. */
  public record TagOutcome(@Nullable TagImageResult result, @Nullable StepError error) {
    public TagOutcome {
      if ((result == null) == (error == null)) {
        throw new IllegalArgumentException("TagImage has either a result or an error");
      }
    }
  }

  /** What came of WritePrompt: one of the two. */
  public record PromptOutcome(@Nullable WritePromptResult result, @Nullable StepError error) {
    public PromptOutcome {
      if ((result == null) == (error == null)) {
        throw new IllegalArgumentException("WritePrompt has either a result or an error");
      }
    }
  }

  /** {@return what is to be said, given what an earlier run of the revision said} */
  Description over(Description earlier) {
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
