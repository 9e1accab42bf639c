package dev.vitrine.trace;

import dev.vitrine.image.PictureRef;
import org.jspecify.annotations.Nullable;

/** A request for work on one picture; the lines of the log that the work writes say which. */
public interface PictureWork {
  /** {@return the picture that is worked on} */
  PictureRef image();

  /** {@return the name of the workflow execution; null where the request says none} */
  @Nullable String execution();
}
