package dev.vitrine.catalog;

import static dev.vitrine.TestContext.A_MINUTE;
import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.prompt;
import static dev.vitrine.catalog.Examples.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.catalog.StoreDescriptionHandler.PromptEnd;
import dev.vitrine.catalog.StoreDescriptionHandler.TagEnd;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.Box;
import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.measure.Cutout;
import dev.vitrine.measure.Separation;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.prompt.WritePromptResult;
import dev.vitrine.render.RenderImageResult.Rendered;
import dev.vitrine.upload.NoUploads;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Evidence.Source;
import dev.vitrine.workflow.RestyleOrder;
import dev.vitrine.workflow.WorkflowInput;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A bag on white paper, of which a restyle is to keep the product; and a captioner's boxes. */
class KeptProductTest {
  private static final RestyleOrder KEEPING =
      RestyleOrder.of("great-wave", null, 0, 0.5, RestyleOrder.Keep.PRODUCT);
  private static final DetectedBoxes BAG = boxes(0.3, 0.3, 0.7, 0.8);

  /** As if most of the bag were as white as the paper. */
  private static final DetectedBoxes LARGER = boxes(0.05, 0.05, 0.95, 0.95);

  private final MemoryCatalog catalog = new MemoryCatalog();
  private final ImageRecord image = catalog.put(Examples.received("demo/bag.jpg"));

  @Test
  void theBoxOfASingleProductGoesFromTheCaptionerToTheRestyle() {
    StoreDescriptionHandler.Result result = describe(looked(BAG));
    ImageRecord stored = settled();

    assertThat(result.detected()).isEqualTo(BAG);
    assertThat(stored.descriptionOrNone().boxes()).isEmpty();
    assertThat(RecordJson.read(RecordJson.write(stored))).isEqualTo(stored);
    assertThat(input(ImageJourney.ordered(stored, KEEPING, true, NOW)).detected()).isEqualTo(BAG);
  }

  @Test
  void anOrderIsRefusedAtOnceWhereThePixelsShowLessThanTheBox() {
    describe(looked(LARGER));

    assertThat(settled().measured().ofProduct()).isEqualTo(Separation.UNFILLED);
    assertThatThrownBy(() -> ImageJourney.ordered(settled(), KEEPING, true, NOW))
        .isInstanceOfSatisfying(
            ActionRefusedException.class,
            refused -> assertThat(refused.code()).isEqualTo(ImageError.PRODUCT_UNSURE))
        .hasMessage(
            "Only a part of the product stands out from its background."
                + " Restyle the whole picture instead.");
  }

  /** A release that does not know the reason must be able to read the record. */
  @Test
  void whatPixelsSaidStaysBesideWhatTheBoxesSay() {
    describe(looked(LARGER));

    assertThat(settled().measured().separation()).isEqualTo(Separation.SURE);
    assertThat(settled().measured().boxed()).isEqualTo(Separation.UNFILLED);
  }

  @Test
  void withoutBoxesPixelsDecideAsBefore() {
    StoreDescriptionHandler.Result result = describe(prompt("a bag"));

    assertThat(result.detected()).isNull();
    assertThat(settled().measured().boxed()).isNull();
    assertThat(settled().measured().ofProduct()).isEqualTo(Separation.SURE);
    WorkflowInput input = input(ImageJourney.ordered(settled(), KEEPING, true, NOW));
    assertThat(input.detected()).isNull();
  }

  @Test
  void boxesStayOnlyWhereTheSameModelsDoNotLookAgain() {
    Description earlier = Description.NONE.written(looked(BAG));

    assertThat(earlier.written(prompt("not looked")).detected()).isEqualTo(BAG);
    assertThat(earlier.written(looked(LARGER)).detected()).isEqualTo(LARGER);
    assertThat(earlier.written(looked(null)).detected()).as("saw no product").isNull();
    assertThat(earlier.promptFailed(Examples.ERROR).detected()).isEqualTo(BAG);
    assertThat(earlier.tagged(tags("bag")).detected()).isEqualTo(BAG);
    Evidence other = new Evidence(Source.MACHINE, "git + model", null, null, null, "x", NOW);
    Prompt prompt = new Prompt("a bag", "fast", List.of(), other);
    assertThat(earlier.written(new WritePromptResult("", prompt, null, null, null)).detected())
        .isNull();
  }

  private StoreDescriptionHandler.Result describe(WritePromptResult written) {
    Cutout.Prospect pixels = Cutout.prospect(bag());
    Rendered rendered =
        new Rendered(
            "jpeg",
            200,
            200,
            10,
            List.of(),
            "white",
            0.2,
            null,
            List.of(),
            pixels.separation(),
            pixels.silhouette());
    return new StoreDescriptionHandler(
            catalog, Examples.leftovers(new NoUploads()), Clock.fixed(NOW, ZoneOffset.UTC))
        .handleRequest(
            new StoreDescriptionHandler.Request(
                image.picture(),
                image.run().execution(),
                rendered,
                new TagEnd(tags("bag"), null),
                new PromptEnd(written, null),
                null,
                List.of()),
            A_MINUTE);
  }

  private ImageRecord settled() {
    return Examples.finished(catalog.now(image));
  }

  private static WorkflowInput input(ImageRecord ordered) {
    return ImageJourney.input(ordered);
  }

  private static WritePromptResult looked(@Nullable DetectedBoxes detected) {
    WritePromptResult written = prompt("a bag");
    return new WritePromptResult(written.caption(), written.prompt(), null, List.of(), detected);
  }

  private static DetectedBoxes boxes(double left, double top, double right, double bottom) {
    return new DetectedBoxes(List.of(new Box(left, top, right, bottom)), List.of());
  }

  private static BufferedImage bag() {
    BufferedImage picture = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, 200, 200);
    g.setColor(new Color(0x8a2b20));
    g.fillRect(60, 60, 80, 100);
    g.dispose();
    return picture;
  }
}
