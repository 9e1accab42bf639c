package dev.vitrine.catalog;

import dev.vitrine.failure.ImageError;
import dev.vitrine.image.Box;
import dev.vitrine.image.Color;
import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.measure.Separation;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.prompt.WritePromptResult;
import dev.vitrine.restyle.RestyleImageResult;
import dev.vitrine.restyle.RestylePrompt;
import dev.vitrine.tag.Embedding;
import dev.vitrine.tag.NotSure;
import dev.vitrine.tag.SeenProduct;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.upload.Upload;
import dev.vitrine.upload.Uploads;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.workflow.RestyleOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Records as tests need them. */
public final class Examples {
  public static final String BUCKET = "vitrine-uploads";
  public static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  public static final ImageError ERROR = new ImageError("MODEL_UNAVAILABLE", "No answer.", true);

  private Examples() {}

  public static Revision revision(int number) {
    return Revision.ofSequencer("%08X".formatted(number));
  }

  public static Upload upload(String key, int revision) {
    return new Upload(
        PictureRef.of(BUCKET, key, null, revision(revision)),
        1000,
        NOW.minusSeconds(3600 - revision));
  }

  public static Upload upload(String key, Instant uploadedAt) {
    return new Upload(PictureRef.of(BUCKET, key, null, revision(1)), 1000, uploadedAt);
  }

  public static ImageRecord received(String key) {
    return ImageJourney.received(upload(key, 1), NOW);
  }

  /** The higher the revision, the later it was uploaded. */
  public static ImageRecord received(String key, int revision) {
    return ImageJourney.received(upload(key, revision), NOW);
  }

  public static Measurements measured(String execution) {
    return new Measurements(
        "jpeg",
        600,
        400,
        List.of(new Color("navy", "#000080", 0.6), new Color("white", "#ffffff", 0.2)),
        "white",
        0.2,
        null,
        Separation.SURE,
        null,
        Evidence.pixels(execution, NOW));
  }

  public static Evidence machine(String execution) {
    return new Evidence(Evidence.Source.MACHINE, "model", "retail@1", 0.9, 0.5, execution, NOW);
  }

  public static Tag tag(String label) {
    return new Tag(label, 0.9, machine("x"));
  }

  public static TagImageResult tags(String... labels) {
    return new TagImageResult(
        Arrays.stream(labels).map(Examples::tag).toList(),
        List.of(new Suggestion(null, "saucer", 0.4, null)),
        Map.of("category", new Attribute("Kitchen & dining", 0.9, machine("x"), false)),
        List.of(new NotSure("pattern", NotSure.Reason.NOT_CALIBRATED)),
        null);
  }

  /** {@return two products of one picture: a mug with a tag, and what only its captioner names} */
  public static List<SeenProduct> mugAndTeapot() {
    Attribute mug = new Attribute("coffee mug", 0.9, machine("x"), false);
    return List.of(
        new SeenProduct(
            new Box(0.1, 0.2, 0.4, 0.9),
            new Attribute("cup", 1, machine("x"), false),
            mug,
            List.of(tag("stoneware"))),
        new SeenProduct(
            new Box(0.5, 0.1, 0.95, 0.9),
            new Attribute("teapot", 1, machine("x"), false),
            null,
            List.of()));
  }

  /** {@return the described picture as one that shows a mug and a teapot} */
  public static ImageRecord severalProducts(ImageRecord image) {
    Description described = image.descriptionOrNone().withProducts(mugAndTeapot(), null);
    return image.with(Objects.requireNonNull(image.measured()), described);
  }

  public static WritePromptResult prompt(String text) {
    return new WritePromptResult(
        "a caption", new Prompt(text, "fast", List.of(), machine("x")), null, null, null);
  }

  /** {@return a prompt of a captioner that looked for several products, and found none} */
  public static WritePromptResult promptOfOneProduct(String text) {
    WritePromptResult written = prompt(text);
    return new WritePromptResult(written.caption(), written.prompt(), null, List.of(), null);
  }

  /** {@return the described picture as one in which a captioner has seen products} */
  public static ImageRecord detecting(ImageRecord image, DetectedBoxes boxes) {
    Description described = image.descriptionOrNone();
    Prompt prompt = Objects.requireNonNull(described.prompt());
    return image.with(
        Objects.requireNonNull(image.measured()),
        described.written(new WritePromptResult("a caption", prompt, null, List.of(), boxes)));
  }

  /** {@return a prompt of a captioner that read words on the product} */
  public static WritePromptResult promptWithText(String read) {
    Prompt.Term term = new Prompt.Term(Prompt.Term.WORDS, read, 1);
    return new WritePromptResult(
        "a caption",
        new Prompt("a prompt, with the words " + read, "fast", List.of(term), machine("x")),
        new Attribute(read, 1, machine("x"), false),
        null,
        null);
  }

  /** Described by its own run, with tags and a prompt. */
  public static ImageRecord described(ImageRecord image, String... labels) {
    return ImageJourney.described(
        image,
        image.picture().revision(),
        measured(image.run().execution()),
        earlier -> earlier.tagged(tags(labels)).written(prompt("a prompt")),
        List.of());
  }

  /** {@return a picture that is done, and that a model has seen} */
  public static ImageRecord seen(String key, Embedding embedding) {
    TagImageResult found = tags("mug");
    TagImageResult seen =
        new TagImageResult(
            found.tags(), found.suggestions(), found.attributes(), found.notSure(), embedding);
    ImageRecord image = received(key);
    return finished(
        ImageJourney.described(
            image,
            image.picture().revision(),
            measured(image.run().execution()),
            earlier -> earlier.tagged(seen).written(prompt("a prompt")),
            List.of()));
  }

  public static ImageRecord finished(ImageRecord image) {
    return ImageJourney.finished(image, image.picture().revision(), NOW);
  }

  /** Failed in its own run. */
  public static ImageRecord failed(ImageRecord image, ImageError why, Instant at) {
    return ImageJourney.failed(image, image.picture().revision(), image.run().execution(), why, at);
  }

  public static ImageRecord done(String key, String... labels) {
    return finished(described(received(key), labels));
  }

  public static RestyleImageResult painted() {
    return painted("text");
  }

  /** {@return what comes of an order by the prompt of {@link #done}} */
  public static RestyleImageResult painted(RestyleOrder order) {
    return painted(RestylePrompt.of(order, "a prompt"));
  }

  private static RestyleImageResult painted(String prompt) {
    return new RestyleImageResult(BUCKET, ".vitrine/demo/x/r/restyle-1.jpg", 0, prompt, "painter");
  }

  /** {@return the described picture as a release did that did not ask what is product} */
  public static ImageRecord withoutSeparation(ImageRecord image) {
    Measurements now = Objects.requireNonNull(image.measured());
    Measurements before =
        new Measurements(
            now.format(),
            now.width(),
            now.height(),
            now.colors(),
            now.background(),
            now.blur(),
            now.hash(),
            null,
            null,
            now.evidence());
    return image.with(before, image.descriptionOrNone());
  }

  /** {@return what deletes leftovers from a bucket, where no endpoint has any} */
  public static Leftovers leftovers(Uploads uploads) {
    return new Leftovers(uploads, new NoEndpoints());
  }

  public static RestyleOrder order(String style) {
    return RestyleOrder.ofStyle(style);
  }
}
