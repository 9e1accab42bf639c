package dev.vitrine.export;

import dev.vitrine.query.ImageConditions;
import dev.vitrine.table.Deadline;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Lets an answer know the products of the earlier answers of the same export. */
@ApplicationScoped
class AnswerMemory {
  private static final Logger LOG = Logger.getLogger(AnswerMemory.class);

  /** API Gateway waits 29 s for all of the answer, which images and receipts may have taken. */
  private static final int KEEPING_MILLIS = 5_000;

  private final AnsweredProducts answered;

  AnswerMemory(AnsweredProducts answered) {
    this.answered = answered;
  }

  /**
   * {@return the answers before a part}
   *
   * @throws TableUnavailableException when the table does not answer now
   */
  EarlierAnswers before(String seller, ExportPart part) {
    Optional<AnsweredProducts.Place> place = part.place();
    if (place.isPresent() && place.get().answers() == 0) {
      return EarlierAnswers.none();
    }
    return place
        .flatMap(known -> answered.before(seller, known))
        .map(EarlierAnswers::of)
        .orElseGet(EarlierAnswers::unknown);
  }

  /**
   * Keeps the products of an answer for the next one.
   *
   * @param products as {@link EarlierAnswers#added} gives them
   * @return where they are, as a query string that ends in {@code &}; nothing if the table does not
   *     take them: the next answer then goes by the list
   */
  String keep(String seller, ExportPart part, Set<String> products) {
    return part.place()
        .map(AnsweredProducts.Place::next)
        .filter(place -> isKept(seller, place, products))
        .map(place -> ImageConditions.condition("earlier", place.toString()))
        .orElse("");
  }

  private boolean isKept(String seller, AnsweredProducts.Place place, Set<String> products) {
    try {
      return Deadline.within(
          KEEPING_MILLIS,
          () -> {
            answered.keep(seller, place, products);
            return true;
          });
    } catch (TableUnavailableException e) {
      LOG.errorf(e, "the next answer to %s does not know the products of this one", seller);
      return false;
    }
  }
}
