package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Pointers.Move;
import dev.vitrine.image.PictureHash;
import dev.vitrine.vocabulary.Evidence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pointers to a picture from the bands of its hash. */
class LookPointersTest {
  private static final PictureHash HASH = new PictureHash("e1b4873c4e96c3b0");
  private static final ImageIndex.Name NAME =
      new ImageIndex.Name("demo", Examples.done("demo/a.jpg", "cup").imageId());

  private static ImageRecord looking(PictureHash hash) {
    ImageRecord image = Examples.done("demo/a.jpg", "cup");
    Measurements measured =
        new Measurements(
            "jpeg",
            6,
            4,
            List.of(),
            "white",
            0.2,
            hash,
            null,
            null,
            Evidence.pixels("x", Examples.NOW));
    return image.with(measured, image.descriptionOrNone());
  }

  @Test
  void aPictureHasOneForEachBandWithTheWholeHashInItsPlace() {
    Pointers pointers = Pointers.of(looking(HASH));

    String place = pointers.positions().get(Facet.Key.look("1:873c"));
    assertThat(ImageIndex.Look.ofPlace(place))
        .isEqualTo(new ImageIndex.Look(looking(HASH).position(), HASH));
    assertThat(pointers.positions().keySet())
        .filteredOn(one -> one.name().equals(Facet.LOOK))
        .hasSize(4);
    assertThat(Pointers.ofJson(pointers.json())).isEqualTo(pointers);
  }

  @Test
  void anotherLookMovesAllOfThemAsEachNamesTheWholeHash() {
    Pointers before = Pointers.of(looking(HASH));
    Pointers after = Pointers.of(looking(new PictureHash("e1b4873c4e96c3b1")));

    List<Move> moves = before.movesTo(after);

    assertThat(moves)
        .hasSize(5); // three bands at another place; of the fourth, one goes, one comes
    assertThat(before.with(moves)).isEqualTo(after);
  }

  @Test
  void nobodyCountsThem() {
    DynamoDbImage image = DynamoDbImage.absent(NAME.seller(), NAME.imageId()).with(looking(HASH));

    DynamoDbIndexEntry.Step step =
        DynamoDbIndexEntry.of(NAME, Map.of(), image).step(image, Integer.MAX_VALUE);

    assertThat(step.counts()).containsKey(Facet.Key.tag("cup"));
    assertThat(step.counts().keySet()).allMatch(Facet.Key::isCounted);
    assertThat(step.entry().counted().positions()).containsKey(Facet.Key.look("0:e1b4"));
  }
}
