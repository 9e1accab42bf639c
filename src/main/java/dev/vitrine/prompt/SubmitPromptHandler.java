package dev.vitrine.prompt;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.endpoint.AsynchronousEndpoints.Submission;
import dev.vitrine.image.PictureRef;
import dev.vitrine.render.PictureStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** State SubmitPrompt: sends a rendition to an asynchronous endpoint. */
@ApplicationScoped
@Named("submit-prompt")
public class SubmitPromptHandler
    implements RequestHandler<SubmitPromptHandler.Request, Submission> {

  /**
   * Asks an asynchronous endpoint for the prompt of a picture's rendition.
   *
   * @param taskToken of the state, which waits for the answer
   */
  public record Request(PictureRef image, String taskToken) {}

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
