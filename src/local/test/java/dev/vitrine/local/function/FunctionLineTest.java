package dev.vitrine.local.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.stepfunctions.runner.FunctionResult;
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

  private static void note(List<Integer> begun, int number) {
    synchronized (begun) {
      begun.add(number);
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
            () -> {
              throw new AssertionError("ours");
            },
            () -> {});
    CompletionStage<FunctionResult> next = line.enter(true, () -> RESULT, () -> {});
    assertThat(next.toCompletableFuture().get(20, TimeUnit.SECONDS)).isEqualTo(RESULT);
    assertThat(broken.toCompletableFuture()).isCompletedExceptionally();
    line.close();
  }
}
