package dev.vitrine.tag;

import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelUnavailableException;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.table.Deadline;
import dev.vitrine.tag.Tagger.LabelGroup;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Calibration;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Vocabulary;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tags a picture with a vocabulary. */
@ApplicationScoped
public class PictureTagger {
  /** Most products of a picture that the model is asked about: each is a request to it. */
  public static final int MOST_PRODUCTS = 6;

  /** No request after the first is begun with less time than this. */
  private static final Duration AN_ANSWER = Duration.ofSeconds(10);

  private final Tagger tagger;
  private final Clock clock;

  public PictureTagger(Tagger tagger, Clock clock) {
    this.tagger = tagger;
    this.clock = clock;
  }

  /**
   * @param jpeg at most 1024 px a side
   * @param execution name of the workflow execution, for the evidence
   */
  public TagImageResult tag(
      byte[] jpeg, Vocabulary vocabulary, SellerThresholds seller, String execution) {
    return TagDecision.of(
        vocabulary, seller, tagger.score(jpeg, groups(vocabulary)), execution, clock.instant());
  }

  /**
   * Tags products of a picture, each by its own part of it; asks for one after the other until the
   * deadline is near or the model does not answer. A product whose part the model refuses comes
   * last among those that are left. At least one is tagged, so that repeated calls with what is
   * left come to an end.
   *
   * @param jpeg at most 1024 px a side
   * @throws ModelUnavailableException if the model does not answer before one product is tagged
   * @throws ModelRefusedException if the model refuses every product that it was asked about
   */
  public TagProductsResult tagProducts(
      byte[] jpeg,
      List<ProductBox> boxes,
      Vocabulary vocabulary,
      SellerThresholds seller,
      String execution) {
    List<ProductBox> left =
        new ArrayList<>(boxes.subList(0, Math.min(MOST_PRODUCTS, boxes.size())));
    Cropped parts = new Cropped(jpeg);
    List<SeenProduct> products = new ArrayList<>();
    List<ProductBox> refused = new ArrayList<>();
    @Nullable ModelRefusedException refusal = null;
    while (!left.isEmpty()) {
      boolean isFirst = products.isEmpty() && refused.isEmpty();
      if (!isFirst && Deadline.isNearerThan(AN_ANSWER)) {
        break;
      }
      ProductBox one = left.get(0);
      try {
        products.add(seen(one, tag(parts.jpeg(one.box()), vocabulary, seller, execution)));
      } catch (ModelRefusedException e) {
        refused.add(one);
        refusal = e;
      } catch (ModelUnavailableException e) {
        if (products.isEmpty()) {
          throw e;
        }
        break; // It may have been too slow for the time that was left: what was found is kept.
      }
      left.remove(0);
    }
    if (products.isEmpty() && refusal != null) {
      throw refusal;
    }
    left.addAll(refused);
    return new TagProductsResult(products, left);
  }

  private static SeenProduct seen(ProductBox one, TagImageResult found) {
    Attribute category = found.attributes().get(Question.CATEGORY);
    return new SeenProduct(one.box(), one.label(), category, found.tags());
  }

  /**
   * Tags a picture with its embedding, without the picture.
   *
   * @param seen the embedding
   * @throws ModelRefusedException if another model made the embedding
   */
  public TagImageResult tagAgain(
      Embedding seen, Vocabulary vocabulary, SellerThresholds seller, String execution) {
    return TagDecision.of(
        vocabulary,
        seller,
        tagger.scoreEmbedding(seen, groups(vocabulary)),
        execution,
        clock.instant());
  }

  /**
   * Decides one attribute by a calibration that is tried out, with a ranking that many trials
   * share: ranking takes far longer than deciding. For {@code quality/calibrate} only.
   *
   * @param ranking the attribute's values by the calibration's temperature
   * @param tried calibration of the category, of the tags, or of a question, which is then asked
   *     whatever the picture's category is
   * @return what the picture would get of that attribute; nothing of the others
   */
  public static TagImageResult tryOut(Likelihoods likelihoods, Ranking ranking, Calibration tried) {
    return TagDecision.ofOne(likelihoods, ranking, tried, Instant.EPOCH);
  }

  /** All sets in one request: encoding the picture is expensive, scoring one more set is not. */
  public static List<LabelGroup> groups(Vocabulary vocabulary) {
    List<LabelGroup> groups = new ArrayList<>();
    groups.add(new LabelGroup(Question.CATEGORY, vocabulary.categorySet(), true));
    groups.add(new LabelGroup(Question.TAG, vocabulary.tagSet(), false));
    groups.add(new LabelGroup(Background.GROUP, vocabulary.backgroundSet(), false));
    for (Question question : vocabulary.attributes()) {
      if (!question.measured()) {
        groups.add(new LabelGroup(question.name(), vocabulary.setOf(question), true));
      }
    }
    return groups;
  }
}
