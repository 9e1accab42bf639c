package dev.vitrine.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.image.Box;
import dev.vitrine.prompt.PromptWriter.Thing;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProductBoxesTest {
  private static final Thing MUG = thing("mug", 0.1, 0.3, 0.4, 0.7);
  private static final Thing TEAPOT = thing("teapot", 0.5, 0.2, 0.9, 0.7);

  private static Thing thing(String label, double left, double top, double right, double bottom) {
    return new Thing(label, new Box(left, top, right, bottom));
  }

  private static List<Thing> products(Thing... seen) {
    return ProductBoxes.of(List.of(seen));
  }

  @Test
  void thingsBesideEachOtherAreSeveralProductsLargestFirst() {
    assertThat(products(MUG, TEAPOT)).containsExactly(TEAPOT, MUG);
    assertThat(products(MUG, thing("mug", 0.5, 0.3, 0.8, 0.7))).hasSize(2);
    assertThat(products()).isEmpty();
  }

  @Test
  void peopleAndTheirPartsAreNone() {
    Thing dress = thing("dress", 0.3, 0.2, 0.6, 0.8);

    assertThat(
            products(
                thing("Woman", 0.2, 0, 0.7, 1),
                thing("human face", 0.4, 0.05, 0.6, 0.2),
                thing("hand", 0.1, 0.4, 0.25, 0.6),
                dress))
        .containsExactly(dress);
    assertThat(products(MUG, thing("human-sized lamp", 0.5, 0, 0.9, 0.8))).hasSize(2);
  }

  @Test
  void whatCoversHardlyAnythingOrNearlyAllIsNone() {
    assertThat(
            products(
                MUG,
                thing("picture frame", 0, 0, 1, 0.95),
                thing("button", 0.5, 0.5, 0.6, 0.6),
                thing("cable", 0, 0.9, 1, 0.93)))
        .containsExactly(MUG);
  }

  @Test
  void furnitureIsAProductUnlessSomethingStandsOnIt() {
    Thing table = thing("table", 0, 0.5, 1, 0.95);
    Thing beside = thing("lamp", 0.05, 0.1, 0.3, 0.4);

    assertThat(products(table, MUG)).containsExactly(MUG);
    assertThat(products(table)).containsExactly(table);
    assertThat(products(table, beside)).containsExactly(table, beside);
    assertThat(products(table, thing("chair", 0.4, 0.3, 0.6, 0.9))).contains(table);
  }

  @Test
  void whatIsSoldInPairsIsOne() {
    Thing bag = thing("handbag", 0.7, 0.1, 0.95, 0.5);

    assertThat(
            products(
                thing("footwear", 0.1, 0.6, 0.3, 0.8), bag, thing("footwear", 0.4, 0.6, 0.6, 0.9)))
        .containsExactly(thing("footwear", 0.1, 0.6, 0.6, 0.9), bag);
  }

  @Test
  void partsAndTheSameThingTwiceAreOneProduct() {
    Thing bicycle = thing("bicycle", 0.1, 0.2, 0.9, 0.8);

    assertThat(
            products(
                thing("wheel", 0.1, 0.5, 0.4, 0.8), thing("wheel", 0.6, 0.5, 0.9, 0.8), bicycle))
        .containsExactly(bicycle);
    assertThat(products(TEAPOT, thing("kettle", 0.55, 0.25, 0.95, 0.72)).stream().map(Thing::label))
        .containsExactly("teapot");
  }

  @Test
  void theSixLargestCount() {
    Thing[] many =
        IntStream.range(0, 8)
            .mapToObj(i -> thing("cup " + i, i / 8.0, 0, (i + 0.9) / 8.0, 0.9 - i * 0.05))
            .toArray(Thing[]::new);

    assertThat(products(many))
        .extracting(Thing::label)
        .containsExactly("cup 0", "cup 1", "cup 2", "cup 3", "cup 4", "cup 5");
  }
}
