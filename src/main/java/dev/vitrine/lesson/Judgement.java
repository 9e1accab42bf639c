package dev.vitrine.lesson;

import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.TagLabel;
import dev.vitrine.vocabulary.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Derives verdicts on the machines' values of an image from a person's decisions. A tag that the
 * person added or accepted is right, a refused one wrong. If the person set an attribute, that
 * value is right, and every other accepted or suggested value is wrong. Measured values come from
 * no model, and a department follows from its category: these get no verdicts.
 */
public final class Judgement {
  private final ModelClaims claims;
  private final Decisions decisions;
  private final ShopWords words;
  private final Map<String, Verdict> verdicts = new LinkedHashMap<>();

  private Judgement(ModelClaims claims, Decisions decisions, ShopWords words) {
    this.claims = claims;
    this.decisions = decisions;
    this.words = words;
  }

  /**
   * The machines' values of an image.
   *
   * @param attributes by name
   * @param model that made the suggestions; null if unknown
   */
  public record ModelClaims(
      List<Tag> tags,
      Map<String, Attribute> attributes,
      List<Suggestion> suggestions,
      @Nullable String model) {}

  /**
   * A person's decisions on an image.
   *
   * @param tags labels added or accepted, as {@link TagLabel#plain}
   * @param refused labels that must not come back, as {@link TagLabel#plain}
   * @param attributes the person's values by attribute name
   * @param verdicts those of earlier decisions on this image
   */
  public record Decisions(
      Set<String> tags,
      Set<String> refused,
      Map<String, String> attributes,
      List<Verdict> verdicts) {}

  /**
   * {@return a verdict on each accepted or suggested value that the person has decided on} A
   * verdict on a value that later runs do not have is kept as long as the decision stands.
   */
  public static List<Verdict> verdicts(ModelClaims claims, Decisions decisions, ShopWords words) {
    Judgement judgement = new Judgement(claims, decisions, words);
    judgement.judgeAll();
    List<Verdict> all = new ArrayList<>(judgement.verdicts.values());
    decisions.verdicts().stream()
        .filter(old -> all.stream().noneMatch(old::sameValue))
        .filter(judgement::isStillDecided)
        .forEach(all::add);
    return all;
  }

  private void judgeAll() {
    for (Tag tag : claims.tags()) {
      judge(Question.TAG, tag.label(), tag.score(), tag.evidence().model());
    }
    claims
        .attributes()
        .forEach(
            (attribute, claimed) -> {
              if (claimed.evidence().source() == Evidence.Source.MACHINE) {
                judge(attribute, claimed.value(), claimed.score(), claimed.evidence().model());
              }
            });
    for (Suggestion one : claims.suggestions()) {
      String attribute = one.attribute() == null ? Question.TAG : one.attribute();
      judge(attribute, one.label(), one.score(), claims.model());
    }
  }

  private void judge(String attribute, String label, double score, @Nullable String model) {
    Value value = words.value(attribute, label).orElse(null);
    Boolean right = value == null ? null : isRight(attribute, value, label);
    if (model != null && value != null && right != null) {
      verdicts.putIfAbsent(
          attribute + "#" + value.name(),
          new Verdict(model, attribute, value.name(), score, right, ownWord(attribute, value)));
    }
  }

  /** {@return whether a value is right; null if the person has not decided on it} */
  private @Nullable Boolean isRight(String attribute, Value value, String label) {
    if (attribute.equals(Question.DEPARTMENT)) {
      return null;
    }
    if (attribute.equals(Question.TAG) && decisions.tags().contains(TagLabel.plain(label))) {
      return true;
    }
    String set = decisions.attributes().get(attribute);
    if (set != null) {
      return words.isRight(attribute, value, set).orElse(null);
    }
    return decisions.refused().contains(TagLabel.plain(label)) ? Boolean.FALSE : null;
  }

  /** {@return the person's own word for a value; null unless it replaced the likeliest value} */
  private @Nullable String ownWord(String attribute, Value value) {
    String set = decisions.attributes().get(attribute);
    return set != null
            && words.isOwn(attribute, set)
            && value.equals(likeliest(attribute).orElse(null))
        ? set
        : null;
  }

  private Optional<Value> likeliest(String attribute) {
    Attribute claimed = claims.attributes().get(attribute);
    Stream<String> suggested =
        claims.suggestions().stream()
            .filter(one -> attribute.equals(one.attribute()))
            .map(Suggestion::label);
    return Stream.concat(Stream.ofNullable(claimed).map(Attribute::value), suggested)
        .flatMap(label -> words.value(attribute, label).stream())
        .filter(value -> !attribute.equals(Question.CATEGORY) || !words.isParent(value))
        .findFirst();
  }

  private boolean isStillDecided(Verdict old) {
    if (decisions.attributes().containsKey(old.attribute())) {
      return true;
    }
    boolean accepted = old.attribute().equals(Question.TAG) && old.right();
    Set<String> labels = accepted ? decisions.tags() : decisions.refused();
    return labels.stream().anyMatch(label -> words.isAbout(old, label));
  }
}
