package dev.vitrine.catalog;

import dev.vitrine.lesson.Judgement;
import dev.vitrine.lesson.Verdict;
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
 */
public record Corrections(
    List<Tag> tags,
    SortedSet<String> refused,
    Map<String, Attribute> attributes,
    List<Verdict> verdicts) {
  /** Most tags a person may give one image. */
  public static final int MOST_TAGS = 100;

  /** Most labels a person may refuse on one image. */
  public static final int MOST_REFUSED = 500;

  /** Most attributes a person may set on one image. */
  public static final int MOST_ATTRIBUTES = 50;

  /** No corrections. */
  static final Corrections NONE = new Corrections(List.of(), new TreeSet<>(), Map.of(), List.of());

  public Corrections {
    tags = List.copyOf(tags);
    refused = Collections.unmodifiableSortedSet(new TreeSet<>(refused));
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    verdicts = verdicts == null ? List.of() : List.copyOf(verdicts); // Older records have none.
  }

  /** {@return the corrections with other verdicts} */
  Corrections with(List<Verdict> judged) {
    return judged.equals(verdicts) ? this : new Corrections(tags, refused, attributes, judged);
  }

  /** {@return the corrections in the form that {@link Judgement} takes} */
  Judgement.Decisions decisions() {
    Map<String, String> values = new TreeMap<>();
    attributes.forEach((name, value) -> values.put(name, value.value()));
    return new Judgement.Decisions(
        tags.stream().map(Tag::label).collect(Collectors.toSet()), refused, values, verdicts);
  }

  Corrections tagAdded(TagLabel label, Instant now) {
    if (has(label.value())) {
      return this;
    }
    if (tags.size() >= MOST_TAGS) {
      throw new ActionRefusedException(
          "LIMIT_REACHED", "A picture has at most " + MOST_TAGS + " tags of your own.");
    }
    List<Tag> more = new ArrayList<>(tags);
    more.add(new Tag(label.value(), 1, Evidence.person(now)));
    TreeSet<String> fewer = new TreeSet<>(refused);
    fewer.remove(label.value());
    return new Corrections(more, fewer, attributes, verdicts);
  }

  Corrections tagRemoved(TagLabel label) {
    if (refused.contains(label.value())) {
      return this;
    }
    if (refused.size() >= MOST_REFUSED) {
      throw new ActionRefusedException(
          "LIMIT_REACHED", "A picture remembers at most " + MOST_REFUSED + " removed tags.");
    }
    TreeSet<String> more = new TreeSet<>(refused);
    more.add(label.value());
    return new Corrections(
        tags.stream().filter(tag -> !tag.label().equals(label.value())).toList(),
        more,
        attributes,
        verdicts);
  }

  Corrections attributeSet(String name, String value, Instant now) {
    Attribute known = attributes.get(name);
    if (known != null && known.value().equals(value)) {
      return this;
    }
    if (known == null && attributes.size() >= MOST_ATTRIBUTES) {
      throw new ActionRefusedException(
          "LIMIT_REACHED", "A picture has at most " + MOST_ATTRIBUTES + " attributes of your own.");
    }
    Map<String, Attribute> more = new TreeMap<>(attributes);
    more.put(name, new Attribute(value, 1, Evidence.person(now), true));
    return new Corrections(tags, refused, more, verdicts);
  }

  Corrections attributeUnlocked(String name) {
    if (!attributes.containsKey(name)) {
      return this;
    }
    Map<String, Attribute> fewer = new TreeMap<>(attributes);
    fewer.remove(name);
    return new Corrections(tags, refused, fewer, verdicts);
  }

  /** {@return the corrections with the department of the person's category; null if it has none} */
  Corrections withDepartment(@Nullable String department, Instant now) {
    return department == null
        ? attributeUnlocked(Question.DEPARTMENT)
        : attributeSet(Question.DEPARTMENT, department, now);
  }

  /** {@return whether a person gave this tag} */
  boolean has(String label) {
    return tags.stream().anyMatch(tag -> tag.label().equals(label));
  }
}
