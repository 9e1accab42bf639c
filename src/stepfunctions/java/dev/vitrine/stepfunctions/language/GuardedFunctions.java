package dev.vitrine.stepfunctions.language;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The functions of JSONata that can do a lot of work in one call: {@code $pad("x", 400000000)}.
 * They are the library's own; each pays from the budget of the evaluation before it runs.
 */
final class GuardedFunctions {

  /** Says what a call will cost beyond reading its arguments. */
  private interface Price {
    void pay(EvaluationBudget budget, List<?> arguments);
  }

  private static final Price NOTHING_MORE = (budget, arguments) -> {};

  private static final List<Guarded> ALL =
      List.of(
          new Pad(),
          new Guarded("join", "<a<s>s?:s>", "join", GuardedFunctions::join),
          new Guarded("replace", "<s-(sf)(sf)n?:s>", "replace", GuardedFunctions::replace),
          new Guarded("split", "<s-(sf)n?:a<s>>", "split", GuardedFunctions::split),
          new Guarded("match", "<s-f<s:o>n?:a<o>>", "match", GuardedFunctions::search),
          new Guarded("contains", "<s-(sf):b>", "contains", GuardedFunctions::search),
          new Guarded("string", "<x-b?:s>", "string", GuardedFunctions::string),
          new Guarded("distinct", "<x:x>", "distinct", GuardedFunctions::measure),
          new Guarded("clone", "<(oa)-:o>", "functionClone", GuardedFunctions::measure),
          new Guarded("length", "<s-:n>", "length", NOTHING_MORE),
          new Guarded("lowercase", "<s-:s>", "lowercase", NOTHING_MORE),
          new Guarded("uppercase", "<s-:s>", "uppercase", NOTHING_MORE),
          new Guarded("trim", "<s-:s>", "trim", NOTHING_MORE),
          new Guarded("substring", "<s-nn?:s>", "substring", NOTHING_MORE),
          new Guarded("substringBefore", "<s-s:s>", "substringBefore", NOTHING_MORE),
          new Guarded("substringAfter", "<s-s:s>", "substringAfter", NOTHING_MORE),
          new Guarded("base64encode", "<s-:s>", "base64encode", NOTHING_MORE),
          new Guarded("base64decode", "<s-:s>", "base64decode", NOTHING_MORE),
          new Guarded("encodeUrl", "<s-:s>", "encodeUrl", NOTHING_MORE),
          new Guarded("decodeUrl", "<s-:s>", "decodeUrl", NOTHING_MORE),
          new Guarded("encodeUrlComponent", "<s-:s>", "encodeUrlComponent", NOTHING_MORE),
          new Guarded("decodeUrlComponent", "<s-:s>", "decodeUrlComponent", NOTHING_MORE));

  private GuardedFunctions() {}

  /** Puts the guarded functions into the place of the library's. */
  static void register(Jsonata expression) {
    ALL.forEach(function -> expression.registerFunction(function.name, function));
  }

  /** The library's own $pad copies all it has so far for every character that it adds. */
  private static String pad(String text, long width, String with) {
    int missing = (int) (Math.abs(width) - text.codePointCount(0, text.length()));
    if (missing <= 0) {
      return text;
    }
    int length = with.codePointCount(0, with.length());
    StringBuilder padding = new StringBuilder(with.repeat(missing / length));
    padding.append(with, 0, with.offsetByCodePoints(0, missing % length));
    return width < 0 ? padding + text : text + padding;
  }

  private static void join(EvaluationBudget budget, List<?> arguments) {
    if (arguments.get(0) instanceof List<?> parts) {
      long separators = Math.max(0, parts.size() - 1L) * length(arguments, 1);
      budget.spendText(budget.measure(new ArrayList<>(parts)) + separators);
    }
  }

  private static void replace(EvaluationBudget budget, List<?> arguments) {
    long text = length(arguments, 0);
    long replacement = length(arguments, 2);
    if (argument(arguments, 3) instanceof Number limit) {
      // The library searches from the start for each replacement.
      long times = Math.max(0, (long) limit.doubleValue());
      budget.spend(Math.min(times, EvaluationBudget.MAX_STEPS + 1L) * (1 + text / 32));
    }
    if (argument(arguments, 1) instanceof Pattern pattern
        && argument(arguments, 0) instanceof String in) {
      EvaluationBudget.Matches found = budget.search(pattern, in);
      // A replacement may insert the match once for every two of its characters.
      boolean inserts = argument(arguments, 2) instanceof String with && with.indexOf('$') >= 0;
      long each = replacement + (inserts ? replacement / 2 * found.longest() : 0);
      budget.spendText(text + found.count() * each);
    } else {
      budget.spendText(text + occurrences(arguments) * replacement);
    }
  }

  private static void split(EvaluationBudget budget, List<?> arguments) {
    search(budget, arguments);
    if (argument(arguments, 1) instanceof String) {
      budget.spendText(occurrences(arguments) * EvaluationBudget.PART_SIZE);
    }
  }

  private static void search(EvaluationBudget budget, List<?> arguments) {
    if (argument(arguments, 1) instanceof Pattern pattern
        && argument(arguments, 0) instanceof String in) {
      budget.spendText(budget.search(pattern, in).count() * EvaluationBudget.MATCH_SIZE);
    }
  }

  private static void string(EvaluationBudget budget, List<?> arguments) {
    long size = budget.measure(argument(arguments, 0));
    boolean pretty = Boolean.TRUE.equals(argument(arguments, 1));
    // Indented, a short value on a deep level takes a long line.
    budget.spendText(pretty ? 8 * size : size);
  }

  private static void measure(EvaluationBudget budget, List<?> arguments) {
    budget.spendText(budget.measure(argument(arguments, 0)));
  }

  /** How often the second argument, a text, occurs in the first. */
  private static long occurrences(List<?> arguments) {
    if (!(argument(arguments, 0) instanceof String in)
        || !(argument(arguments, 1) instanceof String part)) {
      return 0;
    }
    if (part.isEmpty()) {
      return in.length();
    }
    long count = 0;
    for (int at = in.indexOf(part); at >= 0; at = in.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private static long length(List<?> arguments, int index) {
    return argument(arguments, index) instanceof String text ? text.length() : 0;
  }

  private static @Nullable Object argument(List<?> arguments, int index) {
    return index < arguments.size() ? arguments.get(index) : null;
  }

  private static class Guarded extends JFunction {
    private final String name;
    private final Price price;

    Guarded(String name, String signature, String method, Price price) {
      super(name, signature, Functions.class, null, method);
      this.name = name;
      this.price = price;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the library declares it
    public @Nullable Object call(@Nullable Object input, List arguments) {
      EvaluationBudget budget = ExpressionFunctions.budget();
      for (Object argument : arguments) {
        if (argument instanceof String text) {
          budget.spendReading(text.length());
        }
      }
      price.pay(budget, arguments);
      Object result = super.call(input, arguments);
      if (result instanceof String text) {
        budget.spendText(text.length());
      }
      return result;
    }
  }

  private static final class Pad extends Guarded {
    Pad() {
      super("pad", "<s-ns?:s>", "pad", NOTHING_MORE);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the library declares it
    public @Nullable Object call(@Nullable Object input, List arguments) {
      if (!(argument(arguments, 0) instanceof String text)
          || !(argument(arguments, 1) instanceof Number number)) {
        return null;
      }
      String with =
          argument(arguments, 2) instanceof String given && !given.isEmpty() ? given : " ";
      // As many characters as pad strings: more than needed if the pad string has several.
      long width = (long) number.doubleValue();
      ExpressionFunctions.budget().spendText(text.length() + 2 * Math.abs(width) + with.length());
      return pad(text, width, with);
    }
  }
}
