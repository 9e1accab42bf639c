package dev.vitrine.local.model;

import java.util.OptionalDouble;

/** The stand-in for CLIP: EfficientNet-Lite0 with MiniLM and WordNet. */
record StandIn(Sight sight, LabelSets<ZeroShotScorer> labelSets)
    implements LabelModel<Recognition> {
  @Override
  public String name() {
    return ModelName.CLIP;
  }

  @Override
  public OptionalDouble logitScale() {
    return OptionalDouble.empty();
  }

  @Override
  public Recognition look(byte[] picture) {
    return sight.look(picture).recognition();
  }

  @Override
  public String embedding(Recognition seen) {
    return seen.embedding();
  }

  @Override
  public Recognition recall(String embedding) {
    return Recognition.ofEmbedding(embedding, ImageNetClass.all().size());
  }
}
