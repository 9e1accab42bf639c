package dev.vitrine.stepfunctions.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An expression can neither run for ever nor fill the memory, whatever it does. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EvaluationBudgetTest {

  private static Rig pass(String expression, String input) {
    String state = "'P':{'Type':'Pass','End':true,'Output':'{% " + expression + " %}'}";
    return onTheRunnersStack(() -> Rig.run("P", state, input));
  }

  /** How deep an expression gets on the stack of a test's thread depends on what is compiled. */
  private static <T> T onTheRunnersStack(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    new Thread(null, task, "runner", Execution.STACK_BYTES).start();
    try {
      return task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$length($pad(`x`, 400000000))",
        "$length($pad(`x`, -400000000))",
        // Text doubled 40 times.
        "$length($reduce([1..40], function($t){$t & $t}, `x`))",
        "$length(($f := function($t, $n){$n = 0 ? $t : $f($t & $t, $n - 1)}; $f(`x`, 40)))",
        "$length($join($map([1..10000], function($i){$pad(`x`, 100000)})))",
        "$count($map([1..100000], function($i){$pad(`x`, 1000000)}))",
        "$length($replace($pad(`a`, 100000, `a`), `a`, $pad(`b`, 100000, `b`)))",
        "$length($replace($pad(`a`, 100000, `a`), /a/, $pad(`b`, 100000, `b`)))",
        "$length($replace($pad(`a`, 100000, `a`), `b`, `c`, 2000000000))",
        "$count($split($pad(`a`, 2000000), ``))",
        "$count($match($pad(`a`, 2000000), / /))",
        // An array that contains itself twice, 40 times over: small in memory, endless as JSON.
        "$length($string($reduce([1..40], function($a){[[$a, $a]]}, [1])))",
        "$length($reduce([1..40], function($a){{`l`: $a, `r`: $a}}, {}) & ``)",
        "$reduce([1..40], function($a){{`l`: $a, `r`: $a}}, {})",
        "$count($reduce([1..40], function($a){$append($a, $a)}, [1..10]))",
        "$contains($pad(`a`, 5000, `a`) & `!`, /^(a*)*(a*)*(a*)*(a*)*$/)",
        "($f := function($n){1 + $f($n + 1)}; $f(1))",
        "($f := function($n){$f($n + 1)}; $f(1))",
        "$reduce([1..5000], function($a){[[$a]]}, [1])",
        "$contains(`a`, function($x){$x})"
      })
  void endsAsAQueryEvaluationError(String expression) {
    Rig rig = pass(expression, "{}");
    assertThat(rig.error()).as(rig.cause()).isEqualTo("States.QueryEvaluationError");
    assertThat(rig.cause()).contains("threw an error during evaluation.");
    assertThat(pass(expression, "{}").cause()).isEqualTo(rig.cause());
  }

  @Test
  void manyExpressionsOfOneStateShareABound() {
    String many = "'{% $pad(`x`, 2000000) %}',".repeat(20);
    Rig rig =
        Rig.run(
            "P", "'P':{'Type':'Pass','End':true,'Output':[" + many + "1]}".replace("``", ""), "{}");
    assertThat(rig.error()).isEqualTo("States.QueryEvaluationError");
    assertThat(rig.cause()).contains("made too much together");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$length($pad(`x`, 200000)) | 200000",
        "$pad(`ab`, 7, `xyz`) & $pad(`ab`, -6, `xyz`) & $pad(`a`, 2) = `abxyzxyxyzxaba ` | true",
        "$length($reduce([1..500], function($t, $i){$t & `0123456789`}, ``)) | 5000",
        "$length($replace($pad(`a`, 100000, `a`), /a/, `$0$0`)) | 200000",
        "$count($split($pad(`a`, 20000, `a,`), `,`)) | 10000",
        "$count($map([1..100000], function($i){$i})) | 100000",
        "($f := function($n){$n <= 1 ? 1 : $n + $f($n - 1)}; $f(400)) | 80200",
        "($f := function($n, $s){$n = 0 ? $s : $f($n - 1, $s + $n)}; $f(1000, 0)) | 500500"
      })
  void ordinaryWorkFits(String expression, String result) {
    assertThat(pass(expression, "{}").output()).isEqualTo(result);
  }

  @Test
  void readingALargeInputManyTimesFits() {
    String input = "{'text':'" + "word ".repeat(40_000) + "'}";
    assertThat(pass("$count([1..200][$contains($states.input.text, `word ` & $)])", input).output())
        .isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$map([`1`,`2`], $parse) | [1,2]",
        "$count($map([1,2], $now)) | 2",
        "$count($map([1,2], $uuid)) | 2",
        "$map([`a`], $length) | 1",
        "$map([[1,2]], $shuffle) ~> $count() | 2",
        "$length($map([`a`], $hash)) | 40"
      })
  void functionsCanBePassedToFunctions(String expression, String result) {
    assertThat(pass(expression, "{}").output()).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$parse(`1e400`)", "$range(0, 1, 0.25)", "$range(1.2, 4.7, 1)", "$random(`x`)"})
  void argumentsThatCannotBeMeantAreErrors(String expression) {
    assertThat(pass(expression, "{}").error()).isEqualTo("States.QueryEvaluationError");
  }
}
