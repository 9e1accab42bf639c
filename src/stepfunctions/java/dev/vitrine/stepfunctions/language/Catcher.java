package dev.vitrine.stepfunctions.language;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of Catch.
 *
 * @param output null: the Error Output itself
 * @see <a href="https://states-language.net/#fallback-states">Fallback states</a>
 */
record Catcher(List<String> errors, Assignment assign, @Nullable Template output, String next) {

  private static final Set<String> FIELDS =
      Set.of("Comment", "ErrorEquals", "Assign", "Output", "Next");

  static Catcher of(Fields fields, boolean last) {
    fields.allowOnly(FIELDS);
    fields.require("Next");
    String next = fields.text("Next");
    return new Catcher(
        fields.errorNames(last),
        fields.assignment(ExpressionCheck.ERROR_OUTPUT),
        fields.template("Output", ExpressionCheck.ERROR_OUTPUT),
        next == null ? "" : next);
  }
}
