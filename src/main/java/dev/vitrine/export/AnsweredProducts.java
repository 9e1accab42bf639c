package dev.vitrine.export;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.table.TableUnavailableException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The products that answers of an export have, until its last answer is made. Every method throws
 * {@link TableUnavailableException} when the table does not answer now.
 */
interface AnsweredProducts {

  /**
   * How far an export is.
   *
   * @param export tells exports apart
   * @param answers number of the answers that were made
   */
  record Place(String export, int answers) {
    private static final Pattern TEXT = Pattern.compile("([0-9a-f-]{36})\\.([1-9][0-9]{0,4})");

    /** {@return the place before the first answer of a new export} */
    static Place first() {
      return new Place(UUID.randomUUID().toString(), 0);
    }

    /**
     * {@return the place that {@link #toString} wrote}
     *
     * @throws ApiProblem if it did not
     */
    static Place parse(String text) {
      Matcher parts = TEXT.matcher(text);
      if (!parts.matches()) {
        throw ApiProblem.invalid("earlier", "This must be as the header Link says it.");
      }
      return new Place(parts.group(1), Integer.parseInt(parts.group(2)));
    }

    /** {@return the place after one more answer} */
    Place next() {
      return new Place(export, answers + 1);
    }

    @Override
    public String toString() {
      return export + "." + answers;
    }
  }

  /**
   * Keeps the products of an answer for two days at least. An answer that is made again replaces
   * what was kept of it.
   *
   * @param place after the answer
   * @param products as {@link EarlierAnswers#added} gives them
   */
  void keep(String seller, Place place, Set<String> products);

  /** {@return the products of all answers before a place; empty if not all are remembered} */
  Optional<Set<String>> before(String seller, Place place);
}
