package dev.vitrine.prompt;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.endpoint.AsynchronousEndpoints.Submission;
import dev.vitrine.image.PictureRef;
import dev.vitrine.render.PictureStore;
import dev.vitrine.trace.Observed;
import dev.vitrine.trace.PictureWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/** State SubmitPrompt: sends a rendition to an asynchronous endpoint. */
@Observed
@ApplicationScoped
@Named("submit-prompt")
public class SubmitPromptHandler
    implements RequestHandler<SubmitPromptHandler.Request, Submission> {

  /**
   * Asks an asynchronous endpoint for the prompt of a picture's rendition.
   *
   * @param taskToken of the state, which waits for the answer
   * @param execution name of the workflow execution; null from one that began in an earlier release
   */
  public record Request(PictureRef image, String taskToken, @Nullable String execution)
      implements PictureWork {}

  private final PictureStore pictures;
  private final PromptWriter writer;

  public SubmitPromptHandler(PictureStore pictures, PromptWriter writer) {
    this.pictures = pictures;
    this.writer = writer;
  }

  @Override
  public Submission handleRequest(Request request, Context context) {
    PictureRef image = request.image();
    return writer.submit(
        image, pictures.read(image.bucket(), image.rendition()), request.taskToken());
  }
}
