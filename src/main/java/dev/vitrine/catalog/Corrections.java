package dev.vitrine.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vitrine.lesson.Judgement;
import dev.vitrine.lesson.Verdict;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.TagLabel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A person's corrections of an image. They take precedence over the machines' values and survive
 * every run and revision; no run writes them.
 *
 * @param tags that the person added or accepted, oldest first
 * @param refused labels that no run may bring back
 * @param attributes locked values by attribute name
 * @param verdicts on the machines' values that follow from the rest, see {@link Judgement}
 * @param texts by the names of {@link TextName}
 * @param product which product the picture shows; null if its key says
 * @param past the newest corrections, which can be undone, oldest first; at most {@value
 *     #MOST_PAST}
 * @param orders ids of the newest orders for many images that were done on this one, oldest first,
 *     also of those that changed nothing or were undone; at most {@value #MOST_ORDERS}; omitted
 *     from the JSON if there are none
 */
public record Corrections(
    List<Tag> tags,
    SortedSet<String> refused,
    Map<String, Attribute> attributes,
    List<Verdict> verdicts,
    Map<String, WrittenText> texts,
    @Nullable GivenPlace product,
    List<PastCorrection> past,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> orders) {
  /** Most corrections of one image that can be undone. */
  static final int MOST_PAST = 10;

  /** Most orders that are remembered: with the longest ids 1.3 KB. */
  public static final int MOST_ORDERS = 20;

  /** Most tags a person may give one image. */
  public static final int MOST_TAGS = 100;

  /** Most labels a person may refuse on one image. */
  public static final int MOST_REFUSED = 500;

  /** Most attributes a person may set on one image. */
  public static final int MOST_ATTRIBUTES = 50;

  /** No corrections. */
  static final Corrections NONE =
      new Corrections(
          List.of(), new TreeSet<>(), Map.of(), List.of(), Map.of(), null, List.of(), List.of());

  public Corrections {
    tags = List.copyOf(tags);
    refused = Collections.unmodifiableSortedSet(new TreeSet<>(refused));
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    // Records of earlier releases have none of these.
    verdicts = verdicts == null ? List.of() : List.copyOf(verdicts);
    texts = texts == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(texts));
    past = past == null ? List.of() : List.copyOf(past);
    orders = orders == null ? List.of() : List.copyOf(orders);
  }

  /** {@return the corrections with other verdicts} */
  public Corrections with(List<Verdict> judged) {
    return judged.equals(verdicts)
        ? this
        : new Corrections(tags, refused, attributes, judged, texts, product, past, orders);
  }

  Corrections with(List<Tag> given, SortedSet<String> labels) {
    return new Corrections(given, labels, attributes, verdicts, texts, product, past, orders);
  }

  Corrections withAttributes(Map<String, Attribute> others) {
    return new Corrections(tags, refused, others, verdicts, texts, product, past, orders);
  }

  Corrections withTexts(Map<String, WrittenText> others) {
    return new Corrections(tags, refused, attributes, verdicts, others, product, past, orders);
  }

  Corrections withProduct(@Nullable GivenPlace other) {
    return new Corrections(tags, refused, attributes, verdicts, texts, other, past, orders);
  }

  private Corrections withPast(List<PastCorrection> others) {
    return new Corrections(tags, refused, attributes, verdicts, texts, product, others, orders);
  }

  /**
   * {@return these corrections, with what changed since {@code before} kept under an id, so that it
   * can be undone}
   */
  public Corrections undoable(String id, Instant now, Corrections before) {
    PastCorrection made = PastCorrection.between(id, now, before, this);
    if (made.parts().isEmpty()) {
      return this;
    }
    List<PastCorrection> all = new ArrayList<>(past);
    all.removeIf(one -> one.id().equals(id));
    all.add(made);
    return withPast(all.subList(Math.max(0, all.size() - MOST_PAST), all.size()));
  }

  /** {@return the corrections, which also remember an order for many images} */
  public Corrections ordered(String id) {
    List<String> all = new ArrayList<>(orders);
    all.add(id);
    List<String> newest = all.subList(Math.max(0, all.size() - MOST_ORDERS), all.size());
    return new Corrections(tags, refused, attributes, verdicts, texts, product, past, newest);
  }

  /** {@return the corrections as if one had not been made; the same object if it is not kept} */
  public Corrections undone(String id) {
    int at = past.stream().map(PastCorrection::id).toList().indexOf(id);
    if (at < 0) {
      return this;
    }
    List<PastCorrection> later = past.subList(at + 1, past.size());
    Corrections now = withPast(PastCorrection.without(past, at));
    for (PastCorrection.FormerValue part : past.get(at).parts()) {
      now = later.stream().anyMatch(one -> one.decides(part)) ? now : part.restoredIn(now);
    }
    return now;
  }

  static <T> Map<String, T> changed(Map<String, T> all, String name, @Nullable T value) {
    Map<String, T> others = new TreeMap<>(all);
    if (value == null) {
      others.remove(name);
    } else {
      others.put(name, value);
    }
    return others;
  }

  /** {@return the corrections with a text by hand; without it if the value is null} */
  public Corrections written(TextName name, @Nullable String value, Instant now) {
    WrittenText known = texts.get(name.word());
    String before = known == null ? null : known.value();
    return Objects.equals(before, value)
        ? this
        : withTexts(
            changed(texts, name.word(), value == null ? null : new WrittenText(value, now)));
  }

  /**
   * {@return the corrections with a place among a product's pictures}
   *
   * @param place null if the picture is of no product
   */
  public Corrections placed(@Nullable ProductPlace place, Instant now) {
    return product != null && Objects.equals(product.place(), place)
        ? this
        : withProduct(new GivenPlace(place, now));
  }

  /** {@return the corrections without a place: the key says it again} */
  public Corrections placeUnlocked() {
    return product == null ? this : withProduct(null);
  }

  /** {@return the text that a person wrote; null if there is none} */
  @Nullable WrittenText text(TextName name) {
    return texts.get(name.word());
  }

  /** {@return the person's tag of a label; null if there is none} */
  @Nullable Tag tag(String label) {
    return tags.stream().filter(tag -> tag.label().equals(label)).findFirst().orElse(null);
  }

  /** {@return whether a correction of this id was made, or an order of it done} */
  public boolean knows(String id) {
    return isMade(id) || orders.contains(id);
  }

  /** {@return whether a correction of this id was made, and can still be undone} */
  public boolean isMade(String id) {
    return past.stream().anyMatch(one -> one.id().equals(id));
  }

  /** {@return the id of the newest correction; null if none can be undone} */
  public @Nullable String last() {
    return past.isEmpty() ? null : past.get(past.size() - 1).id();
  }

  /** {@return the corrections in the form that {@link Judgement} takes} */
  public Judgement.Decisions decisions() {
    Map<String, String> values = new TreeMap<>();
    attributes.forEach((name, value) -> values.put(name, value.value()));
    return new Judgement.Decisions(
        tags.stream().map(Tag::label).collect(Collectors.toSet()), refused, values, verdicts);
  }

  public Corrections tagAdded(TagLabel label, Instant now) {
    return tagAdded(new Tag(label.value(), 1, Evidence.person(now)));
  }

  public Corrections tagAdded(Tag tag) {
    if (has(tag.label())) {
      return this;
    }
    if (tags.size() >= MOST_TAGS) {
      throw new ActionRefusedException(
          "LIMIT_REACHED", "A picture has at most " + MOST_TAGS + " tags of your own.");
    }
    List<Tag> more = new ArrayList<>(tags);
    more.add(tag);
    TreeSet<String> fewer = new TreeSet<>(refused);
    fewer.remove(tag.label());
    return with(more, fewer);
  }

  public Corrections tagRemoved(TagLabel label) {
    if (refused.contains(label.value())) {
      return this;
    }
    if (refused.size() >= MOST_REFUSED) {
      throw new ActionRefusedException(
          "LIMIT_REACHED", "A picture remembers at most " + MOST_REFUSED + " removed tags.");
    }
    TreeSet<String> more = new TreeSet<>(refused);
    more.add(label.value());
    return with(tags.stream().filter(tag -> !tag.label().equals(label.value())).toList(), more);
  }

  public Corrections attributeSet(String name, String value, Instant now) {
    return attributeSet(name, new Attribute(value, 1, Evidence.person(now), true));
  }

  /** {@return the corrections with a value that is locked} */
  public Corrections attributeSet(String name, Attribute set) {
    Attribute known = attributes.get(name);
    if (known != null && known.value().equals(set.value())) {
      return this;
    }
    if (known == null && attributes.size() >= MOST_ATTRIBUTES) {
      throw new ActionRefusedException(
          "LIMIT_REACHED", "A picture has at most " + MOST_ATTRIBUTES + " attributes of your own.");
    }
    return withAttributes(changed(attributes, name, set));
  }

  public Corrections attributeUnlocked(String name) {
    return attributes.containsKey(name) ? withAttributes(changed(attributes, name, null)) : this;
  }

  /** {@return the corrections with the department of the person's category; null if it has none} */
  public Corrections withDepartment(@Nullable String department, Instant now) {
    return department == null
        ? attributeUnlocked(Question.DEPARTMENT)
        : attributeSet(Question.DEPARTMENT, department, now);
  }

  /** {@return whether a person gave this tag} */
  boolean has(String label) {
    return tag(label) != null;
  }

  /**
   * Which product a person says the picture shows.
   *
   * @param place null if it is of no product
   * @param at when
   */
  public record GivenPlace(@Nullable ProductPlace place, Instant at) {}

  /**
   * A text that a person wrote in place of Vitrine's.
   *
   * @param value not blank
   * @param at when
   */
  public record WrittenText(String value, Instant at) {
    public WrittenText {
      if (value.isBlank()) {
        throw new IllegalArgumentException("a text is blank");
      }
    }
  }
}
