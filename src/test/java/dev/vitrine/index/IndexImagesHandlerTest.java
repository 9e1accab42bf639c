package dev.vitrine.index;

import static dev.vitrine.TestContext.A_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.index.IndexImagesHandler.Request;
import dev.vitrine.index.IndexImagesHandler.Result;
import dev.vitrine.meaning.MeaningIndex;
import dev.vitrine.meaning.TextReader;
import dev.vitrine.table.StreamEvents;
import dev.vitrine.table.StreamFailures;
import dev.vitrine.table.StreamRecord;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.tag.Embedding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Events of a stream, with an index in memory. What is missing: Lambda, which delivers failed
 * records again, and the table, which {@code DynamoDbIndexTest} has.
 */
class IndexImagesHandlerTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String A = "a".repeat(26);
  private static final String B = "b".repeat(26);
  private static final String C = "c".repeat(26);

  private final FakeIndex index = new FakeIndex();
  private final FakeMeanings meanings = new FakeMeanings();
  private final List<String> givenUp = new ArrayList<>();
  private Instant now = StreamEvents.WRITTEN.plusSeconds(1);
  private boolean queueTakes = true;

  @Test
  void anImageThatChangedTwiceIsFollowedOnce() throws Exception {
    Result result =
        handle(records(record(1, A, "image"), record(2, B, "image"), record(3, A, "image")));

    assertThat(result.failures()).isEmpty();
    assertThat(index.followed).containsExactly(List.of(A, B));
    assertThat(meanings.followed).containsExactly(A, B);
  }

  @Test
  void otherItemsOfTheTableAreLeftAlone() throws Exception {
    handle(records(record(1, A, "index"), record(2, B, "image")));

    assertThat(index.followed).containsExactly(List.of(B));
  }

  @Test
  void anImageThatFailsHoldsUpNoOther() throws Exception {
    index.failing = List.of(B);

    Result result =
        handle(
            records(
                record(1, A, "image"),
                record(2, B, "image"),
                record(3, C, "image"),
                record(4, B, "image")));

    assertThat(result.failures()).containsExactly(new ChangedImages.FailedRecord("2"));
    assertThat(index.followed).containsExactly(List.of(A), List.of(C));
  }

  @Test
  void nothingIsDoneTwiceWhileTheEmbeddingsCannotBeKept() throws Exception {
    meanings.away = true;

    Result result =
        handle(records(record(1, A, "index"), record(2, B, "image"), record(3, C, "image")));

    assertThat(result.failures()).containsExactly(new ChangedImages.FailedRecord("2"));
    assertThat(index.followed).containsExactly(List.of(B, C));
    assertThat(meanings.calls).isEqualTo(1);
  }

  @Test
  void anEmbeddingThatFailsHoldsUpNoOtherAndNothingElseIsDoneAgain() throws Exception {
    meanings.failing = List.of(B);

    Result result =
        handle(records(record(1, A, "image"), record(2, B, "image"), record(3, C, "image")));

    assertThat(result.failures()).containsExactly(new ChangedImages.FailedRecord("2"));
    assertThat(index.followed).containsExactly(List.of(A, B, C));
    assertThat(meanings.followed).containsExactly(A, C);
  }

  @Test
  void anImageThatStillFailsByItselfTenMinutesLaterHoldsUpNoLaterRecord() throws Exception {
    index.failing = List.of(B);
    String batch = records(record(1, A, "image"), record(2, B, "image"), record(3, C, "image"));
    now = StreamEvents.WRITTEN.plus(Duration.ofMinutes(10));
    assertThat(handle(batch).failures()).containsExactly(new ChangedImages.FailedRecord("2"));

    now = now.plusSeconds(1);
    assertThat(handle(batch).failures()).isEmpty();

    assertThat(givenUp).containsExactly("demo#image#" + B);
    assertThat(index.followed).containsExactly(List.of(A), List.of(C), List.of(A), List.of(C));
  }

  @Test
  void anImageThatCannotBeGivenUpComesAgain() throws Exception {
    index.failing = List.of(B);
    now = StreamEvents.WRITTEN.plus(Duration.ofHours(1));
    queueTakes = false;

    assertThat(handle(records(record(2, B, "image"))).failures())
        .containsExactly(new ChangedImages.FailedRecord("2"));
  }

  @Test
  void nothingIsGivenUpWhileTheTableDoesNotAnswer() throws Exception {
    index.away = true;
    now = StreamEvents.WRITTEN.plus(Duration.ofHours(20));

    assertThat(handle(records(record(2, B, "image"), record(3, C, "image"))).failures())
        .containsExactly(new ChangedImages.FailedRecord("2"));
    assertThat(givenUp).isEmpty();
  }

  @Test
  void anItemThatOnlyLooksLikeAnImageHoldsUpNothing() throws Exception {
    String foreign = StreamEvents.record(1, "somebody's", "image");

    assertThat(handle(records(foreign, record(2, B, "image"))).failures()).isEmpty();
    assertThat(index.followed).containsExactly(List.of(B));
  }

  @Test
  void lambdaReadsWhichRecordToDeliverAgain() throws Exception {
    index.failing = List.of(A);

    Result result = handle(records(record(7, A, "image")));

    assertThat(JSON.writeValueAsString(result))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"7\"}]}");
    assertThat(JSON.writeValueAsString(handle(records(record(8, B, "image")))))
        .isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  void aRecountFollowsAllImagesOfASellerPartByPart() throws Exception {
    Result result = handle("{\"seller\": \"demo\"}");

    assertThat(result).isEqualTo(new Result(List.of(), 300, null));
    assertThat(index.parts).containsExactly(null, "1", "2");
  }

  private Result handle(String json) throws JsonProcessingException {
    StreamFailures failed = new StreamFailures(this::giveUp, Clock.fixed(now, ZoneOffset.UTC));
    return new IndexImagesHandler(index, meanings, failed)
        .handleRequest(JSON.readValue(json, Request.class), A_MINUTE);
  }

  private void giveUp(StreamRecord record, RuntimeException why) {
    if (!queueTakes) {
      throw new TableUnavailableException("by the test", why);
    }
    givenUp.add(record.partition());
  }

  private static String records(String... records) {
    return "{\"Records\": [" + String.join(",", records) + "]}";
  }

  private static String record(int number, String image, String sk) {
    return StreamEvents.record(number, "demo#image#" + image, sk);
  }

  /** Three parts of a hundred images; some of the images cannot be followed. */
  private static final class FakeIndex implements ImageIndex {
    final List<List<String>> followed = new ArrayList<>();
    final List<@Nullable String> parts = new ArrayList<>();
    List<String> failing = List.of();
    boolean away;

    @Override
    public void follow(Collection<Name> images) {
      if (away) {
        throw new TableUnavailableException("the table does not answer", null);
      }
      List<String> ids =
          images.stream().map(image -> image.imageId().value()).collect(Collectors.toList());
      if (ids.stream().anyMatch(failing::contains)) {
        throw new IllegalStateException("the record cannot be read");
      }
      followed.add(ids);
    }

    @Override
    public Page recount(String seller, @Nullable String cursor) {
      parts.add(cursor);
      return new Page(100, parts.size() < 3 ? Integer.toString(parts.size()) : null);
    }
  }

  private static final class FakeMeanings implements MeaningIndex {
    final List<String> followed = new ArrayList<>();
    List<String> failing = List.of();
    boolean away;
    int calls;

    @Override
    public void follow(Collection<ImageIndex.Name> images) {
      calls++;
      List<String> ids = images.stream().map(image -> image.imageId().value()).toList();
      if (away) {
        throw new TableUnavailableException("S3 Vectors does not answer", null);
      }
      if (ids.stream().anyMatch(failing::contains)) {
        throw new IllegalStateException("the record cannot be read");
      }
      followed.addAll(ids);
    }

    @Override
    public boolean isKept() {
      return true;
    }

    @Override
    public NearestImages described(String seller, TextReader.Meaning text, int most) {
      throw new AssertionError("a function that follows asks for nothing");
    }

    @Override
    public NearestImages nearest(String seller, Embedding to, int most) {
      throw new AssertionError("a function that follows asks for nothing");
    }
  }
}
