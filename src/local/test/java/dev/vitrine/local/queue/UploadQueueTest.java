package dev.vitrine.local.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.s3.EmbeddedS3;
import dev.vitrine.local.s3.ObjectEvent;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadQueueTest {
  @TempDir Path folder;

  private final BlockingQueue<SQSMessage> delivered = new LinkedBlockingQueue<>();

  @Test
  void oneSellersManyPicturesDoNotDelayAnothersFew() throws Exception {
    try (UploadQueue queue = queue(this::accept)) {
      for (int i = 0; i < 20; i++) {
        queue.send(event("first/" + i + ".jpg"));
      }
      queue.send(event("second/a.jpg"));
      queue.send(event("second/b.jpg"));
      queue.start();

      List<String> keys = new ArrayList<>();
      for (int i = 0; i < 22; i++) {
        keys.add(key(next()));
      }
      assertThat(keys.subList(0, 4))
          .extracting(key -> key.substring(0, key.indexOf('/')))
          .containsExactly("first", "second", "first", "second");
      assertThat(keys).doesNotHaveDuplicates();
    }
  }

  @Test
  void whatFailsOrThrowsComesAgainAndHoldsUpNoOther() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (UploadQueue queue =
        queue(
            event -> {
              accept(event);
              return switch (calls.incrementAndGet()) {
                case 1 -> throw new AssertionError("thrown by a test");
                case 2 -> failed(event);
                default -> new SQSBatchResponse(List.of());
              };
            })) {
      queue.send(event("a/1.jpg"));
      queue.send(event("b/2.jpg"));
      queue.send(event("c/3.jpg"));
      queue.start();

      assertThat(List.of(key(next()), key(next()), key(next())))
          .containsExactly("a/1.jpg", "b/2.jpg", "c/3.jpg");
      SQSMessage again = next();
      assertThat(again.getAttributes()).containsEntry("ApproximateReceiveCount", "2");
      assertThat(List.of(key(again), key(next()))).containsExactlyInAnyOrder("a/1.jpg", "b/2.jpg");
      assertThat(queue.isDelivering()).isTrue();
    }
  }

  @Test
  void keysWithoutASellerAreDeliveredToo() throws Exception {
    try (UploadQueue queue = queue(this::accept)) {
      queue.start();
      queue.send(event("no-folder.jpg"));
      queue.send(event("ä".repeat(300) + "/a.jpg"));

      assertThat(List.of(key(next()), key(next())))
          .containsExactlyInAnyOrder("no-folder.jpg", "ä".repeat(300) + "/a.jpg");
    }
  }

  @Test
  void takesOverWhatAnEarlierReleaseLeft() throws Exception {
    Path earlier = folder.resolve("earlier");
    MessageFolder old = new MessageFolder(earlier);
    old.add("", event("demo/1.jpg").toNotification(), Instant.now());
    old.bury(old.add("", event("demo/2.jpg").toNotification(), Instant.now()));

    try (UploadQueue queue = queue(this::accept)) {
      queue.takeOver(earlier);
      queue.takeOver(folder.resolve("never-there"));
      queue.start();

      assertThat(List.of(key(next()), key(next())))
          .containsExactlyInAnyOrder("demo/1.jpg", "demo/2.jpg");
    }
    assertThat(old.count()).isZero();
    assertThat(folder.resolve("never-there")).doesNotExist();
  }

  private UploadQueue queue(Function<SQSEvent, SQSBatchResponse> consumer) throws IOException {
    return new UploadQueue(
        Files.createDirectories(folder.resolve("queue")), "test", Duration.ofMillis(20), consumer);
  }

  private @Nullable SQSBatchResponse accept(SQSEvent event) {
    delivered.addAll(event.getRecords());
    return null;
  }

  private static SQSBatchResponse failed(SQSEvent event) {
    return new SQSBatchResponse(
        List.of(new BatchItemFailure(event.getRecords().get(0).getMessageId())));
  }

  private SQSMessage next() throws InterruptedException {
    SQSMessage next = delivered.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("a message").isNotNull();
    return next;
  }

  private static String key(SQSMessage message) throws IOException {
    String encoded =
        new JsonMapper().readTree(message.getBody()).at("/Records/0/s3/object/key").asText();
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  private static ObjectEvent event(String key) {
    return new ObjectEvent(
        "ObjectCreated:Put",
        EmbeddedS3.BUCKET,
        key,
        3,
        "e",
        "0123456789ABCDEF",
        "request",
        Instant.now());
  }
}
