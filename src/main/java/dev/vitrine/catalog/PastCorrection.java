package dev.vitrine.catalog;

import dev.vitrine.catalog.Corrections.GivenPlace;
import dev.vitrine.catalog.Corrections.WrittenText;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A correction that can be undone: what it changed, as it was before.
 *
 * @param id of the correction; a correction of many images has the same id on all of them
 * @param at when it was made
 * @param parts what it changed
 */
public record PastCorrection(String id, Instant at, List<FormerValue> parts) {

  /** What is corrected. */
  enum Kind {
    TAG,
    ATTRIBUTE,
    TEXT,
    PRODUCT
  }

  /**
   * A part of the corrections before the correction. A null tag, attribute, text or product says
   * that the person had given none.
   *
   * @param name the label, or the name of the attribute or text; {@code product} for a product
   * @param wasRefused whether the label was refused
   */
  record FormerValue(
      Kind kind,
      String name,
      @Nullable Tag tag,
      boolean wasRefused,
      @Nullable Attribute attribute,
      @Nullable WrittenText text,
      @Nullable GivenPlace product) {

    private boolean isOfSame(FormerValue other) {
      return kind == other.kind && name.equals(other.name);
    }

    /** {@return the corrections with what was before} */
    Corrections restoredIn(Corrections now) {
      return switch (kind) {
        case TAG -> withTag(now);
        case ATTRIBUTE ->
            now.withAttributes(Corrections.changed(now.attributes(), name, attribute));
        case TEXT -> now.withTexts(Corrections.changed(now.texts(), name, text));
        case PRODUCT -> now.withProduct(product);
      };
    }

    private Corrections withTag(Corrections now) {
      List<Tag> tags = new ArrayList<>(now.tags());
      tags.removeIf(other -> other.label().equals(name));
      if (tag != null) {
        tags.add(tag);
      }
      SortedSet<String> refused = new TreeSet<>(now.refused());
      refused.remove(name);
      if (wasRefused) {
        refused.add(name);
      }
      return now.with(tags, refused);
    }

    private boolean isOf(String attribute) {
      return kind == Kind.ATTRIBUTE && name.equals(attribute);
    }
  }

  public PastCorrection {
    parts = List.copyOf(parts);
  }

  /** {@return the correction that led from one state to another} */
  static PastCorrection between(String id, Instant at, Corrections before, Corrections after) {
    List<FormerValue> parts = new ArrayList<>();
    for (String label : labels(before, after)) {
      Tag tag = before.tag(label);
      boolean refused = before.refused().contains(label);
      if (!Objects.equals(tag, after.tag(label)) || refused != after.refused().contains(label)) {
        parts.add(new FormerValue(Kind.TAG, label, tag, refused, null, null, null));
      }
    }
    for (String name : union(before.attributes().keySet(), after.attributes().keySet())) {
      Attribute attribute = before.attributes().get(name);
      if (!Objects.equals(attribute, after.attributes().get(name))) {
        parts.add(new FormerValue(Kind.ATTRIBUTE, name, null, false, attribute, null, null));
      }
    }
    for (String name : union(before.texts().keySet(), after.texts().keySet())) {
      WrittenText text = before.texts().get(name);
      if (!Objects.equals(text, after.texts().get(name))) {
        parts.add(new FormerValue(Kind.TEXT, name, null, false, null, text, null));
      }
    }
    GivenPlace product = before.product();
    if (!Objects.equals(product, after.product())) {
      parts.add(new FormerValue(Kind.PRODUCT, "product", null, false, null, null, product));
    }
    return new PastCorrection(id, at, parts);
  }

  /**
   * {@return corrections without one of them} What was before it was before the next one that
   * decides the same.
   */
  static List<PastCorrection> without(List<PastCorrection> all, int at) {
    List<PastCorrection> left = new ArrayList<>(all.subList(0, at));
    List<FormerValue> before = all.get(at).parts();
    for (PastCorrection later : all.subList(at + 1, all.size())) {
      left.add(later.after(before.stream().filter(later::decides).toList()));
      before = before.stream().filter(part -> !later.decides(part)).toList();
    }
    return left;
  }

  /** {@return whether it settled what an earlier one did; a category settles the department} */
  boolean decides(FormerValue earlier) {
    return parts.stream()
        .anyMatch(
            part ->
                part.isOfSame(earlier)
                    || part.isOf(Question.CATEGORY) && earlier.isOf(Question.DEPARTMENT));
  }

  private PastCorrection after(List<FormerValue> before) {
    Stream<FormerValue> others =
        parts.stream().filter(part -> before.stream().noneMatch(part::isOfSame));
    return before.isEmpty()
        ? this
        : new PastCorrection(id, at, Stream.concat(before.stream(), others).toList());
  }

  /** {@return whether it is a judgement of what the picture shows, not of where it belongs} */
  boolean isOfValues() {
    return parts.stream().anyMatch(part -> part.kind() != Kind.PRODUCT);
  }

  private static SortedSet<String> labels(Corrections before, Corrections after) {
    SortedSet<String> labels = union(before.refused(), after.refused());
    before.tags().forEach(tag -> labels.add(tag.label()));
    after.tags().forEach(tag -> labels.add(tag.label()));
    return labels;
  }

  private static SortedSet<String> union(Iterable<String> some, Iterable<String> others) {
    SortedSet<String> all = new TreeSet<>();
    some.forEach(all::add);
    others.forEach(all::add);
    return all;
  }
}
