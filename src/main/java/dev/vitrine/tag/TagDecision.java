package dev.vitrine.tag;

import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.tag.NotSure.Reason;
import dev.vitrine.tag.Ranking.Likely;
import dev.vitrine.tag.Tagger.Scores;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Calibration;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.TagLabel;
import dev.vitrine.vocabulary.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which values are accepted: first the category, then each question that applies to it, and
 * the tags. A sure value is accepted, a likely one suggested; an attribute without an accepted
 * value gets a reason.
 *
 * <p>Thresholds belong to one model and exactly these labels. Without a calibration, the default
 * policy decides if the model says its logit scale; else no value is accepted, and the best tags
 * are suggested.
 */
final class TagDecision {
  private static final int MAX_TAGS = 20;
  private static final int SUGGESTED_TAGS = 10;
  private static final int SUGGESTED_VALUES = 3;
  private static final int UNCALIBRATED_SUGGESTIONS = 5;

  private final Vocabulary vocabulary;
  private final SellerThresholds seller;
  private final String execution;
  private final Instant now;
  private final Scores scores;
  private final Likelihoods likelihoods;

  private final List<Tag> tags = new ArrayList<>();
  private final List<Suggestion> suggestions = new ArrayList<>();
  private final Map<String, Attribute> attributes = new LinkedHashMap<>();
  private final List<NotSure> notSure = new ArrayList<>();

  private TagDecision(
      Likelihoods likelihoods, SellerThresholds seller, String execution, Instant now) {
    this.vocabulary = likelihoods.vocabulary();
    this.seller = seller;
    this.scores = likelihoods.scores();
    this.likelihoods = likelihoods;
    this.execution = execution;
    this.now = now;
  }

  static TagImageResult of(
      Vocabulary vocabulary,
      SellerThresholds seller,
      Scores scores,
      String execution,
      Instant now) {
    Likelihoods likelihoods = new Likelihoods(scores, vocabulary);
    TagDecision decision = new TagDecision(likelihoods, seller, execution, now);
    @Nullable String category = decision.decideCategory();
    for (Question question : vocabulary.questionsFor(category)) {
      if (!question.measured()) {
        decision.decide(question);
      }
    }
    decision.decideTags();
    return decision.result();
  }

  /** See {@link PictureTagger#tryOut}. */
  static TagImageResult ofOne(
      Likelihoods likelihoods, Ranking ranking, Calibration tried, Instant now) {
    TagDecision decision = new TagDecision(likelihoods, SellerThresholds.NONE, "trial", now);
    Policy policy = new Policy(tried, true);
    switch (tried.attribute()) {
      case Question.CATEGORY -> decision.decideCategory(policy, ranking);
      case Question.TAG -> decision.decideTags(policy, ranking);
      default ->
          decision
              .vocabulary
              .question(tried.attribute())
              .filter(question -> !question.measured())
              .ifPresent(question -> decision.decide(question, policy, ranking));
    }
    return decision.result();
  }

  private TagImageResult result() {
    return new TagImageResult(tags, suggestions, attributes, notSure, scores.embedding());
  }

  private @Nullable String decideCategory() {
    Policy policy = policy(Question.CATEGORY, vocabulary.categorySet());
    if (policy == null) {
      notSure.add(new NotSure(Question.CATEGORY, Reason.NOT_CALIBRATED));
      return null;
    }
    return decideCategory(
        policy, likelihoods.of(Question.CATEGORY, policy.thresholds().temperature()));
  }

  private @Nullable String decideCategory(Policy policy, Ranking leaves) {
    Calibration thresholds = policy.thresholds();
    CategoryChoice choice = CategoryChoice.of(vocabulary, leaves, categoryThresholds(thresholds));
    if (choice == null) {
      open(Question.CATEGORY, leaves, thresholds);
      return null;
    }
    Attribute found = claimed(policy, choice.category(), choice.probability());
    attributes.put(Question.CATEGORY, found);
    attributes.put(
        Question.DEPARTMENT,
        new Attribute(choice.department().shown(), found.score(), found.evidence(), false));
    if (!choice.category().categories().isEmpty()) {
      suggest(Question.CATEGORY, leaves, thresholds);
    }
    return choice.category().name();
  }

  private CategoryChoice.Thresholds categoryThresholds(Calibration thresholds) {
    return new CategoryChoice.Thresholds() {
      @Override
      public double accept(Category category) {
        return acceptFrom(thresholds, category.name());
      }

      @Override
      public double margin() {
        return thresholds.margin();
      }
    };
  }

  private Attribute claimed(Policy policy, Category category, double probability) {
    Evidence evidence =
        evidence(probability, acceptFrom(policy.thresholds(), category.name()), policy);
    String shown = seller.shown(Question.CATEGORY, category.asValue());
    return new Attribute(
        shown,
        probability,
        category.namesProducts() ? evidence : evidence.ofGroup(),
        false,
        shown.equals(category.shown()) ? category.asValue().titleName() : null);
  }

  private void decide(Question question) {
    Policy policy = policy(question.name(), vocabulary.setOf(question));
    if (policy == null) {
      notSure.add(new NotSure(question.name(), Reason.NOT_CALIBRATED));
      return;
    }
    decide(question, policy, likelihoods.of(question.name(), policy.thresholds().temperature()));
  }

  private void decide(Question question, Policy policy, Ranking ranking) {
    Calibration thresholds = policy.thresholds();
    Likely best = ranking.likely().get(0);
    double accept = acceptFrom(thresholds, best.value().name());
    if (best.probability() >= accept
        && ranking.lead() >= thresholds.margin()
        && !best.value().banned()) {
      Evidence evidence = evidence(best.probability(), accept, policy);
      attributes.put(
          question.name(),
          new Attribute(
              seller.shown(question.name(), best.value()), best.probability(), evidence, false));
    } else {
      open(question.name(), ranking, thresholds);
    }
  }

  private void decideTags() {
    Policy policy = policy(Question.TAG, vocabulary.tagSet());
    Ranking ranking =
        likelihoods.of(Question.TAG, policy == null ? 1 : policy.thresholds().temperature());
    decideTags(policy, ranking);
  }

  private void decideTags(@Nullable Policy policy, Ranking ranking) {
    boolean leads =
        policy != null
            && (!likelihoods.tagsCompete() || ranking.lead() >= policy.thresholds().margin());
    int suggested = 0;
    Set<String> said = new HashSet<>();
    for (Likely one : ranking.sayable()) {
      String label = one.value().shown();
      double accept = policy == null ? 2 : acceptFrom(policy.thresholds(), one.value().name());
      boolean isSure = leads && one.probability() >= accept && tags.size() < MAX_TAGS;
      if (policy != null && isSure && isNew(label, said)) {
        Evidence evidence = evidence(one.probability(), accept, policy);
        tags.add(new Tag(label, one.probability(), evidence, one.value().titleName()));
      } else if (suggested < mostSuggested(policy)
          && one.probability() >= suggestFrom(policy)
          && isNew(label, said)) {
        suggestions.add(
            new Suggestion(null, label, one.probability(), policy == null ? null : accept));
        suggested++;
      }
    }
  }

  /** A shop may have one name for several values: then the likeliest of them counts. */
  private static boolean isNew(String shown, Set<String> said) {
    return said.add(TagLabel.plain(shown));
  }

  private static int mostSuggested(@Nullable Policy policy) {
    return policy == null ? UNCALIBRATED_SUGGESTIONS : SUGGESTED_TAGS;
  }

  private static double suggestFrom(@Nullable Policy policy) {
    return policy == null ? 0 : policy.thresholds().suggest();
  }

  private void open(String attribute, Ranking ranking, Calibration thresholds) {
    boolean likely =
        ranking.likely().stream()
            .limit(1)
            .anyMatch(one -> one.probability() >= acceptFrom(thresholds, one.value().name()));
    notSure.add(new NotSure(attribute, likely ? Reason.CLOSE : Reason.UNLIKELY));
    suggest(attribute, ranking, thresholds);
  }

  private void suggest(String attribute, Ranking ranking, Calibration thresholds) {
    Set<String> said = new HashSet<>();
    Optional.ofNullable(attributes.get(attribute)).ifPresent(one -> isNew(one.value(), said));
    ranking.sayable().stream()
        .filter(one -> one.probability() >= thresholds.suggest())
        .filter(one -> isNew(seller.shown(attribute, one.value()), said))
        .limit(SUGGESTED_VALUES)
        .map(
            one ->
                new Suggestion(
                    attribute,
                    seller.shown(attribute, one.value()),
                    one.probability(),
                    acceptFrom(thresholds, one.value().name())))
        .forEach(suggestions::add);
  }

  private @Nullable Policy policy(String attribute, LabelSet labels) {
    return Policy.of(vocabulary, scores, attribute, labels);
  }

  private double acceptFrom(Calibration thresholds, String value) {
    double own = seller.of(scores.model(), thresholds.attribute(), value, thresholds.accept());
    return Math.max(thresholds.suggest(), own);
  }

  private Evidence evidence(double score, double accept, Policy policy) {
    return new Evidence(
        Evidence.Source.MACHINE,
        scores.model(),
        vocabulary.id(),
        score,
        accept,
        execution,
        now,
        policy.calibrated() ? null : true,
        null,
        null);
  }
}
