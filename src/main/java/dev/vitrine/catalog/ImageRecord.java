package dev.vitrine.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.PictureHash;
import dev.vitrine.image.PictureRef;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.listing.ProductOfKey;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.table.Position;
import dev.vitrine.tag.NotSure;
import dev.vitrine.upload.Upload;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.TagLabel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about an image: the machines' values of its newest revision, and a person's
 * corrections, which take precedence and survive new revisions. {@link ImageJourney} and {@link
 * Corrections} change it.
 *
 * @param schema version of this record's JSON
 * @param original the newest revision, as it was uploaded
 * @param status of the work
 * @param run the latest execution on it
 * @param finishedAt when the work ended; null before
 * @param measured measurements of the pixels; null before rendering
 * @param description the models' values; null before the first description
 * @param corrections a person's
 * @param restyles in the order of their orders
 * @param deletedRestyles those that can be restored; omitted from the JSON if there are none
 * @param failure why the image is rejected or failed, or which part of the work was lost
 * @param exported what exports had of it; null if there was none
 */
public record ImageRecord(
    int schema,
    Upload original,
    ImageStatus status,
    Run run,
    @Nullable Instant finishedAt,
    @Nullable Measurements measured,
    @Nullable Description description,
    Corrections corrections,
    List<Restyle> restyles,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Restyle.Deleted> deletedRestyles,
    @Nullable ImageError failure,
    @Nullable ExportMark exported) {

  /** Must be raised by a change after which older code cannot read the record. */
  public static final int SCHEMA = 1;

  public ImageRecord {
    if (schema > SCHEMA) {
      throw new IllegalArgumentException("record of a newer schema: " + schema);
    }
    if (status.unfinished() == (finishedAt != null)) {
      throw new IllegalArgumentException(status + " and finished at " + finishedAt);
    }
    if ((status == ImageStatus.REJECTED || status == ImageStatus.FAILED) && failure == null) {
      throw new IllegalArgumentException(status + " for no reason");
    }
    restyles = List.copyOf(restyles);
    deletedRestyles = deletedRestyles == null ? List.of() : List.copyOf(deletedRestyles);
    exported = exported == null || exported.readings().isEmpty() ? null : exported;
  }

  /** {@return the newest revision} */
  public PictureRef picture() {
    return original.picture();
  }

  public String seller() {
    return picture().seller();
  }

  public ImageId imageId() {
    return picture().imageId();
  }

  /** {@return a person's tags, then what machines found and no person refused} */
  public List<Tag> tags() {
    return Stream.concat(
            corrections.tags().stream(),
            descriptionOrNone().tags().stream()
                .filter(tag -> !corrections.has(TagLabel.plain(tag.label())))
                .filter(tag -> !refused(tag.label())))
        .toList();
  }

  /** {@return suggestions that are neither accepted nor refused} */
  public List<Suggestion> suggestions() {
    List<String> present = tags().stream().map(tag -> TagLabel.plain(tag.label())).toList();
    // Beside a machine's category narrower ones may be suggested, beside a person's value none.
    return descriptionOrNone().suggestions().stream()
        .filter(one -> !refused(one.label()))
        .filter(
            one ->
                one.attribute() == null
                    ? !present.contains(TagLabel.plain(one.label()))
                    : !corrections.attributes().containsKey(one.attribute()))
        .toList();
  }

  /** {@return values by the attribute's name: a person's, else a model's, else a measured one} */
  public Map<String, Attribute> attributes() {
    Map<String, Attribute> attributes = new TreeMap<>();
    if (measured != null) {
      attributes.putAll(measured.attributes());
    }
    Description machines = descriptionOrNone();
    if (machines.productText() != null && !machines.asksForText()) {
      attributes.put(Question.TEXT, machines.productText());
    }
    attributes.putAll(machines.attributes());
    attributes.putAll(corrections.attributes());
    return attributes;
  }

  /**
   * {@return the words on the product, a captioner's or a person's; null if there are none} Nearly
   * every picture has its own, so images are searched for them, but not counted by them.
   */
  @Nullable String productText() {
    Attribute text = descriptionOrNone().asksForText() ? null : attributes().get(Question.TEXT);
    return text == null ? null : text.value();
  }

  /** {@return the attributes that neither the model nor a person has decided} */
  public List<NotSure> notSure() {
    return descriptionOrNone().notSure().stream()
        .filter(open -> !corrections.attributes().containsKey(open.attribute()))
        .toList();
  }

  /** {@return a title for a listing; null if nothing names the product} */
  public @Nullable String title() {
    return texts().title();
  }

  /** {@return all texts, written by hand or made of the facts} */
  public ImageTexts texts() {
    return new ImageTexts(this);
  }

  /**
   * {@return the first error that a retry may mend, else the gravest; null if there is none, or the
   * work is being repeated}
   */
  public @Nullable ImageError error() {
    if (status.unfinished()) {
      return null;
    }
    return Stream.concat(errors().stream().filter(ImageError::retryable), errors().stream())
        .findFirst()
        .orElse(null);
  }

  /** {@return the errors of all parts, the gravest first} */
  List<ImageError> errors() {
    return Stream.of(
            Stream.ofNullable(failure),
            descriptionOrNone().errors().stream(),
            restyles.stream().flatMap(restyle -> Stream.ofNullable(restyle.error())))
        .flatMap(part -> part)
        .toList();
  }

  /** {@return where lists show it: newest last in plain string order, unique in the table} */
  public String position() {
    return Position.of(original.uploadedAt(), imageId());
  }

  /** {@return the hash of what it looks like; null if it has none} */
  public @Nullable PictureHash hash() {
    return measured == null ? null : measured.hash();
  }

  /** {@return which product it shows: by a person's word, else by its key; null if it is alone} */
  public @Nullable ProductPlace product() {
    Corrections.GivenPlace given = corrections.product();
    return given == null ? ProductOfKey.of(picture().key()) : given.place();
  }

  /** {@return values it is found by: tags, attributes, the seller's work, and its product} */
  SortedSet<Facet.Key> facets() {
    List<String> labels = tags().stream().map(Tag::label).toList();
    return Card.facets(labels, Card.counted(this), SellerWork.of(this), product());
  }

  /** {@return what machines say of the picture; {@link Description#NONE} until it is described} */
  public Description descriptionOrNone() {
    return description == null ? Description.NONE : description;
  }

  private boolean refused(String label) {
    return corrections.refused().contains(TagLabel.plain(label));
  }

  /** {@return the record with other corrections} */
  public ImageRecord with(Corrections other) {
    return other == corrections
        ? this
        : holding(measured, description, other, restyles, deletedRestyles, exported);
  }

  /** {@return the record with other measurements and another description} */
  public ImageRecord with(Measurements pixels, Description words) {
    return holding(pixels, words, corrections, restyles, deletedRestyles, exported);
  }

  /** {@return the record with another run} */
  public ImageRecord with(Run other) {
    return inState(status, other, finishedAt, failure);
  }

  /** {@return the record with the mark of an export; the same object if it says nothing new} */
  public ImageRecord with(ExportMark mark) {
    ExportMark all = mark.after(exported);
    return all.equals(exported)
        ? this
        : holding(measured, description, corrections, restyles, deletedRestyles, all);
  }

  /** {@return the record with restyles added, or in place of those of the same ids} */
  public ImageRecord with(List<Restyle> changed) {
    return with(Restyle.merged(restyles, changed), deletedRestyles);
  }

  /**
   * {@return the record with other restyles}
   *
   * @throws ActionRefusedException if it gets more of them, and then has more than it may
   */
  public ImageRecord with(List<Restyle> shown, List<Restyle.Deleted> deleted) {
    if (shown.size() > restyles.size()) {
      Restyle.requireRoom(shown, deleted);
    }
    return holding(measured, description, corrections, shown, deleted, exported);
  }

  /** {@return the record with new work begun} */
  public ImageRecord unsettled(ImageStatus begun) {
    return inState(begun, run, null, null);
  }

  /** {@return the record with its work ended} */
  public ImageRecord settled(ImageStatus end, @Nullable ImageError why, Instant now) {
    return inState(end, run, status == end && finishedAt != null ? finishedAt : now, why);
  }

  private ImageRecord inState(
      ImageStatus state, Run latest, @Nullable Instant end, @Nullable ImageError why) {
    return new ImageRecord(
        schema,
        original,
        state,
        latest,
        end,
        measured,
        description,
        corrections,
        restyles,
        deletedRestyles,
        why,
        exported);
  }

  private ImageRecord holding(
      @Nullable Measurements pixels,
      @Nullable Description words,
      Corrections changed,
      List<Restyle> shown,
      List<Restyle.Deleted> deleted,
      @Nullable ExportMark mark) {
    return new ImageRecord(
        schema,
        original,
        status,
        run,
        finishedAt,
        pixels,
        words,
        changed,
        shown,
        deleted,
        failure,
        mark);
  }
}
