package dev.vitrine.stepfunctions.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

  private static Rig pass(String expression, String input) {
    return Rig.run(
        "P", "'P':{'Type':'Pass','Output':'{% " + expression + " %}','End':true}", input);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          $partition([1,2,3,4,5], 2)          | [[1,2],[3,4],[5]]
          $partition([], 2)                   | []
          $range(1, 9, 3)                     | [1,4,7]
          $range(3, 1, -1)                    | [3,2,1]
          $range(0, 0, 1)                     | [0]
          $hash(`input data`, `SHA-1`)        | 'aaff4a450a104cd177d28d18d74485e8cae074b7'
          $hash(`abc`, `MD5`)                 | '900150983cd24fb0d6963f7d28e17f72'
          $parse($states.input.json)          | {'a':[1,null]}
          $random(7) = $random(7)             | true
          $random() < 1                       | true
          $random() = $random()               | false
          $length($uuid())                    | 36
          $uuid() = $uuid()                   | false
          $millis()                           | 1767323045000
          $now()                              | '2026-01-02T03:04:05.000Z'
          null                                | null
          $states.input.nothing               | null
          [$states.input.list][0]             | 1
          $states.input.list[$ > 1]           | 2
          { `a`: $states.input.nothing }      | {'a':null}
          """)
  void givesWhatStepFunctionsGives(String expression, String result) {
    String input = "{'list':[1,2],'nothing':null,'json':'{\\\"a\\\":[1,null]}'}";
    assertThat(pass(expression, input).output()).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          $states.input.missing   | returned nothing (undefined).
          function($x){$x}        | returned an unsupported result type.
          [function($x){$x}]      | returned an unsupported result type.
          $sum(`a`)               | threw an error during evaluation. T0412
          $parse(`{`)             | threw an error during evaluation.
          $range(1, 5, 0)         | threw an error during evaluation.
          $eval(`1`)              | threw an error during evaluation.
          ($f := function(){$f()}; $f()) | threw an error during evaluation.
          ($f := function($n){1 + $f($n)}; $f(1)) | threw an error during evaluation.
          """)
  void failsTheQueryAndSaysWhy(String expression, String why) {
    Rig rig = pass(expression, "{}");
    assertThat(rig.error()).isEqualTo("States.QueryEvaluationError");
    assertThat(rig.cause()).contains("state 'P' (entered at the event id #2)").contains(why);
    assertThat(rig.types()).containsSubsequence("EvaluationFailed", "ExecutionFailed");
  }

  @Test
  void namesTheFieldInsideOfATemplate() {
    Rig rig =
        Rig.run("P", "'P':{'Type':'Pass','End':true,'Output':{'a':[1,{'b':'{% $x %}'}]}}", "{}");
    assertThat(rig.cause()).contains("specified for the field 'Output/a[1]/b'");
  }

  @Test
  void textWithBracesInsideIsText() {
    Rig rig =
        Rig.run(
            "P",
            "'P':{'Type':'Pass','End':true,'Output':['a {% 1 %} b','% {','{}',' {% 1 %} ']}",
            "{}");
    assertThat(rig.output()).isEqualTo("['a {% 1 %} b','% {','{}',' {% 1 %} ']");
  }

  @Test
  void changesNothingOfWhatItReads() {
    String input = "{'l':[3,1,2],'o':{'a':1}}";
    for (String expression :
        List.of(
            "$sort($states.input.l)",
            "$reverse($states.input.l)",
            "$append($states.input.l, 4)",
            "$shuffle($states.input.l)",
            "$states.input.l^(>$)",
            "$states.input ~> |o|{`b`:2}, [`a`]|",
            "$merge([$states.input.o, {`b`:2}])")) {
      Rig rig = pass(expression, input);
      assertThat(rig.result().status()).as(expression).isEqualTo(ExecutionResult.Status.SUCCEEDED);
      assertThat(rig.events.get(0).details()).containsEntry("input", Rig.json(input));
    }
  }

  @Test
  void aResultIsPlainDataForTheNextExpression() {
    Rig rig =
        Rig.run(
            "A",
            "'A':{'Type':'Pass','Output':'{% {`l`: $states.input[v > 1].v} %}','Next':'B'},"
                + "'B':{'Type':'Pass','Output':'{% $count($states.input.l) %}','End':true}",
            "[{'v':1},{'v':2},{'v':3}]");
    assertThat(rig.output()).isEqualTo("2");
  }

  @Test
  void oneCompiledExpressionServesManyThreads() throws Exception {
    StateMachine machine =
        Rig.machine(
            "P",
            "'P':{'Type':'Pass','End':true,'Assign':{'v':1},"
                + "'Output':'{% $sum($map([1..50], function($i){$i * $states.input})) %}'}");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (MemoryRunner runner = new MemoryRunner(call -> null)) {
      List<Callable<Object>> calls =
          IntStream.range(0, 400)
              .mapToObj(
                  i ->
                      (Callable<Object>)
                          () -> runner.run(machine, i).toCompletableFuture().get().output())
              .toList();
      List<Object> outputs = new ArrayList<>();
      for (var future : threads.invokeAll(calls)) {
        outputs.add(future.get());
      }
      assertThat(outputs).isEqualTo(IntStream.range(0, 400).mapToObj(i -> i * 1275).toList());
    } finally {
      threads.shutdown();
    }
  }
}
