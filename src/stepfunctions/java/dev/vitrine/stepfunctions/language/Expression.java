package dev.vitrine.stepfunctions.language;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import dev.vitrine.stepfunctions.language.Values.UnsupportedValueException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One <code>{% JSONata %}</code> string of a definition, compiled once and used by all executions.
 *
 * @see <a href="https://states-language.net/#jsonata-expressions">JSONata expressions</a>
 */
final class Expression {

  /** Most characters that all expressions of one state may make together. */
  private static final long MAX_SIZE_OF_STATE = 4 * EvaluationBudget.MAX_SIZE;

  private static final Pattern VARIABLE = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)");

  /** Parts of $states that exist without making the context object. */
  private static final Pattern CHEAP =
      Pattern.compile("\\$states\\s*\\.\\s*(input|result|errorOutput)\\b");

  private static final String THREW = "threw an error during evaluation. ";

  private final String text;
  private final String field;
  private final boolean readsContext;
  private final Jsonata compiled;
  private final Set<String> variables = new TreeSet<>();

  /**
   * @param text between the braces
   * @param field where it stands in its state, {@code Output/tags}
   * @throws JException when it is not JSONata
   */
  Expression(String text, String field) {
    this.text = text.trim();
    this.field = field;
    this.compiled = Jsonata.jsonata(this.text);
    compiled.setOutputConvertNulls(false);
    compiled.setValidateInput(false);
    GuardedFunctions.register(compiled);
    ExpressionFunctions.register(compiled);
    // The parent operator could climb from $states.input to the rest.
    readsContext =
        this.text.indexOf('%') >= 0 || CHEAP.matcher(this.text).replaceAll("").contains("$states");
    for (Matcher m = VARIABLE.matcher(this.text); m.find(); ) {
      variables.add(m.group(1));
    }
  }

  static boolean isExpression(String text) {
    return text.startsWith("{%") && text.endsWith("%}") && text.length() >= 4;
  }

  static Expression of(String braced, String field) {
    return new Expression(braced.substring(2, braced.length() - 2), field);
  }

  /**
   * @return plain JSON
   * @throws StateFailedException States.QueryEvaluationError when it throws, has no result or one
   *     that is not JSON
   */
  @Nullable Object evaluate(Bindings bindings) throws StateFailedException {
    Object result = run(bindings);
    if (result == null) {
      throw failed("returned nothing (undefined).");
    }
    try {
      return Values.plain(result);
    } catch (UnsupportedValueException e) {
      throw failed("returned an unsupported result type.");
    }
  }

  StateFailedException wrongType(String expected, @Nullable Object value) {
    return failed(
        "returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
            .formatted(expected, Values.typeOf(value), Values.write(value)));
  }

  StateFailedException failed(String what) {
    return StateFailedException.query(
        "The JSONata expression '%s' specified for the field '%s' %s".formatted(text, field, what),
        field);
  }

  private @Nullable Object run(Bindings bindings) throws StateFailedException {
    Frame frame = compiled.createFrame();
    for (String name : variables) {
      if (bindings.has(name)) {
        Object value = bindings.get(name, readsContext);
        frame.bind(name, value == null ? Jsonata.NULL_VALUE : value);
      }
    }
    EvaluationBudget budget = new EvaluationBudget();
    frame.setEvaluateEntryCallback(budget::enter);
    frame.setEvaluateExitCallback(budget::leave);
    Evaluation before = ExpressionFunctions.enter(new Evaluation(bindings.moment(), budget));
    try {
      Object result = compiled.evaluate(null, frame);
      if (bindings.made(budget.measure(result)) > MAX_SIZE_OF_STATE) {
        throw new IllegalStateException("The expressions of the state made too much together.");
      }
      return result;
    } catch (JException e) {
      throw failed(THREW + describe(e));
    } catch (StackOverflowError e) {
      throw failed(THREW + "It is nested too deeply.");
    } catch (RuntimeException | AssertionError e) {
      throw failed(THREW + e.getMessage());
    } catch (VirtualMachineError e) {
      // The JVM is at its limits, which is no fault of the expression: the runner ends the
      // execution.
      throw e;
    } catch (Error e) {
      // The library throws a plain Error for an argument of a type it does not expect.
      throw failed(THREW + e.getMessage());
    } finally {
      ExpressionFunctions.leave(before);
    }
  }

  private static String describe(JException e) {
    String code = e.getError();
    return code == null ? String.valueOf(e.getMessage()) : code + ": " + e.getMessage();
  }
}
