package dev.vitrine.catalog;

import dev.vitrine.tag.Attribute;
import dev.vitrine.tag.ShopWords;
import dev.vitrine.tag.Suggestion;
import dev.vitrine.tag.Tag;
import dev.vitrine.tag.Verdict;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person's corrections of an image say of what machines said of it. A tag that was given or
 * accepted is right and a refused one wrong; of an attribute that was set, the value that was set
 * is right, and every other that was claimed or suggested is wrong. Measured values are no
 * machine's opinion, and a department only follows from its category.
 */
final class Judgement {
  private final ImageRecord image;
  private final Corrections corrections;
  private final ShopWords words;
  private final @Nullable String model;
  private final Map<String, Verdict> verdicts = new LinkedHashMap<>();

  private Judgement(ImageRecord image, ShopWords words) {
    this.image = image;
    this.corrections = image.corrections();
    this.words = words;
    this.model = image.said().model();
  }

  /**
   * {@return the record with the verdicts its corrections are} Those on values that no machine says
   * any more stand as long as the correction does.
   */
  static ImageRecord of(ImageRecord image, ShopWords words) {
    Judgement judgement = new Judgement(image, words);
    judgement.judge();
    List<Verdict> all = new ArrayList<>(judgement.verdicts.values());
    image.corrections().verdicts().stream()
        .filter(old -> all.stream().noneMatch(old::sameValue))
        .filter(judgement::stands)
        .forEach(all::add);
    return all.equals(image.corrections().verdicts())
        ? image
        : image.with(image.corrections().with(all));
  }

  private void judge() {
    for (Tag tag : image.said().tags()) {
      judge(Question.TAG, tag.label(), tag.score(), tag.evidence().model());
    }
    image
        .said()
        .attributes()
        .forEach(
            (attribute, claimed) -> {
              if (claimed.evidence().source() == Evidence.Source.MACHINE) {
                judge(attribute, claimed.value(), claimed.score(), claimed.evidence().model());
              }
            });
    for (Suggestion one : image.said().suggestions()) {
      String attribute = one.attribute() == null ? Question.TAG : one.attribute();
      judge(attribute, one.label(), one.score(), model);
    }
  }

  private void judge(String attribute, String label, double score, @Nullable String who) {
    Value value = words.value(attribute, label).orElse(null);
    Boolean right = value == null ? null : right(attribute, value, label);
    if (who != null && value != null && right != null) {
      String said = said(attribute, value);
      verdicts.putIfAbsent(
          attribute + "#" + value.name(),
          new Verdict(who, attribute, value.name(), score, right, said));
    }
  }

  /** {@return null when no person said anything about it} */
  private @Nullable Boolean right(String attribute, Value value, String label) {
    if (attribute.equals(Question.DEPARTMENT)) {
      return null;
    }
    if (attribute.equals(Question.TAG) && corrections.has(TagLabel.plain(label))) {
      return true;
    }
    Attribute set = corrections.attributes().get(attribute);
    if (set != null) {
      return words.agree(attribute, value, set.value()).orElse(null);
    }
    return corrections.refused().contains(TagLabel.plain(label)) ? Boolean.FALSE : null;
  }

  /** Only the likeliest value can be what an own word takes the place of. */
  private @Nullable String said(String attribute, Value value) {
    Attribute set = corrections.attributes().get(attribute);
    return set != null
            && words.isOwn(attribute, set.value())
            && value.equals(likeliest(attribute).orElse(null))
        ? set.value()
        : null;
  }

  private Optional<Value> likeliest(String attribute) {
    Attribute claimed = image.said().attributes().get(attribute);
    Stream<String> suggested =
        image.said().suggestions().stream()
            .filter(one -> attribute.equals(one.attribute()))
            .map(Suggestion::label);
    return Stream.concat(Stream.ofNullable(claimed).map(Attribute::value), suggested)
        .flatMap(label -> words.value(attribute, label).stream())
        .filter(value -> !attribute.equals(Question.CATEGORY) || !words.isParent(value))
        .findFirst();
  }

  private boolean stands(Verdict old) {
    return corrections.attributes().containsKey(old.attribute())
        || (old.attribute().equals(Question.TAG) && old.right()
            ? corrections.tags().stream().anyMatch(tag -> words.means(old, tag.label()))
            : corrections.refused().stream().anyMatch(label -> words.means(old, label)));
  }
}
