package dev.vitrine.action;

import dev.vitrine.catalog.ImageJourney;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.Restart;
import dev.vitrine.workflow.WorkflowStarter;
import jakarta.enterprise.context.ApplicationScoped;

/** Starts the execution an image's record asks for; starting it twice starts it once. */
@ApplicationScoped
public class ImageStarter {
  private final WorkflowStarter workflow;

  public ImageStarter(WorkflowStarter workflow) {
    this.workflow = workflow;
  }

  /**
   * Starts the image's latest run, unless the image is at an end, or nothing is left of the run.
   *
   * @return the same record
   * @throws dev.vitrine.workflow.WorkflowUnavailableException when it cannot be started now; the
   *     sweep will
   */
  public ImageRecord start(ImageRecord image) {
    if (Restart.isStartable(image)) {
      workflow.start(ImageJourney.input(image));
    }
    return image;
  }
}
