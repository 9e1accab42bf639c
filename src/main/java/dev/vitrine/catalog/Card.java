package dev.vitrine.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.Color;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.Revision;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.table.Position;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.TagLabel;
import dev.vitrine.workflow.WorkflowInput.Work;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An image in brief: what a gallery shows of it, and what the conditions of a list look at. It is
 * kept beside the record and in the index {@code cards}, so that a page of a list is one query. All
 * of it follows from the record. A new picture gets two cards: one while it is worked on, and one
 * when it is finished. Only the second has its description, unless restyles are painted in between:
 * each changed card is a write to the index, whose partition takes 1,000 writes a second.
 *
 * @param format version of the card's JSON; a card of another version is made anew from its record
 * @param imageId the image
 * @param key where the original lies in the bucket
 * @param revision the newest
 * @param status how far the work on it is
 * @param work what is left for the seller to do; null while it is worked on, or once it needs
 *     nothing and is neither reviewed nor exported
 * @param uploadedAt when the newest revision was uploaded
 * @param width pixels, as displayed; null before it is rendered
 * @param height pixels, as displayed; null before it is rendered
 * @param tags labels, a person's first
 * @param attributes values by name, without the words on the product
 * @param colors measured, largest share first
 * @param background {@code scene}, or the color of a plain background; null if not measured
 * @param title for a listing
 * @param altText for a listing
 * @param caption a sentence about the picture
 * @param productText the words on the product; null if there are none, or the card is of an older
 *     release
 * @param boxes what the products are called of a picture that shows several; null if it shows one,
 *     or the card is of an older release
 * @param promptMode mode of its prompt; null if it has none
 * @param restyles how far the work on each of them is
 * @param error why it is rejected, failed or partial
 * @param product which product it shows; null if it is alone
 * @param open work that is being done; null if it is finished, or was written by an older release
 */
public record Card(
    @JsonProperty("v") int format,
    ImageId imageId,
    String key,
    Revision revision,
    ImageStatus status,
    @Nullable SellerWork work,
    Instant uploadedAt,
    @Nullable Integer width,
    @Nullable Integer height,
    List<String> tags,
    Map<String, String> attributes,
    List<Color> colors,
    @Nullable String background,
    @Nullable String title,
    @Nullable String altText,
    @Nullable String caption,
    @Nullable String productText,
    @Nullable List<String> boxes,
    @Nullable String promptMode,
    List<Restyle.Status> restyles,
    @Nullable ImageError error,
    @Nullable ProductPlace product,
    @Nullable OpenWork open)
    implements ImageQuery.Candidate {

  /** Raise it with a change after which stored cards lack something. */
  static final int FORMAT = 2;

  public Card {
    tags = List.copyOf(tags);
    boxes = boxes == null ? null : List.copyOf(boxes);
    attributes = Map.copyOf(attributes);
    colors = List.copyOf(colors);
    restyles = List.copyOf(restyles);
  }

  /** {@return the card of a record} */
  public static Card of(ImageRecord record) {
    ImageRecord image = awaitsItsEnd(record) ? undescribed(record) : record;
    Measurements measured = image.measured();
    ImageTexts texts = image.texts();
    Prompt prompt = texts.prompt();
    return new Card(
        FORMAT,
        image.imageId(),
        image.picture().key(),
        image.picture().revision(),
        image.status(),
        SellerWork.of(image),
        image.original().uploadedAt(),
        measured == null ? null : measured.width(),
        measured == null ? null : measured.height(),
        image.tags().stream().map(Tag::label).toList(),
        counted(image),
        measured == null ? List.of() : measured.colors(),
        measured == null ? null : measured.background(),
        texts.title(),
        texts.altText(),
        texts.caption(),
        image.productText(),
        image.descriptionOrNone().boxes().isEmpty() ? null : image.descriptionOrNone().boxNames(),
        prompt == null ? null : prompt.mode(),
        image.restyles().stream().map(Restyle::status).toList(),
        image.error(),
        image.product(),
        OpenWork.of(image));
  }

  /** Whether the first run of a picture has described it, and has only its status left to write. */
  private static boolean awaitsItsEnd(ImageRecord image) {
    return image.status() == ImageStatus.RUNNING
        && image.run().work() == Work.DESCRIBE
        && image.run().attempt() == 0
        && image.description() != null
        && image.restyles().isEmpty();
  }

  private static ImageRecord undescribed(ImageRecord image) {
    return new ImageRecord(
        image.schema(),
        image.original(),
        image.status(),
        image.run(),
        null,
        null,
        null,
        image.corrections(),
        List.of(),
        List.of(),
        null,
        image.exported());
  }

  /** {@return the values that an image is counted by: all but the words on the product} */
  static Map<String, String> counted(ImageRecord image) {
    boolean isSearched = image.productText() != null;
    return image.attributes().entrySet().stream()
        .filter(one -> !(isSearched && one.getKey().equals(Question.TEXT)))
        .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().value()));
  }

  /** {@return where lists show it} */
  public String position() {
    return Position.of(uploadedAt, imageId);
  }

  @Override
  public SortedSet<Facet.Key> facets() {
    return facets(tags, attributes, work, product);
  }

  /**
   * {@return values an image is found by: tags, attributes, the seller's work, and its product}
   * Tags are in lower case here, whether or not the shop writes them with capitals.
   */
  static SortedSet<Facet.Key> facets(
      List<String> tags,
      Map<String, String> attributes,
      @Nullable SellerWork work,
      @Nullable ProductPlace product) {
    SortedSet<Facet.Key> keys = new TreeSet<>();
    tags.forEach(label -> keys.add(Facet.Key.tag(TagLabel.plain(label))));
    new TreeMap<>(attributes).forEach((name, value) -> keys.add(new Facet.Key(name, value)));
    if (work != null) {
      keys.add(Facet.Key.work(work));
    }
    if (product != null) {
      keys.add(Facet.Key.product(product.sku()));
    }
    return keys;
  }

  /**
   * What an image that is being worked on still lacks.
   *
   * @param painting whether it is described and lacks restyles only; otherwise it lacks tags,
   *     prompt or both
   * @param urgent whether a person asked for it, so that it waits in the urgent queue
   */
  public record OpenWork(boolean painting, boolean urgent) {

    /** {@return the open work on an image; null if the image is finished} */
    static @Nullable OpenWork of(ImageRecord image) {
      if (!image.status().unfinished()) {
        return null;
      }
      return new OpenWork(!Run.isDescribing(image), Run.isUrgent(image));
    }
  }
}
