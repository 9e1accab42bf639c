package dev.vitrine.prompt;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.endpoint.AsynchronousEndpoints.Submission;
import dev.vitrine.render.PictureStore;
import jakarta.inject.Named;

/** State SubmitPrompt: sends a rendition to an asynchronous endpoint. */
@Named("submit-prompt")
public class SubmitPromptHandler implements RequestHandler<SubmitPromptRequest, Submission> {
  private final PictureStore pictures;
  private final PromptWriter writer;

  public SubmitPromptHandler(PictureStore pictures, PromptWriter writer) {
    this.pictures = pictures;
    this.writer = writer;
  }

  @Override
  public Submission handleRequest(SubmitPromptRequest request, Context context) {
    return writer.submit(pictures.read(request.bucket(), request.rendition()), request.taskToken());
  }
}
