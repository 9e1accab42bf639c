package dev.vitrine.tools.quality;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.local.eyes.ClipFolder;
import dev.vitrine.local.model.ClipEndpoint;
import dev.vitrine.local.model.Measured;
import dev.vitrine.local.model.StandIns;
import dev.vitrine.local.sagemaker.InProcessTagger;
import dev.vitrine.tag.Tagger;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The model that is tried: one of this process, or an endpoint of SageMaker. */
final class Models implements AutoCloseable {
  private static final LabelSet UNUSED = new LabelSet(List.of("product"), List.of("a photo of {}"));

  private final Tagger tagger;
  private final Runnable end;

  private Models(Tagger tagger, Runnable end) {
    this.tagger = tagger;
    this.end = end;
  }

  /**
   * @param labelSets folder for what the stand-in learns; what is in it may be deleted
   */
  static Models standIn(Path labelSets, ObjectMapper json) {
    StandIns standIns =
        new StandIns(labelSets, UNUSED, 1, picture -> new Measured(List.of(), Optional.empty()));
    return inThisProcess(standIns.clip(), standIns::close, json);
  }

  /**
   * A real model, which reads the vocabulary's labels now: a request may not wait as long.
   *
   * @param clip is closed with this
   */
  static Models real(ClipFolder clip, Vocabulary vocabulary, ObjectMapper json) {
    for (LabelSet set : vocabulary.labelSets()) {
      boolean known = false;
      while (!known) { // ends: each turn keeps the labels that it has read
        known = clip.learn(set);
      }
    }
    return inThisProcess(clip.endpoint(), clip::close, json);
  }

  private static Models inThisProcess(ClipEndpoint clip, Runnable end, ObjectMapper json) {
    return new Models(InProcessTagger.through(clip, json), end);
  }

  /**
   * @param endpoint a name; address, region and credentials are the environment's
   */
  static Models endpoint(String endpoint, ObjectMapper json) {
    ModelEndpoints endpoints = ModelEndpoints.ofEnvironment(json);
    return new Models(Tagger.through(endpoints, endpoint, json), () -> {});
  }

  Tagger tagger() {
    return tagger;
  }

  @Override
  public void close() {
    end.run();
  }
}
