package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.image.ImageId;
import dev.vitrine.local.meaning.VectorFiles;
import dev.vitrine.local.meaning.Vectors;
import dev.vitrine.meaning.MeaningIndex.Near;
import dev.vitrine.meaning.Search;
import dev.vitrine.meaning.TextReader;
import dev.vitrine.tag.Embedding;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.upload.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embeddings of records in DynamoDB Local. The stream is missing: tests name what changed. */
class EmbeddingsFollowTest {
  private static final Embedding NORTH = Vectors.embedding("eyes", 0, 1);

  @AutoClose private static TestTable table = new TestTable();

  @TempDir Path folder;
  private DynamoDbCatalog catalog;
  private VectorFiles embeddings;

  @BeforeEach
  void empty() {
    table.empty();
    catalog = table.catalog();
    embeddings = new VectorFiles(folder, catalog);
  }

  @AfterEach
  void close() throws Exception {
    embeddings.close();
  }

  @Test
  void theNearestComeFirstAndAnotherSellersAreNeverFound() {
    ImageId east = store("demo/east.jpg", Vectors.embedding("eyes", 1, 0));
    ImageId northEast = store("demo/north-east.jpg", Vectors.embedding("eyes", 2, 2));
    ImageId north = store("demo/north.jpg", NORTH);
    store("demo/nothing.jpg", null);
    store("other/north.jpg", NORTH);
    follow();

    List<Near> found = nearest("demo", NORTH, 10);

    assertThat(found).extracting(Near::imageId).containsExactly(north, northEast, east);
    assertThat(found)
        .extracting(one -> Math.round(one.likeness() * 100))
        .containsExactly(100L, 71L, 0L);
    assertThat(nearest("demo", NORTH, 1)).extracting(Near::imageId).containsExactly(north);
    assertThat(nearest("nobody", NORTH, 10)).isEmpty();
  }

  @Test
  void onlyEmbeddingsOfTheSameModelAndLengthAreCompared() {
    ImageId image = store("demo/a.jpg", NORTH);
    store("demo/other.jpg", Vectors.embedding("other eyes", 0, 1));
    store("demo/longer.jpg", Vectors.embedding("eyes", 0, 1, 0));
    follow();
    assertThat(nearest("demo", NORTH, 10)).extracting(Near::imageId).containsExactly(image);

    TagImageResult again =
        Samples.seen(Examples.tags("cup"), Vectors.embedding("other eyes", 1, 0));
    catalog.update("demo", image, record -> ImageJourney.retagged(record, again));
    follow();

    assertThat(nearest("demo", NORTH, 10)).isEmpty();
    assertThat(nearest("demo", Vectors.embedding("other eyes", 1, 0), 1))
        .extracting(Near::imageId)
        .containsExactly(image);
  }

  @Test
  void whatIsNoEmbeddingIsLeftOut() {
    store("demo/zero.jpg", Vectors.embedding("eyes", 0, 0));
    store("demo/infinite.jpg", Vectors.embedding("eyes", Float.POSITIVE_INFINITY, 0));
    store("demo/none.jpg", new Embedding("eyes", "no base64"));
    store("demo/odd.jpg", new Embedding("eyes", "AAAA"));
    follow();

    assertThat(nearest("demo", NORTH, 10)).isEmpty();
    assertThat(nearest("demo", new Embedding("eyes", "!"), 10)).isEmpty();
  }

  @Test
  void aTextFindsWhatItDescribesBetterThanNothingAndWhatDoesNotHaveItsWords() {
    ImageId north = store("demo/a.jpg", NORTH);
    ImageId northEast = store("demo/b.jpg", Vectors.embedding("eyes", 1, 2));
    store("demo/just-as-near-to-nothing.jpg", Vectors.embedding("eyes", 2, 2));
    store("demo/red-dress.jpg", NORTH);
    store("demo/of-other-eyes.jpg", Vectors.embedding("other eyes", 0, 1));
    ImageId gone = store("demo/c.jpg", NORTH);
    awaitComplete("demo");
    catalog.putIntoBin("demo", gone, Examples.NOW);
    var meaning = new TextReader.Meaning(NORTH, Vectors.embedding("eyes", 1, 0));
    Search search = new Search(catalog, embeddings, text -> Optional.of(meaning));

    Search.Described found = search.described(asks("red dress"), 10).orElseThrow();

    assertThat(found.images())
        .extracting(one -> one.card().imageId())
        .containsExactly(north, northEast);
    assertThat(found.images().get(0).likeness()).isCloseTo(1, within(1e-6));
    assertThat(found.complete()).isTrue();
    assertThat(found.model()).isEqualTo("eyes");
    assertThat(search.described(asks("red dress"), 1).orElseThrow().images()).hasSize(1);
    ImageQuery failed = new ImageQuery("demo", ImageStatus.FAILED, null, null);
    assertThat(search.described(asking(failed, "red"), 10).orElseThrow().images()).isEmpty();
    assertThat(search.described(asking(ImageQuery.all("other"), "red"), 10).orElseThrow().images())
        .isEmpty();
  }

  @Test
  void withoutAModelThatReadsTextsNothingIsDescribed() {
    Search search = new Search(catalog, embeddings, text -> Optional.empty());

    assertThat(search.described(asks("red dress"), 10)).isEmpty();
  }

  private static ImageQuery asks(String text) {
    return asking(ImageQuery.all("demo"), text);
  }

  private static ImageQuery asking(ImageQuery query, String text) {
    return new ImageQuery(
        query.seller(),
        query.status(),
        query.work(),
        query.values(),
        query.product(),
        text,
        query.from(),
        query.to(),
        query.order());
  }

  @Test
  void aDeletedImageIsForgottenUntilItIsRestored() {
    ImageId image = store("demo/a.jpg", NORTH);
    follow();
    catalog.putIntoBin("demo", image, Examples.NOW);
    follow();
    assertThat(nearest("demo", NORTH, 10)).isEmpty();

    catalog.restore("demo", image);
    follow();
    assertThat(nearest("demo", NORTH, 10)).extracting(Near::imageId).containsExactly(image);
  }

  @Test
  void imagesOfBeforeAreFoundWithoutTheStream() {
    ImageId image = store("demo/a.jpg", NORTH);

    awaitComplete("demo");

    assertThat(nearest("demo", NORTH, 10)).extracting(Near::imageId).containsExactly(image);
  }

  @Test
  void aRestartKeepsThem() throws Exception {
    ImageId image = store("demo/a.jpg", NORTH);
    awaitComplete("demo");
    embeddings.close();
    table.empty(); // so that nothing can be made anew

    embeddings = new VectorFiles(folder, table.catalog());

    assertThat(embeddings.nearest("demo", NORTH, 10).complete()).isTrue();
    assertThat(nearest("demo", NORTH, 10)).extracting(Near::imageId).containsExactly(image);
  }

  @Test
  void afterAHardStopTheyAreMadeAnew() throws Exception {
    ImageId kept = store("demo/a.jpg", NORTH);
    ImageId gone = store("demo/b.jpg", NORTH);
    awaitComplete("demo");
    // The files as a killed process leaves them: without the mark.
    catalog.putIntoBin("demo", gone, Examples.NOW);
    embeddings.close();
    try (Stream<Path> files = Files.walk(folder)) {
      Files.delete(files.filter(f -> f.endsWith("complete")).findFirst().orElseThrow());
    }

    embeddings = new VectorFiles(folder, catalog);
    awaitComplete("demo");

    assertThat(nearest("demo", NORTH, 10)).extracting(Near::imageId).containsExactly(kept);
  }

  @Test
  void aDamagedFileIsMadeAnew() throws Exception {
    assertIsMadeAnewAfter(file -> Files.write(file, new byte[] {1, 2, 3, 4}));
  }

  @Test
  void aFileThatIsMissingIsMadeAnew() throws Exception {
    assertIsMadeAnewAfter(Files::delete);
  }

  private interface Damage {
    void to(Path file) throws IOException;
  }

  private void assertIsMadeAnewAfter(Damage damage) throws Exception {
    ImageId image = store("demo/a.jpg", NORTH);
    awaitComplete("demo");
    embeddings.close();
    for (Path file : vectorFiles()) {
      damage.to(file);
    }

    embeddings = new VectorFiles(folder, catalog);
    awaitComplete("demo");

    assertThat(nearest("demo", NORTH, 10)).extracting(Near::imageId).containsExactly(image);
  }

  @Test
  void moreSellersThanAreOpenAtOnceKeepTheirs() {
    for (int i = 0; i < 20; i++) {
      store("seller-" + i + "/a.jpg", NORTH);
    }
    follow();

    for (int i = 0; i < 20; i++) {
      awaitComplete("seller-" + i);
      assertThat(nearest("seller-" + i, NORTH, 10)).hasSize(1);
    }
  }

  private List<Path> vectorFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".f16")).toList();
    }
  }

  private ImageId store(String key, @Nullable Embedding embedding) {
    Upload upload = Examples.upload(key, 1);
    ImageId id = catalog.receive(upload).orElseThrow().imageId();
    see(upload.picture().seller(), id, embedding);
    return id;
  }

  private void see(String seller, ImageId id, @Nullable Embedding embedding) {
    TagImageResult found = Samples.seen(Examples.tags("cup"), embedding);
    catalog.update(
        seller,
        id,
        image ->
            ImageJourney.described(
                image,
                image.picture().revision(),
                Examples.measured(image.run().execution()),
                before -> before.tagged(found).written(Examples.prompt("a prompt")),
                List.of()));
  }

  private void follow() {
    embeddings.follow(table.names());
  }

  private List<Near> nearest(String seller, Embedding to, int most) {
    return embeddings.nearest(seller, to, most).images();
  }

  private void awaitComplete(String seller) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!embeddings.nearest(seller, NORTH, 1).complete()) {
      assertThat(System.nanoTime()).as("the embeddings of " + seller + " are made").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
