package dev.vitrine.catalog;

import dev.vitrine.workflow.WorkflowInput.Work;
import org.jspecify.annotations.Nullable;

/**
 * What an image that is being worked on still lacks.
 *
 * @param painting whether it is described and lacks restyles only; otherwise it lacks tags, prompt
 *     or both
 * @param urgent whether a person asked for it
 */
public record OpenWork(boolean painting, boolean urgent) {

  /** {@return the open work on an image; null if the image is finished} */
  static @Nullable OpenWork of(ImageRecord image) {
    if (!image.status().unfinished()) {
      return null;
    }
    Run run = image.run();
    boolean isDescribed =
        run.work() == Work.RESTYLE || ImageJourney.isDescribedBy(image, run.execution());
    return new OpenWork(isDescribed, run.urgent());
  }
}
