package dev.vitrine.local.eyes;

import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * How a cosine becomes a score. Immich's exports do not hold these numbers, so the usual ones are
 * taken unless the folder has {@code scores.json}, {@code {"logit_scale": 112.67, "logit_bias":
 * -12.93}}, which {@code model-artifacts/export} writes.
 *
 * @param scale by which cosines are multiplied
 * @param bias that is added before the sigmoid; empty for a model without one, a CLIP
 */
record ScoreScale(double scale, OptionalDouble bias) {
  private static final String FILE = "scores.json";

  /** The scale of OpenAI's CLIP, and nearly that of all models trained after it. */
  private static final double OF_CLIP = 100;

  private static final double OF_SIGLIP = 117;
  private static final double BIAS_OF_SIGLIP = -13;

  /** Reads the folder; open_clip's config.json of a SigLIP has {@code init_logit_bias}. */
  static ScoreScale read(Path folder) throws UnusableModelException {
    FolderJson config = FolderJson.read(folder, "config.json");
    FolderJson own = FolderJson.readIfThere(folder, FILE);
    boolean sigmoid = own.has("logit_bias") || config.has("init_logit_bias");
    double scale = own.number("logit_scale", sigmoid ? OF_SIGLIP : OF_CLIP);
    if (!(scale > 0)) {
      throw own.wrong("logit_scale", "must be above 0");
    }
    return new ScoreScale(
        scale,
        sigmoid
            ? OptionalDouble.of(own.number("logit_bias", BIAS_OF_SIGLIP))
            : OptionalDouble.empty());
  }
}
