package dev.vitrine.local.model;

import dev.vitrine.vocabulary.LabelSet;
import java.nio.file.Path;

/**
 * Opens the stand-in models and hands out their endpoints. They share the network, its last few
 * pictures and the learnt label sets. Thread-safe; opened once, for as long as the application
 * runs.
 */
public final class StandIns implements AutoCloseable {
  private final Sight sight;
  private final ClipEndpoint clip;
  private final InterrogatorEndpoint interrogator;

  /**
   * @param cache folder for learnt label sets; anything in it can be deleted
   * @param vocabulary the labels that captions and prompts may name
   * @param accept the confidence from which such a label is said, in (0, 1]
   * @param measure reads colours and background off the pixels
   */
  public StandIns(Path cache, LabelSet vocabulary, double accept, PictureMeasure measure) {
    sight = new Sight(new PictureClassifier(), measure);
    var labelSets = StandInLabels.in(cache);
    clip = new ClipEndpoint(new StandIn(sight, labelSets));
    interrogator = new InterrogatorEndpoint(sight, labelSets, vocabulary, accept);
  }

  /** In place of the endpoint vitrine-clip. */
  public ClipEndpoint clip() {
    return clip;
  }

  /** In place of the endpoint vitrine-interrogator. */
  public InterrogatorEndpoint interrogator() {
    return interrogator;
  }

  /**
   * Loads the network, and in a new folder the vocabulary's columns, which takes a few seconds;
   * else the first picture would wait for it.
   */
  public void warmUp() {
    sight.warmUp();
    interrogator.warmUp();
  }

  @Override
  public void close() {
    sight.close();
  }
}
