package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.StoreDescriptionHandler.ProductsEnd;
import dev.vitrine.catalog.StoreDescriptionHandler.PromptEnd;
import dev.vitrine.catalog.StoreDescriptionHandler.TagEnd;
import dev.vitrine.failure.ImageError;
import dev.vitrine.prompt.WritePromptResult;
import dev.vitrine.render.RenderImageResult.Rendered;
import dev.vitrine.tag.ProductBox;
import dev.vitrine.tag.SeenProduct;
import dev.vitrine.tag.TagProductsResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A picture of a mug and a teapot, of which the model tagged the mug only. */
class ToldApartTest {
  private static final SeenProduct MUG = Examples.mugAndTeapot().get(0);
  private static final SeenProduct TEAPOT = Examples.mugAndTeapot().get(1);
  private static final TagProductsResult MUG_ONLY =
      new TagProductsResult(List.of(MUG), List.of(box(TEAPOT)));
  private static final TagProductsResult BOTH =
      new TagProductsResult(List.of(MUG, TEAPOT), List.of());
  private static final ImageError.Caught AWAY =
      new ImageError.Caught("dev.vitrine.endpoint.ModelUnavailableException", "{}");

  private static Description mergedWith(Description earlier, ProductsEnd end) {
    return mergedWith(earlier, Examples.prompt("a prompt"), end);
  }

  private static Description mergedWith(
      Description earlier, WritePromptResult written, ProductsEnd end) {
    ImageRecord image = Examples.received("demo/a.jpg");
    return new StoreDescriptionHandler.Request(
            image.picture(),
            image.run().execution(),
            new Rendered("jpeg", 6, 4, 10, List.of(), "scene", 0.2, null, List.of(), null, null),
            new TagEnd(Examples.tags("cup"), null),
            new PromptEnd(written, null),
            end,
            List.of())
        .mergedWith(earlier);
  }

  @Test
  void whatWasTaggedBeforeAFailureIsKeptAndTheRestHasTheCaptionersWord() {
    Description half = mergedWith(Description.NONE, new ProductsEnd(MUG_ONLY, AWAY));

    assertThat(half.boxes()).containsExactly(MUG, untagged(TEAPOT));
    assertThat(half.errors()).extracting(ImageError::code).containsExactly("MODEL_UNAVAILABLE");
  }

  @Test
  void aFirstTaskThatFailsLeavesAllProductsTheCaptionersWord() {
    Description named = mergedWith(Description.NONE, sawBoth(), new ProductsEnd(null, AWAY));

    assertThat(named.boxes()).containsExactly(untagged(MUG), untagged(TEAPOT));
    assertThat(named.boxNames()).containsExactly("cup", "teapot");
    assertThat(named.errors()).extracting(ImageError::code).containsExactly("MODEL_UNAVAILABLE");
  }

  @Test
  void aFirstTaskThatFailsTakesNothingFromWhatAnEarlierRunHasTagged() {
    Description half = mergedWith(Description.NONE, new ProductsEnd(MUG_ONLY, AWAY));

    Description again = mergedWith(half, sawBoth(), new ProductsEnd(null, AWAY));

    assertThat(again.boxes()).isEqualTo(half.boxes());
    assertThat(again.isComplete()).isFalse();
    Description whole = mergedWith(again, sawBoth(), new ProductsEnd(BOTH, null));
    assertThat(whole.boxes()).containsExactly(MUG, TEAPOT);
    assertThat(whole.isComplete()).isTrue();
  }

  /** {@return what a captioner answers that sees both} */
  private static WritePromptResult sawBoth() {
    WritePromptResult written = Examples.prompt("a prompt");
    return new WritePromptResult(
        written.caption(), written.prompt(), null, List.of(box(MUG), box(TEAPOT)), null);
  }

  private static ProductBox box(SeenProduct product) {
    return new ProductBox(product.box(), product.label());
  }

  private static SeenProduct untagged(SeenProduct product) {
    return new SeenProduct(product.box(), product.label(), null, List.of());
  }

  @Test
  void aLaterFailureTakesNothingAwayAndDoesNotMakeItComplete() {
    Description half = mergedWith(Description.NONE, new ProductsEnd(MUG_ONLY, AWAY));

    Description again = mergedWith(half, new ProductsEnd(null, AWAY));

    assertThat(again.boxes()).isEqualTo(half.boxes());
    assertThat(again.isComplete()).isFalse();
  }

  @Test
  void productsOfBeforeStayBesideTheErrorHoweverOftenItFails() {
    Description whole = Description.NONE.withProducts(List.of(MUG, TEAPOT), null);

    Description once = mergedWith(whole, sawBoth(), new ProductsEnd(MUG_ONLY, AWAY));
    Description twice = mergedWith(once, sawBoth(), new ProductsEnd(MUG_ONLY, AWAY));

    for (Description failed : List.of(once, twice)) {
      assertThat(failed.boxes()).containsExactly(MUG, TEAPOT);
      assertThat(failed.errors())
          .extracting(ImageError::message)
          .containsExactly(
              "The model did not answer while telling its products apart. Trying again may help."
                  + " Its earlier products stay.");
    }
    assertThat(mergedWith(twice, sawBoth(), new ProductsEnd(BOTH, null)).isComplete()).isTrue();
  }

  @Test
  void anExecutionOfAReleaseBeforeWhichAsksForNoRestSaysThatItIsMissing() {
    assertThat(mergedWith(Description.NONE, new ProductsEnd(MUG_ONLY, null)).errors())
        .extracting(ImageError::code)
        .containsExactly("TIMEOUT");
  }
}
