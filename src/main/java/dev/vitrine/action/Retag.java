package dev.vitrine.action;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vitrine.catalog.Facet;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What tagging pictures again changes, or would change.
 *
 * @param images with different tags or attributes, newest first
 * @param unchanged number of images that stay the same
 * @param withoutEmbedding number of images that only a new run can tag, as no embedding by today's
 *     model is stored
 * @param waiting number of images that a later call has to tag, as they are being described, or are
 *     being restyled and have no such embedding
 * @param tooLarge number of images that keep their tags, as their records would be too large
 * @param cursor where the next page begins; null when this is the last
 */
public record Retag(
    List<Changed> images,
    int unchanged,
    int withoutEmbedding,
    int waiting,
    int tooLarge,
    @Nullable String cursor) {

  public Retag {
    images = List.copyOf(images);
  }

  /**
   * A picture whose tags or attributes change.
   *
   * @param changes at least one
   */
  public record Changed(String imageId, List<Change> changes) {
    public Changed {
      changes = List.copyOf(changes);
    }

    static Changed of(ImageId imageId, List<Change> changes) {
      return new Changed(imageId.value(), changes);
    }
  }

  /**
   * A value that is added, removed or replaced.
   *
   * @param attribute its name; {@code tag} for a tag, of which there may be many
   * @param before null if it is added
   * @param after null if it is removed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Change(String attribute, @Nullable String before, @Nullable String after) {}

  /** {@return what a person sees change, their own corrections laid over both} */
  public static List<Change> between(ImageRecord before, ImageRecord after) {
    List<Change> changes = new ArrayList<>();
    List<String> tagged = before.tags().stream().map(Tag::label).toList();
    List<String> tags = after.tags().stream().map(Tag::label).toList();
    tagged.stream()
        .filter(label -> !tags.contains(label))
        .forEach(label -> changes.add(new Change(Facet.TAG, label, null)));
    tags.stream()
        .filter(label -> !tagged.contains(label))
        .forEach(label -> changes.add(new Change(Facet.TAG, null, label)));
    TreeSet<String> names = new TreeSet<>(before.attributes().keySet());
    names.addAll(after.attributes().keySet());
    for (String name : names) {
      @Nullable String was = value(before, name);
      @Nullable String is = value(after, name);
      if (!Objects.equals(was, is)) {
        changes.add(new Change(name, was, is));
      }
    }
    return changes;
  }

  private static @Nullable String value(ImageRecord image, String attribute) {
    Attribute known = image.attributes().get(attribute);
    return known == null ? null : known.value();
  }
}
