package dev.vitrine.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.vitrine.TestContext;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.workflow.WorkflowInput;
import dev.vitrine.workflow.WorkflowStarter;
import dev.vitrine.workflow.WorkflowUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartWorkflowHandlerTest {
  private final FakeLog log = new FakeLog();
  private final FakeStarter starter = new FakeStarter();
  private final StartWorkflowHandler handler =
      new StartWorkflowHandler(
          log, starter, JsonMapper.builder().addModule(new JavaTimeModule()).build());

  @Test
  void startsOneExecutionForAnObjectWithASpaceAPlusAndAnUmlautInItsKey() {
    assertThat(failures(message("1", "demo/Kleid+gr%C3%BCn%2B1.jpg", "0A"))).isEmpty();

    assertThat(starter.started)
        .extracting(input -> input.image().key())
        .containsExactly("demo/Kleid grün+1.jpg");
  }

  @Test
  void startsNothingForAnEventThatWasSeenBefore() {
    log.known = true;

    assertThat(failures(message("1", "demo/photo.jpg", "0A"))).isEmpty();
    assertThat(starter.started).isEmpty();
  }

  @Test
  void leavesDerivedObjectsFoldersAndKeysWithoutASellerAlone() {
    assertThat(
            failures(
                message("1", ".vitrine/demo/x/rendition-1024.jpg", "0A"),
                message("2", "demo/folder/", "0A"),
                message("3", "photo.jpg", "0A")))
        .isEmpty();
    assertThat(starter.started).isEmpty();
  }

  @Test
  void leavesAloneWhatFileManagersLeaveBesidePictures() {
    assertThat(
            failures(
                message("1", "demo/.DS_Store", "0A"),
                message("2", "demo/2024/._photo.jpg", "0A"),
                message("3", "demo/thumbs.db", "0A"),
                message("4", "demo/__MACOSX/photo.jpg", "0A")))
        .isEmpty();
    assertThat(starter.started).isEmpty();
  }

  @Test
  void followsARemovalAndStartsNothing() {
    assertThat(failures(removal("DeleteMarkerCreated"), removal("Delete"))).isEmpty();

    assertThat(log.removed)
        .extracting(PictureRef::key, PictureRef::revision)
        .containsOnly(tuple("demo/a b.jpg", Revision.ofSequencer("0B")))
        .hasSize(2);
    assertThat(starter.started).isEmpty();
  }

  @Test
  void describesAnOlderVersionThatARemovalBringsBack() {
    log.back = PictureRef.of("uploads", "demo/a b.jpg", "v1", Revision.ofSequencer("0B"));

    assertThat(failures(removal("Delete"))).isEmpty();
    assertThat(starter.started).extracting(WorkflowInput::image).containsExactly(log.back);
  }

  @Test
  void givesBackOnlyTheMessageThatFailed() {
    starter.failing = "demo/second.jpg";

    assertThat(
            failures(
                message("1", "demo/first.jpg", "0A"),
                message("2", "demo/second.jpg", "0A"),
                message("3", "demo/third.jpg", "0A")))
        .containsExactly("2");
    assertThat(starter.started)
        .extracting(input -> input.image().key())
        .containsExactly("demo/first.jpg", "demo/third.jpg");
  }

  @Test
  void givesBackWhatIsNoNotificationAndIgnoresTheTestEventOfS3() {
    SQSMessage garbage = new SQSMessage();
    garbage.setMessageId("1");
    garbage.setBody("not json");
    SQSMessage test = new SQSMessage();
    test.setMessageId("2");
    test.setBody("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}");

    assertThat(failures(garbage, test)).containsExactly("1");
  }

  private List<String> failures(SQSMessage... messages) {
    SQSEvent batch = new SQSEvent();
    batch.setRecords(List.of(messages));
    return handler.handleRequest(batch, TestContext.A_MINUTE).getBatchItemFailures().stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }

  private static SQSMessage message(String id, String key, String sequencer) {
    SQSMessage message = new SQSMessage();
    message.setMessageId(id);
    message.setBody(
        """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",
          "eventTime":"2026-11-24T10:00:00.000Z","eventName":"ObjectCreated:CompleteMultipartUpload",
          "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"uploads","arn":"arn:aws:s3:::uploads"},
          "object":{"key":"%s","size":1024,"eTag":"d41d8cd9","sequencer":"%s"}}}]}
        """
            .formatted(key, sequencer));
    return message;
  }

  private static SQSMessage removal(String kind) {
    SQSMessage message = new SQSMessage();
    message.setMessageId(kind);
    message.setBody(
        """
        {"Records":[{"eventTime":"2026-11-24T10:00:00.000Z","eventName":"ObjectRemoved:%s",
          "s3":{"bucket":{"name":"uploads"},
          "object":{"key":"demo/a+b.jpg","versionId":"v2","sequencer":"0B"}}}]}
        """
            .formatted(kind));
    return message;
  }

  private static final class FakeLog implements UploadLog {
    boolean known;
    final List<PictureRef> removed = new ArrayList<>();
    @Nullable PictureRef back;

    @Override
    public boolean received(Upload upload) {
      return !known;
    }

    @Override
    public Optional<PictureRef> removed(PictureRef picture, Instant at) {
      removed.add(picture);
      return Optional.ofNullable(back);
    }
  }

  private static final class FakeStarter implements WorkflowStarter {
    String failing = "";
    final List<WorkflowInput> started = new ArrayList<>();

    @Override
    public void start(WorkflowInput input) {
      if (input.image().key().equals(failing)) {
        throw new WorkflowUnavailableException("throttled", new RuntimeException());
      }
      started.add(input);
    }
  }
}
