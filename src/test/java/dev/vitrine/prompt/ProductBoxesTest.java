package dev.vitrine.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.image.Box;
import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.prompt.PromptWriter.DetectedObject;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProductBoxesTest {
  private static final DetectedObject MUG = object("mug", 0.1, 0.3, 0.4, 0.7);
  private static final DetectedObject TEAPOT = object("teapot", 0.5, 0.2, 0.9, 0.7);

  private static DetectedObject object(
      String label, double left, double top, double right, double bottom) {
    return new DetectedObject(label, new Box(left, top, right, bottom));
  }

  private static List<DetectedObject> products(DetectedObject... seen) {
    return ProductBoxes.of(List.of(seen));
  }

  @Test
  void thingsBesideEachOtherAreSeveralProductsLargestFirst() {
    assertThat(products(MUG, TEAPOT)).containsExactly(TEAPOT, MUG);
    assertThat(products(MUG, object("mug", 0.5, 0.3, 0.8, 0.7))).hasSize(2);
    assertThat(products()).isEmpty();
  }

  @Test
  void peopleAndTheirPartsAreNone() {
    DetectedObject dress = object("dress", 0.3, 0.2, 0.6, 0.8);

    assertThat(
            products(
                object("Woman", 0.2, 0, 0.7, 1),
                object("human face", 0.4, 0.05, 0.6, 0.2),
                object("hand", 0.1, 0.4, 0.25, 0.6),
                dress))
        .containsExactly(dress);
    assertThat(products(MUG, object("human-sized lamp", 0.5, 0, 0.9, 0.8))).hasSize(2);
  }

  @Test
  void whatCoversHardlyAnythingOrNearlyAllIsNone() {
    assertThat(
            products(
                MUG,
                object("picture frame", 0, 0, 1, 0.95),
                object("button", 0.5, 0.5, 0.6, 0.6),
                object("cable", 0, 0.9, 1, 0.93)))
        .containsExactly(MUG);
  }

  @Test
  void furnitureIsAProductUnlessSomethingStandsOnIt() {
    DetectedObject table = object("table", 0, 0.5, 1, 0.95);
    DetectedObject beside = object("lamp", 0.05, 0.1, 0.3, 0.4);

    assertThat(products(table, MUG)).containsExactly(MUG);
    assertThat(products(table)).containsExactly(table);
    assertThat(products(table, beside)).containsExactly(table, beside);
    assertThat(products(table, object("chair", 0.4, 0.3, 0.6, 0.9))).contains(table);
  }

  @Test
  void whatIsSoldInPairsIsOne() {
    DetectedObject bag = object("handbag", 0.7, 0.1, 0.95, 0.5);

    assertThat(
            products(
                object("footwear", 0.1, 0.6, 0.3, 0.8),
                bag,
                object("footwear", 0.4, 0.6, 0.6, 0.9)))
        .containsExactly(object("footwear", 0.1, 0.6, 0.6, 0.9), bag);
  }

  @Test
  void partsAndTheSameThingTwiceAreOneProduct() {
    DetectedObject bicycle = object("bicycle", 0.1, 0.2, 0.9, 0.8);

    assertThat(
            products(
                object("wheel", 0.1, 0.5, 0.4, 0.8), object("wheel", 0.6, 0.5, 0.9, 0.8), bicycle))
        .containsExactly(bicycle);
    assertThat(
            products(TEAPOT, object("kettle", 0.55, 0.25, 0.95, 0.72)).stream()
                .map(DetectedObject::label))
        .containsExactly("teapot");
  }

  @Test
  void whatIsNeitherAProductNorItsSurroundingsHasABoxToo() {
    DetectedObject table = object("table", 0, 0.5, 1, 0.95);
    DetectedObject woman = object("Woman", 0.45, 0, 1, 1);
    DetectedObject face = object("human face", 0.5, 0.05, 0.7, 0.2);
    DetectedObject ring = object("ring", 0.42, 0.4, 0.44, 0.42);

    DetectedBoxes places =
        Objects.requireNonNull(ProductBoxes.places(List.of(table, MUG, woman, face, ring, TEAPOT)));

    assertThat(places.products()).containsExactly(MUG.box(), TEAPOT.box());
    assertThat(places.others()).containsExactly(woman.box(), ring.box());
    assertThat(ProductBoxes.places(List.of(woman, ring))).isNull();
    assertThat(ProductBoxes.places(List.of())).isNull();
  }

  @Test
  void eachOfAPairAndEachOfManyHasItsOwnPlaceAndPartsHaveNone() {
    DetectedObject left = object("shoe", 0.1, 0.6, 0.3, 0.8);
    DetectedObject right = object("shoe", 0.4, 0.6, 0.6, 0.9);
    DetectedObject buckle = object("belt", 0.12, 0.62, 0.3, 0.8);
    List<DetectedObject> many =
        IntStream.range(0, 8).mapToObj(i -> object("cup", i / 8.0, 0, (i + 1) / 8.0, 0.5)).toList();

    assertThat(Objects.requireNonNull(ProductBoxes.places(List.of(left, buckle, right))).products())
        .containsExactly(left.box(), right.box());
    assertThat(Objects.requireNonNull(ProductBoxes.places(many)).products()).hasSize(8);
  }

  @Test
  void theSixLargestCount() {
    DetectedObject[] many =
        IntStream.range(0, 8)
            .mapToObj(i -> object("cup " + i, i / 8.0, 0, (i + 0.9) / 8.0, 0.9 - i * 0.05))
            .toArray(DetectedObject[]::new);

    assertThat(products(many))
        .extracting(DetectedObject::label)
        .containsExactly("cup 0", "cup 1", "cup 2", "cup 3", "cup 4", "cup 5");
  }
}
