package dev.vitrine.tag;

import dev.vitrine.local.eyes.ClipFolder;
import java.time.Clock;

/** Taggers of models that tests open. */
public final class InProcessTaggers {
  private InProcessTaggers() {}

  /** {@return the tagger of a model, as local mode makes it} */
  public static PictureTagger of(ClipFolder clip) {
    return new PictureTagger(new StandInTagger(clip.endpoint()), Clock.systemUTC());
  }
}
