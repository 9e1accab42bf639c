package dev.vitrine.prompt;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.render.PictureStore;
import dev.vitrine.vocabulary.Evidence;
import jakarta.inject.Named;
import java.time.Clock;

/** State WritePrompt: rendition in, caption and prompt out. */
@Named("write-prompt")
public class WritePromptHandler implements RequestHandler<WritePromptRequest, WritePromptResult> {
  private final PictureStore pictures;
  private final PromptWriter writer;
  private final Clock clock;

  public WritePromptHandler(PictureStore pictures, PromptWriter writer, Clock clock) {
    this.pictures = pictures;
    this.writer = writer;
    this.clock = clock;
  }

  @Override
  public WritePromptResult handleRequest(WritePromptRequest request, Context context) {
    PromptWriter.Written written =
        request.answer() == null
            ? writer.write(pictures.read(request.bucket(), request.rendition()))
            : writer.written(request.answer());
    Evidence evidence =
        new Evidence(
            Evidence.Source.MACHINE,
            written.model(),
            null,
            null,
            null,
            request.execution(),
            clock.instant());
    return new WritePromptResult(
        written.caption(), new Prompt(written.prompt(), written.mode(), written.terms(), evidence));
  }
}
