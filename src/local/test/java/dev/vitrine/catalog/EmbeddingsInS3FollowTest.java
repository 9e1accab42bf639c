package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.image.ImageId;
import dev.vitrine.local.meaning.Vectors;
import dev.vitrine.meaning.LoopbackS3Vectors;
import dev.vitrine.meaning.MeaningIndex;
import dev.vitrine.meaning.MeaningIndex.Near;
import dev.vitrine.meaning.Search;
import dev.vitrine.meaning.TextReader;
import dev.vitrine.table.Deadline;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.tag.Embedding;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.upload.Upload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Embeddings of records in DynamoDB Local, kept in an S3 Vectors on loopback. The stream is
 * missing: tests name what changed. {@link EmbeddingsFollowTest} asks the same of local mode.
 */
class EmbeddingsInS3FollowTest {
  private static final Embedding NORTH = Vectors.embedding("eyes", 0, 1);

  @AutoClose private static TestTable table = new TestTable();

  private LoopbackS3Vectors s3;
  private DynamoDbCatalog catalog;
  private MeaningIndex embeddings;

  @BeforeEach
  void empty() throws Exception {
    table.empty();
    catalog = table.catalog();
    s3 = new LoopbackS3Vectors();
    embeddings = s3.index(catalog);
  }

  @AfterEach
  void close() {
    s3.close();
  }

  @Test
  void theNearestComeFirstAndAnotherSellersAreNeverFound() {
    ImageId east = store("demo/east.jpg", Vectors.embedding("eyes", 1, 0));
    ImageId northEast = store("demo/north-east.jpg", Vectors.embedding("eyes", 2, 2));
    ImageId north = store("demo/north.jpg", NORTH);
    store("demo/nothing.jpg", null);
    ImageId others = store("other/north.jpg", NORTH);
    store("demo2/north.jpg", NORTH);
    follow();

    List<Near> found = nearest("demo", NORTH, 10);

    assertThat(found).extracting(Near::imageId).containsExactly(north, northEast, east);
    assertThat(found)
        .extracting(one -> Math.round(one.likeness() * 100))
        .containsExactly(100L, 71L, 0L);
    assertThat(nearest("demo", NORTH, 1)).extracting(Near::imageId).containsExactly(north);
    assertThat(nearest("other", NORTH, 200)).extracting(Near::imageId).containsExactly(others);
    assertThat(nearest("nobody", NORTH, 10)).isEmpty();
    assertThat(nearest("", NORTH, 10)).isEmpty();
  }

  @Test
  void anIndexThatIgnoresTheFilterShowsNothingOfAnotherSeller() {
    ImageId own = store("demo/north.jpg", NORTH);
    store("other/north.jpg", NORTH);
    store("demonstration/north.jpg", NORTH);
    follow();

    s3.ignoreFilters();

    assertThat(nearest("demo", NORTH, 10)).extracting(Near::imageId).containsExactly(own);
  }

  @Test
  void eachModelHasAnIndexOfItsLengthAndARetaggedPictureMovesToTheOther() {
    ImageId image = store("demo/a.jpg", NORTH);
    store("demo/other.jpg", Vectors.embedding("other eyes", 0, 1));
    store("demo/longer.jpg", Vectors.embedding("eyes", 0, 1, 0));
    follow();
    assertThat(s3.keys()).hasSize(3);
    assertThat(nearest("demo", NORTH, 10)).extracting(Near::imageId).containsExactly(image);

    Embedding longer = Vectors.embedding("Eyes/NEW v2", 1, 0, 0);
    TagImageResult again = Samples.seen(Examples.tags("cup"), longer);
    catalog.update("demo", image, record -> ImageJourney.retagged(record, again));
    follow();

    assertThat(nearest("demo", NORTH, 10)).isEmpty();
    assertThat(nearest("demo", longer, 1)).extracting(Near::imageId).containsExactly(image);
    assertThat(holding(image)).hasSize(1).allMatch(name -> name.startsWith("eyes-new-v2-3-"));
  }

  @Test
  void anIndexThatIsNotThereIsNotComplete() {
    assertThat(embeddings.nearest("demo", NORTH, 10).images()).isEmpty();
    assertThat(embeddings.nearest("demo", NORTH, 10).complete()).isFalse();

    store("demo/a.jpg", NORTH);
    follow();

    assertThat(embeddings.nearest("demo", NORTH, 10).complete()).isTrue();
  }

  @Test
  void whatIsNoEmbeddingIsLeftOutAndHoldsNothingUp() {
    store("demo/zero.jpg", Vectors.embedding("eyes", 0, 0));
    store("demo/infinite.jpg", Vectors.embedding("eyes", Float.POSITIVE_INFINITY, 0));
    store("demo/none.jpg", new Embedding("eyes", "no base64"));
    store("demo/odd.jpg", new Embedding("eyes", "AAAA"));
    ImageId good = store("demo/good.jpg", NORTH);
    follow();

    assertThat(nearest("demo", NORTH, 10)).extracting(Near::imageId).containsExactly(good);
    assertThat(nearest("demo", new Embedding("eyes", "!"), 10)).isEmpty();
  }

  @Test
  void aDeletedImageLeavesEveryIndexUntilItIsRestored() {
    ImageId image = store("demo/a.jpg", NORTH);
    for (int i = 0; i < 4; i++) { // indexes of more than a page of the list
      store("demo/" + i + ".jpg", Vectors.embedding("eyes " + i, 0, 1));
    }
    follow();
    catalog.putIntoBin("demo", image, Examples.NOW);
    follow();
    assertThat(holding(image)).isEmpty();
    assertThat(s3.keys()).hasSize(5);

    catalog.restore("demo", image);
    follow();
    assertThat(nearest("demo", NORTH, 10)).extracting(Near::imageId).containsExactly(image);
  }

  @Test
  void aTextFindsWhatItDescribesBetterThanNothing() {
    ImageId north = store("demo/a.jpg", NORTH);
    ImageId northEast = store("demo/b.jpg", Vectors.embedding("eyes", 1, 2));
    store("demo/just-as-near-to-nothing.jpg", Vectors.embedding("eyes", 2, 2));
    store("demo/red-dress.jpg", NORTH);
    store("other/a.jpg", NORTH);
    follow();
    Search search = search();

    Search.Described found = search.described(asks("red dress"), 10).orElseThrow();

    assertThat(found.images())
        .extracting(one -> one.card().imageId())
        .containsExactly(north, northEast);
    assertThat(found.images().get(0).likeness()).isCloseTo(1, within(1e-6));
    assertThat(found.complete()).isTrue();
    assertThat(found.model()).isEqualTo("eyes");
  }

  @Test
  void whileS3VectorsIsAwayASearchHasNoMeaningAndAComparisonIsRefused() {
    store("demo/a.jpg", NORTH);
    follow();

    s3.fail("QueryVectors", "ServiceUnavailableException", 100);

    assertThat(search().described(asks("red dress"), 10)).isEmpty();
    assertThatThrownBy(() -> embeddings.nearest("demo", NORTH, 10))
        .isInstanceOf(TableUnavailableException.class)
        .hasMessageContaining("S3 Vectors");
  }

  @Test
  void whatWasThrottledIsWrittenInTheSameCall() {
    ImageId image = store("demo/a.jpg", NORTH);
    s3.fail("PutVectors", "TooManyRequestsException", 5);

    follow();

    assertThat(nearest("demo", NORTH, 10)).extracting(Near::imageId).containsExactly(image);
  }

  @Test
  void whatCannotBeWrittenUntilTheDeadlineIsToldAndWrittenTheNextTime() {
    ImageId image = store("demo/a.jpg", NORTH);
    s3.fail("PutVectors", "TooManyRequestsException", 1_000_000);

    assertThatThrownBy(() -> Deadline.within(23_000, this::followed))
        .isInstanceOf(TableUnavailableException.class);
    assertThat(holding(image)).isEmpty();

    s3.fail("PutVectors", "TooManyRequestsException", 0);
    Deadline.within(60_000, this::followed);
    assertThat(holding(image)).hasSize(1);
  }

  @Test
  void whatIsForbiddenOrOverAQuotaIsToldAtOnce() {
    store("demo/a.jpg", NORTH);
    for (String error : List.of("AccessDeniedException", "ServiceQuotaExceededException")) {
      s3.fail("CreateIndex", error, 1);

      assertThatThrownBy(this::follow)
          .isInstanceOf(TableUnavailableException.class)
          .hasMessageContaining("refuses");
    }
    follow();
    assertThat(nearest("demo", NORTH, 10)).hasSize(1);
  }

  private Map<String, Boolean> followed() {
    follow();
    return Map.of();
  }

  private Search search() {
    var meaning = new TextReader.Meaning(NORTH, Vectors.embedding("eyes", 1, 0));
    return new Search(catalog, embeddings, text -> Optional.of(meaning));
  }

  private static ImageQuery asks(String text) {
    ImageQuery all = ImageQuery.all("demo");
    return new ImageQuery(
        all.seller(),
        all.status(),
        all.work(),
        all.values(),
        all.product(),
        text,
        all.from(),
        all.to(),
        all.order());
  }

  /** The indexes that hold a picture. */
  private List<String> holding(ImageId image) {
    return s3.keys().entrySet().stream()
        .filter(index -> index.getValue().contains("demo/" + image))
        .map(Map.Entry::getKey)
        .toList();
  }

  private ImageId store(String key, @Nullable Embedding embedding) {
    Upload upload = Examples.upload(key, 1);
    ImageId id = catalog.receive(upload).orElseThrow().imageId();
    TagImageResult found = Samples.seen(Examples.tags("cup"), embedding);
    catalog.update(
        upload.picture().seller(),
        id,
        image ->
            ImageJourney.described(
                image,
                image.picture().revision(),
                Examples.measured(image.run().execution()),
                before -> before.tagged(found).written(Examples.prompt("a prompt")),
                List.of()));
    return id;
  }

  private void follow() {
    embeddings.follow(table.names());
  }

  private List<Near> nearest(String seller, Embedding to, int most) {
    return embeddings.nearest(seller, to, most).images();
  }
}
