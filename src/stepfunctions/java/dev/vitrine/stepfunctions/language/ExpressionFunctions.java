package dev.vitrine.stepfunctions.language;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.FnVarArgs;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The functions that Step Functions adds to JSONata, and those of JSONata that use the time or
 * random numbers: here they take both from the execution.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">Transforming
 *     data with JSONata</a>
 */
final class ExpressionFunctions {

  private static final ThreadLocal<@Nullable Evaluation> CURRENT = new ThreadLocal<>();

  private static final int MAX_RANGE = 1000;

  private static final Map<String, JFunction> ALL =
      Map.of(
          "partition", function("<xx:x>", ExpressionFunctions::partition),
          "range", function("<xxx:x>", ExpressionFunctions::range),
          "hash", function("<xx?:x>", ExpressionFunctions::hash),
          "random", function("<x?:n>", ExpressionFunctions::random),
          "uuid", function("<:s>", arguments -> uuid()),
          "parse", function("<x:x>", ExpressionFunctions::parse),
          "shuffle", function("<x:x>", ExpressionFunctions::shuffle),
          "now", function("<x?x?:s>", ExpressionFunctions::now),
          "millis", function("<:n>", arguments -> moment().now().toEpochMilli()));

  private ExpressionFunctions() {}

  static void register(Jsonata expression) {
    ALL.forEach(expression::registerFunction);
    // AWS has no $eval: an expression cannot make another.
    expression.assign("eval", Jsonata.NULL_VALUE);
  }

  /** Returns the evaluation that was under way on this thread, for {@link #leave}. */
  static @Nullable Evaluation enter(Evaluation evaluation) {
    Evaluation before = CURRENT.get();
    CURRENT.set(evaluation);
    return before;
  }

  static void leave(@Nullable Evaluation before) {
    CURRENT.set(before);
  }

  private static Evaluation current() {
    Evaluation current = CURRENT.get();
    if (current == null) {
      throw new IllegalStateException("no expression is evaluated on this thread");
    }
    return current;
  }

  private static Moment moment() {
    return current().moment();
  }

  /** Of the expression that is evaluated on this thread. */
  static EvaluationBudget budget() {
    return current().budget();
  }

  /**
   * @param signature as the library writes it; without one, {@code $map} could not call the
   *     function
   */
  private static JFunction function(String signature, FnVarArgs<?> function) {
    return new JFunction(function.getJFunctionCallable(), signature);
  }

  private static @Nullable Object partition(List<?> arguments) {
    Object list = argument(arguments, 0);
    if (list == null) {
      return null;
    }
    int size = (int) number("partition", arguments, 1).longValue();
    if (!(list instanceof List<?> items) || size < 1) {
      throw new JException("$partition takes an array and a size of at least 1");
    }
    List<Object> chunks = new ArrayList<>();
    for (int from = 0; from < items.size(); from += size) {
      chunks.add(new ArrayList<>(items.subList(from, Math.min(items.size(), from + size))));
    }
    return chunks;
  }

  private static Object range(List<?> arguments) {
    long first = wholeNumber("range", arguments, 0);
    long last = wholeNumber("range", arguments, 1);
    long step = wholeNumber("range", arguments, 2);
    if (step == 0) {
      throw new JException("$range takes a step that is not 0");
    }
    List<Object> numbers = new ArrayList<>();
    for (long n = first; step > 0 ? n <= last : n >= last; n += step) {
      budget().spend(1);
      if (numbers.size() == MAX_RANGE) {
        throw new JException("$range makes at most " + MAX_RANGE + " numbers");
      }
      numbers.add(n);
    }
    return numbers;
  }

  private static @Nullable Object hash(List<?> arguments) {
    Object data = argument(arguments, 0);
    if (data == null) {
      return null;
    }
    Object name = argument(arguments, 1);
    String algorithm = name == null ? "SHA-1" : String.valueOf(name).toUpperCase(Locale.ROOT);
    if (!List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512").contains(algorithm)) {
      throw new JException("$hash does not know the algorithm " + name);
    }
    budget().spendText(budget().measure(data));
    String text = data instanceof String string ? string : Values.write(data);
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object random(List<?> arguments) {
    SplittableRandom random =
        argument(arguments, 0) == null
            ? moment().random()
            : new SplittableRandom(
                Double.doubleToLongBits(number("random", arguments, 0).doubleValue()));
    return random.nextDouble();
  }

  private static Object uuid() {
    SplittableRandom random = moment().random();
    long most = (random.nextLong() & ~0xF000L) | 0x4000L;
    long least = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(most, least).toString();
  }

  private static @Nullable Object parse(List<?> arguments) {
    Object text = argument(arguments, 0);
    if (text == null) {
      return null;
    }
    try {
      budget().spendText(8L * String.valueOf(text).length());
      Object value = Values.parseStored(String.valueOf(text));
      if (Values.hasInfinity(value)) {
        throw new JException("$parse was given a number that is too large");
      }
      return value == null ? Jsonata.NULL_VALUE : value;
    } catch (JsonProcessingException e) {
      throw new JException("$parse was given text that is not JSON: " + e.getOriginalMessage());
    }
  }

  private static @Nullable Object shuffle(List<?> arguments) {
    if (!(argument(arguments, 0) instanceof List<?> items)) {
      return argument(arguments, 0);
    }
    List<Object> shuffled = new ArrayList<>(items);
    SplittableRandom random = moment().random();
    for (int i = shuffled.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Object swapped = shuffled.get(i);
      shuffled.set(i, shuffled.get(j));
      shuffled.set(j, swapped);
    }
    return shuffled;
  }

  private static Object now(List<?> arguments) {
    return Functions.dateTimeFromMillis(
        moment().now().toEpochMilli(),
        argument(arguments, 0) instanceof String picture ? picture : null,
        argument(arguments, 1) instanceof String zone ? zone : null);
  }

  private static @Nullable Object argument(List<?> arguments, int index) {
    return index < arguments.size() ? arguments.get(index) : null;
  }

  private static long wholeNumber(String function, List<?> arguments, int index) {
    Number number = number(function, arguments, index);
    if (number.doubleValue() != Math.rint(number.doubleValue())) {
      throw new JException(
          "Argument " + (index + 1) + " of $" + function + " is not a whole number");
    }
    return number.longValue();
  }

  private static Number number(String function, List<?> arguments, int index) {
    if (argument(arguments, index) instanceof Number number) {
      return number;
    }
    throw new JException("Argument " + (index + 1) + " of $" + function + " is not a number");
  }
}
