package dev.vitrine.catalog;

import dev.vitrine.workflow.WorkflowStarter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Starts the execution an image's record asks for; starting it twice starts it once. */
@ApplicationScoped
class ImageStarter {
  private final Catalog catalog;
  private final WorkflowStarter workflow;
  private final Clock clock;

  ImageStarter(Catalog catalog, WorkflowStarter workflow, Clock clock) {
    this.catalog = catalog;
    this.workflow = workflow;
    this.clock = clock;
  }

  /**
   * @param image nothing is done unless it is received and its execution was not started
   * @return the record as it is then
   * @throws dev.vitrine.workflow.WorkflowUnavailableException when it cannot be started now; the
   *     sweep will
   */
  ImageRecord start(ImageRecord image) {
    if (image.status() != ImageStatus.RECEIVED || image.run().executionArn() != null) {
      return image;
    }
    String arn = workflow.start(ImageJourney.input(image));
    String revision = image.original().revision();
    return catalog
        .update(
            image.seller(),
            image.imageId(),
            now -> ImageJourney.started(now, revision, arn, clock.instant()))
        .orElse(image);
  }
}
