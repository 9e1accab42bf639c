package dev.vitrine.local.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.stepfunctions.language.Values;
import dev.vitrine.stepfunctions.runner.FunctionResult;
import dev.vitrine.workflow.WorkflowInput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FunctionLineTest {

  private static final FunctionResult RESULT = new FunctionResult("1", null);
  private static final Turn BACKLOG = new Turn("a", false);

  @Test
  void soManyRunAtOnceAndTheRestBeginInTheirOrder() throws Exception {
    FunctionLine line = new FunctionLine(2, 2);
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    List<Integer> begun = new ArrayList<>();
    List<CompletableFuture<FunctionResult>> results = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      results.add(
          line.enter(
                  true,
                  BACKLOG,
                  () -> {
                    assertThat(running.incrementAndGet()).isLessThanOrEqualTo(2);
                    await(gate);
                    running.decrementAndGet();
                    return RESULT;
                  },
                  () -> note(begun, number))
              .toCompletableFuture());
    }
    // A place was free for the first two, so they began within the call.
    assertThat(begun).containsExactly(0, 1);
    assertThat(line.length()).isEqualTo(18);
    gate.countDown();
    for (CompletableFuture<FunctionResult> result : results) {
      assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo(RESULT);
    }
    assertThat(begun).hasSize(20);
    assertThat(line.length()).isZero();
    line.close();
  }

  private static <T> void note(List<T> begun, T call) {
    synchronized (begun) {
      begun.add(call);
    }
  }

  private static void await(CountDownLatch gate) {
    try {
      assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aPictureThatHasBegunGoesBeforeThoseThatWaitToBegin() throws Exception {
    FunctionLine line = new FunctionLine(1, 1);
    CountDownLatch gate = new CountDownLatch(1);
    List<String> begun = new ArrayList<>();
    List<CompletionStage<FunctionResult>> results = new ArrayList<>();
    for (String call : List.of("begin 1", "begin 2", "begin 3", "go on 1", "go on 2")) {
      results.add(
          line.enter(
              call.startsWith("begin"),
              BACKLOG,
              () -> {
                await(gate);
                return RESULT;
              },
              () -> begun.add(call)));
    }
    assertThat(line.length()).isEqualTo(4);
    gate.countDown();
    for (CompletionStage<FunctionResult> result : results) {
      result.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    assertThat(begun).containsExactly("begin 1", "go on 1", "go on 2", "begin 2", "begin 3");
    line.close();
  }

  @Test
  void onlySoManyBeginAtOnceThoughMorePlacesAreFree() throws Exception {
    FunctionLine line = new FunctionLine(3, 1);
    CountDownLatch gate = new CountDownLatch(1);
    List<String> begun = new ArrayList<>();
    List<CompletionStage<FunctionResult>> results = new ArrayList<>();
    for (String call : List.of("begin 1", "begin 2", "go on 1")) {
      results.add(
          line.enter(
              call.startsWith("begin"),
              BACKLOG,
              () -> {
                await(gate);
                return RESULT;
              },
              () -> begun.add(call)));
    }
    assertThat(begun).containsExactly("begin 1", "go on 1");
    gate.countDown();
    for (CompletionStage<FunctionResult> result : results) {
      assertThat(result.toCompletableFuture().get(20, TimeUnit.SECONDS)).isEqualTo(RESULT);
    }

    assertThat(begun).containsExactly("begin 1", "go on 1", "begin 2");
    line.close();
  }

  @Test
  void aFunctionThatThrowsAnErrorGivesItsPlaceBack() throws Exception {
    FunctionLine line = new FunctionLine(1, 1);
    CompletionStage<FunctionResult> broken =
        line.enter(
            true,
            BACKLOG,
            () -> {
              throw new AssertionError("ours");
            },
            () -> {});
    CompletionStage<FunctionResult> next = line.enter(true, BACKLOG, () -> RESULT, () -> {});
    assertThat(next.toCompletableFuture().get(20, TimeUnit.SECONDS)).isEqualTo(RESULT);
    assertThat(broken.toCompletableFuture()).isCompletedExceptionally();
    line.close();
  }

  /** Lets calls in while the one place is taken, and tells in which order they begin. */
  private static List<String> orderOf(List<String> sellers) throws Exception {
    FunctionLine line = new FunctionLine(1, 1);
    CountDownLatch gate = new CountDownLatch(1);
    List<String> begun = new ArrayList<>();
    List<CompletableFuture<FunctionResult>> results = new ArrayList<>();
    for (String each : sellers) {
      Turn turn = new Turn(each.substring(0, 1), each.contains("!"));
      results.add(
          line.enter(
                  !each.contains("on"),
                  turn,
                  () -> {
                    await(gate);
                    return RESULT;
                  },
                  () -> note(begun, each))
              .toCompletableFuture());
    }
    gate.countDown();
    for (CompletableFuture<FunctionResult> each : results) {
      each.get(20, TimeUnit.SECONDS);
    }
    line.close();
    return begun;
  }

  @Test
  void threeOfOneSellerBeginAmongTheFirstThoughAnotherHasAThousand() throws Exception {
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      calls.add("a" + i);
    }
    calls.addAll(List.of("b0", "b1", "b2"));

    List<String> begun = orderOf(calls);

    assertThat(begun.subList(0, 9))
        .containsExactly("a0", "a1", "b0", "a2", "b1", "a3", "b2", "a4", "a5");
    assertThat(begun).hasSize(1_003).endsWith("a998", "a999");
  }

  @Test
  void whatAPersonAskedForGoesBeforeABacklogInTurnToo() throws Exception {
    assertThat(orderOf(List.of("a0", "a1", "a2 on", "a3!", "a4!", "b0!", "b1! on")))
        .containsExactly("a0", "b1! on", "a3!", "b0!", "a4!", "a2 on", "a1");
  }

  @Test
  void aTurnIsOfThePicturesSellerAndUrgentIfItsInputSaysSo() throws Exception {
    PictureRef picture =
        PictureRef.of("uploads", "demo/a.jpg", null, Revision.ofSequencer("0055AED6DCD90281E5"));
    WorkflowInput first = WorkflowInput.describe(picture);
    WorkflowInput retry =
        new WorkflowInput(picture, WorkflowInput.Work.DESCRIBE, List.of(), null, null, 1, true);

    JsonMapper json = new JsonMapper();
    assertThat(Turn.of(Values.parse(json.writeValueAsString(first))))
        .isEqualTo(new Turn("demo", false));
    assertThat(Turn.of(Values.parse(json.writeValueAsString(retry))))
        .isEqualTo(new Turn("demo", true));
    assertThat(Turn.of(null)).isEqualTo(Turn.of("text")).isEqualTo(new Turn("", false));
  }
}
