package dev.vitrine.prompt;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.endpoint.QueuedTasks;
import dev.vitrine.endpoint.QueuedTasks.QueueEvent;
import dev.vitrine.endpoint.QueuedTasks.Unanswered;
import dev.vitrine.image.PictureRef;
import dev.vitrine.render.PictureStore;
import dev.vitrine.table.Deadline;
import dev.vitrine.tag.ProductBox;
import dev.vitrine.trace.Observed;
import dev.vitrine.trace.PictureWork;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * State WritePrompt, from the queue before the Interrogator: has it look at a rendition, and
 * answers with caption, prompt, the words on the product and the places of products ({@link
 * WritePromptResult}).
 */
@Observed
@ApplicationScoped
@Named("write-prompt")
public class WritePromptHandler implements RequestHandler<QueueEvent, Unanswered> {

  /**
   * Asks for the caption and the prompt of a picture's rendition.
   *
   * @param execution name of the workflow execution, for the evidence
   */
  @RegisterForReflection
  public record Request(PictureRef image, String execution) implements PictureWork {}

  private final QueuedTasks tasks;
  private final PictureStore pictures;
  private final PromptWriter writer;
  private final Clock clock;

  public WritePromptHandler(
      QueuedTasks tasks, PictureStore pictures, PromptWriter writer, Clock clock) {
    this.tasks = tasks;
    this.pictures = pictures;
    this.writer = writer;
    this.clock = clock;
  }

  @Override
  public Unanswered handleRequest(QueueEvent batch, Context context) {
    return Deadline.within(
        context.getRemainingTimeInMillis(),
        () -> tasks.workByToken(batch, Request.class, this::write));
  }

  private WritePromptResult write(Request request, String task) {
    PictureRef image = request.image();
    PromptWriter.Written written =
        writer.write(image, pictures.read(image.bucket(), image.rendition()), task);
    Instant now = clock.instant();
    Evidence evidence = evidence(written.model(), request.execution(), now);
    Evidence captioner = evidence(written.captioner(), request.execution(), now);
    return new WritePromptResult(
        written.caption(),
        new Prompt(
            written.prompt(), written.mode(), written.terms(), evidence.noted(written.skipped())),
        ProductText.of(written.texts()).map(read -> attribute(read, captioner)).orElse(null),
        written.objects() == null ? null : products(written.objects(), captioner),
        written.objects() == null ? null : ProductBoxes.places(written.objects()));
  }

  private static List<ProductBox> products(
      List<PromptWriter.DetectedObject> objects, Evidence captioner) {
    return ProductBoxes.of(objects).stream()
        .map(object -> new ProductBox(object.box(), attribute(object.label(), captioner)))
        .toList();
  }

  private static Attribute attribute(String value, Evidence evidence) {
    return new Attribute(value, 1, evidence, false);
  }

  private static Evidence evidence(String model, String execution, Instant at) {
    return new Evidence(Evidence.Source.MACHINE, model, null, null, null, execution, at);
  }
}
