package dev.vitrine.restyle;

import org.jspecify.annotations.Nullable;

/** An order names a style that is not among the presets. */
public class UnknownStyleException extends RuntimeException {
  public UnknownStyleException(@Nullable String style) {
    super("there is no style named " + style);
  }
}
