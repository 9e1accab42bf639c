package dev.vitrine.query;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.FinishImageHandler;
import dev.vitrine.catalog.FinishImageRequest;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.ImageRef;
import dev.vitrine.catalog.Original;
import dev.vitrine.catalog.RecordFailureHandler;
import dev.vitrine.catalog.RecordFailureRequest;
import dev.vitrine.catalog.RecordFailureRequest.End;
import dev.vitrine.catalog.RecordFailureRequest.Failure;
import dev.vitrine.catalog.StoreDescriptionHandler;
import dev.vitrine.catalog.StoreDescriptionRequest;
import dev.vitrine.image.Color;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.Revision;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.prompt.WritePromptResult;
import dev.vitrine.render.RenderImageResult.Rendered;
import dev.vitrine.table.TableSetup;
import dev.vitrine.tag.PictureTagger;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Evidence.Source;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.VocabularySource;
import dev.vitrine.workflow.WorkflowInput;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts images into the catalog as the workflow would, by its own handlers. */
@ApplicationScoped
class Pictures {
  static final String BUCKET = "vitrine-uploads";

  private final AtomicInteger count = new AtomicInteger();
  private final Catalog catalog;
  private final TableSetup table;
  private final StoreDescriptionHandler storeDescription;
  private final FinishImageHandler finishImage;
  private final RecordFailureHandler recordFailure;
  private final PictureTagger tagger;
  private final VocabularySource vocabularies;
  private final S3Client s3;

  Pictures(
      Catalog catalog,
      TableSetup table,
      StoreDescriptionHandler storeDescription,
      FinishImageHandler finishImage,
      RecordFailureHandler recordFailure,
      PictureTagger tagger,
      VocabularySource vocabularies,
      S3Client s3) {
    this.catalog = catalog;
    this.table = table;
    this.storeDescription = storeDescription;
    this.finishImage = finishImage;
    this.recordFailure = recordFailure;
    this.tagger = tagger;
    this.vocabularies = vocabularies;
    this.s3 = s3;
  }

  /** {@return an image of the seller that has only arrived} */
  ImageRecord received(String seller) {
    table.createIfMissing();
    int number = count.incrementAndGet();
    Original original =
        new Original(
            BUCKET,
            seller + "/of-test/" + number + ".jpg",
            null,
            Revision.ofSequencer("%08X".formatted(number)).value(),
            10,
            Instant.parse("2026-11-24T10:00:00Z").plusSeconds(number));
    return catalog.receive(original).orElseThrow();
  }

  /** {@return an image that is done, with its renditions in S3} */
  ImageRecord done(String seller, String... labels) {
    return tagged(
        seller,
        new TagImageResult(
            Arrays.stream(labels).map(label -> tag(label, 0.9)).toList(),
            List.of(new Suggestion(null, "saucer", 0.4)),
            Map.of(),
            List.of(),
            null));
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

  private static Tag tag(String label, double score) {
    return new Tag(
        label,
        score,
        new Evidence(Source.MACHINE, "model", "retail@1", score, 0.5, "run", Instant.EPOCH));
  }

  private ImageRecord tagged(String seller, TagImageResult found) {
    ImageRecord image = received(seller);
    Original original = image.original();
    String thumbnail = derived(original, "rendition-256.jpg");
    // Not the original: S3 would start the real workflow on it.
    for (String key : List.of(derived(original, "rendition-1024.jpg"), thumbnail)) {
      s3.putObject(o -> o.bucket(BUCKET).key(key), jpeg());
    }
    ImageRef ref = ref(original);
    String execution = execution(original);
    Evidence evidence =
        new Evidence(Source.MACHINE, "model", "retail@1", 0.9, 0.5, execution, Instant.EPOCH);
    storeDescription.handleRequest(
        new StoreDescriptionRequest(
            ref,
            execution,
            rendered(original, thumbnail),
            new StoreDescriptionRequest.TagOutcome(found, null),
            new StoreDescriptionRequest.PromptOutcome(
                new WritePromptResult("A cup.", new Prompt("a cup", "fast", List.of(), evidence)),
                null),
            List.of()),
        null);
    finishImage.handleRequest(new FinishImageRequest(ref, execution), null);
    return catalog.find(seller, image.imageId()).orElseThrow();
  }

  /** {@return an image that was rejected} */
  ImageRecord rejected(String seller) {
    ImageRecord image = received(seller);
    Failure failure = new Failure(End.REJECTED, "RenderImage", "UNSUPPORTED_FORMAT", "No picture.");
    recordFailure.handleRequest(
        new RecordFailureRequest(ref(image.original()), execution(image.original()), failure),
        null);
    return catalog.find(seller, image.imageId()).orElseThrow();
  }

  private static RequestBody jpeg() {
    return RequestBody.fromBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
  }

  private static Rendered rendered(Original original, String thumbnail) {
    return new Rendered(
        "jpeg",
        600,
        400,
        10,
        BUCKET,
        derived(original, "rendition-1024.jpg"),
        thumbnail,
        List.of(new Color("navy", "#000080", 0.6)),
        "white",
        0.2,
        List.of());
  }

  private static String derived(Original original, String name) {
    return ImageKey.derived(
        original.seller(), original.imageId(), new Revision(original.revision()), name);
  }

  private static ImageRef ref(Original original) {
    return new ImageRef(original.seller(), original.imageId().value(), original.revision());
  }

  private static String execution(Original original) {
    return WorkflowInput.describe(
            new ImageKey(original.bucket(), original.key()),
            null,
            new Revision(original.revision()),
            original.uploadedAt())
        .executionName();
  }
}
