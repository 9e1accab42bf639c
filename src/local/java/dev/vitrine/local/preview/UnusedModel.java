package dev.vitrine.local.preview;

import dev.vitrine.local.hub.FetchFailedException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model that is on this machine and does not look at pictures.
 *
 * @param name what evidence would call it
 * @param memory bytes of memory that it takes, as its publisher estimates; 0 when unknown
 */
public record UnusedModel(String name, long memory, Files files) {

  /** Finds the model's files. */
  public interface Files {
    /**
     * {@return the folder that has all of them}
     *
     * @throws FetchFailedException when one is missing or damaged
     */
    Path whole() throws FetchFailedException, IOException;
  }
}
