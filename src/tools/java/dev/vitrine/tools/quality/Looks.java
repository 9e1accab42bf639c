package dev.vitrine.tools.quality;

import dev.vitrine.decode.PictureDecoder;
import dev.vitrine.decode.PictureLimits;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelUnavailableException;
import dev.vitrine.image.UnreadableImageException;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.measure.ColorMeasurer;
import dev.vitrine.render.Renditions;
import dev.vitrine.tag.Embedding;
import dev.vitrine.tag.Likelihoods;
import dev.vitrine.tag.PictureTagger;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.tag.Tagger;
import dev.vitrine.tag.Tagger.Scores;
import dev.vitrine.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A model's look at each picture, decoded and rendered as the workflow does. Looking is what takes
 * long; deciding can be repeated.
 *
 * @param scores by path
 * @param colors the first measured color's name, by path, of those that were measured
 * @param unreadable why there are none, by path
 */
record Looks(
    Map<String, Scores> scores, Map<String, String> colors, Map<String, String> unreadable) {

  /**
   * @param colored pictures whose color is measured, too
   */
  static Looks at(
      Path folder,
      Collection<String> paths,
      Predicate<String> colored,
      Vocabulary vocabulary,
      Tagger tagger)
      throws IOException {
    PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);
    Renditions renditions = new Renditions();
    List<Tagger.LabelGroup> groups = PictureTagger.groups(vocabulary);
    Map<String, Scores> scores = new TreeMap<>();
    Map<String, String> colors = new TreeMap<>();
    Map<String, String> unreadable = new TreeMap<>();
    for (String path : paths) {
      try {
        byte[] original = Files.readAllBytes(folder.resolve(path));
        Renditions.Pair pair = renditions.of(decoder.decode(original));
        scores.put(path, tagger.score(pair.rendition(), groups));
        if (colored.test(path)) {
          colors.put(path, ColorMeasurer.measure(pair.thumbnailPixels()).colors().get(0).name());
        }
      } catch (NoSuchFileException e) {
        unreadable.put(path, "There is no such file.");
      } catch (UnreadableImageException | ModelRefusedException e) {
        unreadable.put(path, String.valueOf(e.getMessage()));
      } catch (ModelUnavailableException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return new Looks(scores, colors, unreadable);
  }

  /** {@return the looks at the pictures of that half} */
  Looks only(Part half) {
    Map<String, Scores> some = new TreeMap<>(scores);
    some.keySet().removeIf(path -> !half.has(path));
    return new Looks(some, colors, unreadable);
  }

  /** {@return the model's name} */
  String model() {
    return scores.values().stream().findFirst().map(Scores::model).orElse("no model");
  }

  /** {@return whether the model's tags compete, as a CLIP's do} */
  boolean tagsCompete() {
    return scores.values().stream().anyMatch(one -> one.logitScale() != null);
  }

  /** {@return how likely the vocabulary's values are on the picture} */
  Likelihoods likelihoods(String path, Vocabulary vocabulary) {
    return new Likelihoods(scoresOf(path), vocabulary);
  }

  /** {@return what the picture gets by that vocabulary's thresholds} */
  TagImageResult decide(String path, Vocabulary vocabulary) {
    return new PictureTagger(new KnownScores(scoresOf(path)), Clock.systemUTC())
        .tag(new byte[0], vocabulary, SellerThresholds.NONE, "evaluation");
  }

  private Scores scoresOf(String path) {
    Scores known = scores.get(path);
    if (known == null) {
      throw new IllegalArgumentException("nobody has looked at " + path);
    }
    return known;
  }

  /** Answers with scores that are known already. */
  private record KnownScores(Scores scores) implements Tagger {
    @Override
    public Scores score(byte[] jpeg, List<LabelGroup> groups) {
      return scores;
    }

    @Override
    public Scores scoreEmbedding(Embedding embedding, List<LabelGroup> groups) {
      return scores;
    }
  }
}
