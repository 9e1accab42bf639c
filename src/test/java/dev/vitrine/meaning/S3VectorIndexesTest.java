package dev.vitrine.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.table.Deadline;
import dev.vitrine.table.TableUnavailableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3vectors.model.PutInputVector;
import software.amazon.awssdk.services.s3vectors.model.QueryOutputVector;

/** The real client and an S3 Vectors on loopback, which keeps the limits of the service. */
class S3VectorIndexesTest {
  private static final UnitVector EAST = new UnitVector(List.of(1f, 0f));

  private LoopbackS3Vectors s3;
  private S3VectorIndexes indexes;

  @BeforeEach
  void start() throws Exception {
    s3 = new LoopbackS3Vectors();
    indexes = new S3VectorIndexes(s3.client(), LoopbackS3Vectors.BUCKET);
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  private static List<PutInputVector> vectors(int number, UnitVector vector) {
    return IntStream.range(0, number)
        .mapToObj(i -> S3VectorIndexes.vector("demo", "demo/%04d".formatted(i), vector))
        .toList();
  }

  private static List<String> keys(List<PutInputVector> vectors) {
    return vectors.stream().map(PutInputVector::key).toList();
  }

  @Test
  void anIndexIsMadeWhenItIsFirstWrittenTo() {
    indexes.put("eyes-2", 2, vectors(1, EAST));
    indexes.put("eyes-2", 2, vectors(1, EAST));

    assertThat(s3.calls).containsExactly("PutVectors", "CreateIndex", "PutVectors", "PutVectors");
    JsonNode made = s3.requests.get("CreateIndex");
    assertThat(made.path("dimension").asInt()).isEqualTo(2);
    assertThat(made.path("distanceMetric").asText()).isEqualTo("cosine");
    assertThat(indexes.names()).containsExactly("eyes-2");
  }

  @Test
  void anIndexThatAnotherFunctionMadeMeanwhileIsUsed() {
    indexes.put("eyes-2", 2, vectors(1, EAST));
    s3.fail("PutVectors", "NotFoundException", 1);

    indexes.put("eyes-2", 2, vectors(2, EAST));

    assertThat(s3.keys().get("eyes-2")).hasSize(2);
  }

  @Test
  void moreThanACallTakesAreWrittenAndDeletedInParts() {
    List<PutInputVector> many = vectors(1200, EAST);

    indexes.put("eyes-2", 2, many);
    assertThat(s3.keys().get("eyes-2")).hasSize(1200);
    assertThat(Collections.frequency(s3.calls, "PutVectors")).isEqualTo(4); // one before the index

    indexes.delete("eyes-2", keys(many).subList(0, 1100));
    assertThat(s3.keys().get("eyes-2")).hasSize(100);
    assertThat(Collections.frequency(s3.calls, "DeleteVectors")).isEqualTo(3);
  }

  @Test
  void vectorsOfTheGreatestLengthFitIntoACall() {
    UnitVector longest =
        new UnitVector(Collections.nCopies(UnitVector.MOST_NUMBERS, -1.2345678e-38f));

    indexes.put("long", UnitVector.MOST_NUMBERS, vectors(300, longest));

    assertThat(s3.keys().get("long")).hasSize(300);
  }

  @Test
  void aVectorThatIsRefusedForItselfIsLeftOutAndTheOthersAreWritten() {
    List<PutInputVector> some = new ArrayList<>(vectors(2, EAST));
    some.add(S3VectorIndexes.vector("demo", "demo/" + "x".repeat(1100), EAST));
    some.add(S3VectorIndexes.vector("demo", "demo/short", new UnitVector(List.of(1f))));

    indexes.put("eyes-2", 2, some);

    assertThat(s3.keys().get("eyes-2")).containsExactly("demo/0000", "demo/0001");
  }

  @Test
  void whatOneCallOfSeveralDidNotTakeIsToldAndTheRestIsThere() {
    s3.fail(
        "PutVectors",
        "AccessDeniedException",
        1,
        request -> request.toString().contains("demo/0700"));

    assertThatThrownBy(() -> indexes.put("eyes-2", 2, vectors(1200, EAST)))
        .isInstanceOf(TableUnavailableException.class)
        .hasMessageContaining("refuses");

    assertThat(s3.keys().get("eyes-2")).hasSize(500);
    indexes.put("eyes-2", 2, vectors(1200, EAST)); // as the stream hands them over again
    assertThat(s3.keys().get("eyes-2")).hasSize(1200);
  }

  @Test
  void nothingIsBegunWithoutTimeForIt() {
    assertThatThrownBy(() -> Deadline.within(21_000, () -> indexes.names()))
        .isInstanceOf(TableUnavailableException.class)
        .hasMessageContaining("no time");
    assertThat(s3.calls).isEmpty();
  }

  @Test
  void deletingFromWhatIsNotThereChangesNothing() {
    indexes.delete("none", List.of("demo/0000"));
    indexes.put("eyes-2", 2, vectors(1, EAST));
    indexes.delete("eyes-2", List.of("demo/never"));
    indexes.delete("eyes-2", List.of());

    assertThat(s3.keys().get("eyes-2")).hasSize(1);
  }

  @Test
  void aBucketThatIsNotThereIsTold() {
    S3VectorIndexes nowhere = new S3VectorIndexes(s3.client(), "another");

    assertThatThrownBy(() -> nowhere.put("eyes-2", 2, vectors(1, EAST)))
        .isInstanceOf(TableUnavailableException.class)
        .hasMessageContaining("makes no index");
    assertThatThrownBy(nowhere::names)
        .isInstanceOf(TableUnavailableException.class)
        .hasMessageContaining("lists no indexes");
    assertThat(nowhere.query("eyes-2", "demo", EAST, 1)).isEmpty();
  }

  @Test
  void aRefusalThatTheServiceDoesNotDocumentIsToldToo() {
    indexes.put("eyes-2", 2, vectors(1, EAST));
    for (String operation : List.of("PutVectors", "DeleteVectors", "ListIndexes")) {
      s3.fail(operation, "ConflictException", 3);
    }

    assertThatThrownBy(() -> indexes.put("eyes-2", 2, vectors(1, EAST)))
        .isInstanceOf(TableUnavailableException.class);
    assertThatThrownBy(() -> indexes.delete("eyes-2", List.of("demo/0000")))
        .isInstanceOf(TableUnavailableException.class);
    assertThatThrownBy(() -> indexes.names()).isInstanceOf(TableUnavailableException.class);
  }

  @Test
  void aQueryNeverAsksForMoreThanTheServiceFinds() {
    indexes.put("eyes-2", 2, vectors(150, EAST));

    List<QueryOutputVector> found = indexes.query("eyes-2", "demo", EAST, 200).orElseThrow();

    assertThat(found).hasSize(S3VectorIndexes.MOST_FOUND);
    assertThat(s3.requests.get("QueryVectors").path("filter").toString())
        .isEqualTo("{\"seller\":{\"$eq\":\"demo\"}}");
    assertThat(indexes.numbers("eyes-2", found.stream().map(QueryOutputVector::key).toList()))
        .hasSize(S3VectorIndexes.MOST_FOUND);
  }

  @Test
  void anIndexIsNamedAfterModelAndLengthWhateverTheModelIsCalled() {
    List<String> models =
        List.of(
            "ViT-B-16-SigLIP2/webli",
            "openai/clip-vit-large-patch14",
            "-",
            "",
            "日本語",
            "x".repeat(300),
            "a".repeat(39) + "--b");
    for (String model : models) {
      String name = S3VectorsMeaningIndex.indexOf(model, 4096);
      assertThat(name).matches("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
      assertThat(name).isNotEqualTo(S3VectorsMeaningIndex.indexOf(model, 768));
    }
    assertThat(models.stream().map(one -> S3VectorsMeaningIndex.indexOf(one, 2)).distinct())
        .hasSameSizeAs(models);
    assertThat(S3VectorsMeaningIndex.indexOf("ViT-L/14", 768)).startsWith("vit-l-14-768-");
    assertThat(S3VectorsMeaningIndex.indexOf("ViT-L-14", 768))
        .isNotEqualTo(S3VectorsMeaningIndex.indexOf("ViT-L/14", 768));
  }
}
