package dev.vitrine.query;

import static dev.vitrine.TestContext.A_MINUTE;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.FinishImageHandler;
import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.RecordFailureHandler;
import dev.vitrine.catalog.RecordFailureHandler.End;
import dev.vitrine.catalog.RecordFailureHandler.ImageFailure;
import dev.vitrine.catalog.StoreDescriptionHandler;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.Color;
import dev.vitrine.image.PictureHash;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.meaning.MeaningIndex;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.prompt.WritePromptResult;
import dev.vitrine.render.RenderImageResult.Rendered;
import dev.vitrine.table.TableSetup;
import dev.vitrine.tag.Embedding;
import dev.vitrine.tag.PictureTagger;
import dev.vitrine.tag.SeenProduct;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.tag.TagProductsResult;
import dev.vitrine.upload.Upload;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Evidence.Source;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.VocabularySource;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts images into the catalog as the workflow would, by its own handlers. */
@ApplicationScoped
public class Pictures {
  public static final String BUCKET = "vitrine-uploads";

  private static final WritePromptResult WRITTEN =
      new WritePromptResult(
          "A cup.",
          new Prompt(
              "a cup",
              "fast",
              List.of(),
              new Evidence(Source.MACHINE, "model", "retail@1", 0.9, 0.5, "run", Instant.EPOCH)),
          null,
          null,
          null);

  private final AtomicInteger names = new AtomicInteger();
  private final AtomicInteger count = new AtomicInteger();
  private final Catalog catalog;
  private final ImageIndex index;
  private final MeaningIndex meanings;
  private final StoreDescriptionHandler storeDescription;
  private final FinishImageHandler finishImage;
  private final RecordFailureHandler recordFailure;
  private final PictureTagger tagger;
  private final VocabularySource vocabularies;
  private final S3Client s3;

  Pictures(
      Catalog catalog,
      ImageIndex index,
      MeaningIndex meanings,
      TableSetup table,
      StoreDescriptionHandler storeDescription,
      FinishImageHandler finishImage,
      RecordFailureHandler recordFailure,
      PictureTagger tagger,
      VocabularySource vocabularies,
      S3Client s3) {
    this.catalog = catalog;
    this.index = index;
    this.meanings = meanings;
    table.createIfMissing();
    this.storeDescription = storeDescription;
    this.finishImage = finishImage;
    this.recordFailure = recordFailure;
    this.tagger = tagger;
    this.vocabularies = vocabularies;
    this.s3 = s3;
  }

  /** {@return an image of the seller that has only arrived} */
  public ImageRecord received(String seller) {
    return received(seller, "of-test/" + names.incrementAndGet() + ".jpg");
  }

  private ImageRecord received(String seller, String name) {
    int number = count.incrementAndGet();
    PictureRef picture =
        PictureRef.of(
            BUCKET, seller + "/" + name, null, Revision.ofSequencer("%08X".formatted(number)));
    Instant at = Instant.parse("2026-11-24T10:00:00Z").plusSeconds(number);
    return catalog.receive(new Upload(picture, 10, at)).orElseThrow();
  }

  /** {@return an image that is done, with its renditions in S3} */
  public ImageRecord done(String seller, String... labels) {
    return tagged(
        seller,
        new TagImageResult(
            Arrays.stream(labels).map(label -> tag(label, 0.9)).toList(),
            List.of(new Suggestion(null, "saucer", 0.4, null)),
            Map.of(),
            List.of(),
            null));
  }

  /** {@return an image that is done, on whose product a captioner read words} */
  ImageRecord reading(String seller, String words) {
    TagImageResult cup =
        new TagImageResult(List.of(tag("cup", 0.9)), List.of(), Map.of(), List.of(), null);
    Evidence evidence =
        new Evidence(Source.MACHINE, "captioner", null, null, null, "run", Instant.EPOCH);
    Prompt prompt = new Prompt("a cup", "fast", List.of(), evidence);
    Attribute read = new Attribute(words, 1, evidence, false);
    return described(seller, cup, new WritePromptResult("A cup.", prompt, read, null, null), null);
  }

  /** {@return an image of one tag, whose threshold is 0.5} */
  ImageRecord scored(String seller, String label, double score) {
    return tagged(
        seller,
        new TagImageResult(List.of(tag(label, score)), List.of(), Map.of(), List.of(), null));
  }

  /** {@return an image that the model behind the endpoint has really seen} */
  ImageRecord seen(String seller, byte[] jpeg) {
    return tagged(seller, tagger.tag(jpeg, vocabularies.of(seller), SellerThresholds.NONE, "run"));
  }

  /** Has a seller put an image into a product as the page does, and the lists follow. */
  public void place(RequestSpecification seller, ImageRecord image, String sku, int position) {
    seller
        .contentType(ContentType.JSON)
        .body(Map.of("sku", sku, "position", position))
        .put("/images/{id}/product", image.imageId().value())
        .then()
        .statusCode(200);
    follow(image);
  }

  /**
   * {@return an image that is done, with its original in S3}
   *
   * @param name of a system file, for which S3 starts no workflow: {@code __MACOSX/mug.jpg}
   */
  public ImageRecord stored(String seller, String name, byte[] original) {
    PictureRef picture = received(seller, name).picture();
    s3.putObject(o -> o.bucket(BUCKET).key(picture.key()), RequestBody.fromBytes(original));
    TagImageResult cup =
        new TagImageResult(List.of(tag("cup", 0.9)), List.of(), Map.of(), List.of(), null);
    return described(catalog.find(seller, picture.imageId()).orElseThrow(), cup, WRITTEN, null);
  }

  private static Tag tag(String label, double score) {
    return new Tag(
        label,
        score,
        new Evidence(Source.MACHINE, "model", "retail@1", score, 0.5, "run", Instant.EPOCH));
  }

  private ImageRecord tagged(String seller, TagImageResult found) {
    return tagged(seller, found, null);
  }

  /** {@return an image that a model has given an embedding} */
  ImageRecord meaning(String seller, Embedding embedding) {
    return tagged(
        seller,
        new TagImageResult(List.of(tag("cup", 0.9)), List.of(), Map.of(), List.of(), embedding));
  }

  /** {@return an image that looks like its hash} */
  ImageRecord looking(String seller, PictureHash hash) {
    List<Suggestion> saucer = List.of(new Suggestion(null, "saucer", 0.4, null));
    TagImageResult cup =
        new TagImageResult(List.of(tag("cup", 0.9)), saucer, Map.of(), List.of(), null);
    return tagged(seller, cup, hash);
  }

  private ImageRecord tagged(String seller, TagImageResult found, @Nullable PictureHash hash) {
    return described(seller, found, WRITTEN, hash);
  }

  private ImageRecord described(
      String seller, TagImageResult found, WritePromptResult written, @Nullable PictureHash hash) {
    return described(received(seller), found, written, hash);
  }

  private ImageRecord described(
      ImageRecord image,
      TagImageResult found,
      WritePromptResult written,
      @Nullable PictureHash hash) {
    return described(image, found, written, null, hash);
  }

  /** {@return an image that shows several products} */
  ImageRecord showing(String seller, List<SeenProduct> products) {
    TagImageResult cup =
        new TagImageResult(List.of(tag("cup", 0.9)), List.of(), Map.of(), List.of(), null);
    var end =
        new StoreDescriptionHandler.ProductsEnd(new TagProductsResult(products, List.of()), null);
    return described(received(seller), cup, WRITTEN, end, null);
  }

  private ImageRecord described(
      ImageRecord image,
      TagImageResult found,
      WritePromptResult written,
      StoreDescriptionHandler.@Nullable ProductsEnd products,
      @Nullable PictureHash hash) {
    PictureRef picture = image.picture();
    // Not the original: S3 would start the real workflow on it.
    for (String key : List.of(picture.rendition(), picture.thumbnail())) {
      s3.putObject(o -> o.bucket(BUCKET).key(key), jpeg());
    }
    String execution = image.run().execution();
    storeDescription.handleRequest(
        new StoreDescriptionHandler.Request(
            picture,
            execution,
            rendered(hash),
            new StoreDescriptionHandler.TagEnd(found, null),
            new StoreDescriptionHandler.PromptEnd(written, null),
            products,
            List.of()),
        A_MINUTE);
    finishImage.handleRequest(new FinishImageHandler.Request(picture, null), A_MINUTE);
    follow(image);
    return catalog.find(image.seller(), image.imageId()).orElseThrow();
  }

  /** {@return an image that was rejected} */
  public ImageRecord rejected(String seller) {
    return ended(
        seller,
        new ImageFailure(
            End.REJECTED,
            "RenderImage",
            new ImageError.Caught("UNSUPPORTED_FORMAT", "No picture.")));
  }

  /** {@return an image that failed for a passing reason} */
  ImageRecord failed(String seller) {
    return ended(
        seller,
        new ImageFailure(
            End.FAILED, "RenderImage", new ImageError.Caught("Lambda.ServiceException", "500")));
  }

  private ImageRecord ended(String seller, ImageFailure failure) {
    ImageRecord image = received(seller);
    recordFailure.handleRequest(
        new RecordFailureHandler.Request(image.picture(), image.run().execution(), failure),
        A_MINUTE);
    follow(image);
    return catalog.find(seller, image.imageId()).orElseThrow();
  }

  /** Has index and embeddings follow an image now, instead of a moment later. */
  public void follow(ImageRecord image) {
    List<ImageIndex.Name> names = List.of(new ImageIndex.Name(image.seller(), image.imageId()));
    index.follow(names);
    meanings.follow(names);
  }

  private static RequestBody jpeg() {
    return RequestBody.fromBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
  }

  private static Rendered rendered(@Nullable PictureHash hash) {
    List<Color> navy = List.of(new Color("navy", "#000080", 0.6));
    return new Rendered("jpeg", 600, 400, 10, navy, "white", 0.2, hash, List.of(), null, null);
  }
}
