package dev.vitrine.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.TextName;
import dev.vitrine.export.SheetView.CellChange;
import dev.vitrine.export.SheetView.RowResult;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.vocabulary.Tag;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetCorrectionsTest extends SheetFixture {
  @Test
  void whatNobodyHasChangedIsNoCorrection() {
    RowResult row = correct("order-1", row(cup));

    assertThat(row.outcome()).isEqualTo("unchanged");
    assertThat(catalog.now(cup)).isEqualTo(cup);
  }

  @Test
  void theChangesOfARowAreOneCorrection() {
    RowResult row =
        correct(
            "order-1", row(cup, "title", "A cup", "tags", "cup; sale", "attribute.room", "hall"));

    assertThat(row.outcome()).isEqualTo("changed");
    assertThat(row.changes())
        .containsExactly(
            new CellChange("attribute.room", "", "hall"),
            new CellChange("tags", "cup; bowl", "sale; cup"),
            new CellChange("title", row(cup).get("title"), "A cup"));
    ImageRecord now = catalog.now(cup);
    assertThat(now.tags()).extracting(Tag::label).containsExactly("sale", "cup");
    assertThat(now.title()).isEqualTo("A cup");
    assertThat(now.corrections().past()).hasSize(1);

    actions.undo("demo", cup.imageId(), "order-1");

    assertThat(row(catalog.now(cup))).isEqualTo(row(cup));
  }

  @Test
  void aDryRunSaysTheSameAndWritesNothing() {
    Map<String, String> changed = row(cup, "title", "A cup", "tags", "", "position", "7");

    RowResult dry = corrected("order-1", true, List.of(changed)).get(0);

    assertThat(catalog.now(cup)).isEqualTo(cup);
    assertThat(dry).isEqualTo(correct("order-1", changed));
    assertThat(dry.outcome()).isEqualTo("changed");
    assertThat(dry.changes()).hasSize(3);
  }

  @Test
  void teachesAsACorrectionOfOnePictureDoes() {
    tagged.scores("tag", "handmade", 0.4);
    ImageRecord image = catalog.put(tagged.image("demo/shirt.jpg", SellerThresholds.NONE));
    ImageRecord same = catalog.put(tagged.image("other/shirt.jpg", SellerThresholds.NONE));
    actions.correct("other", same.imageId(), added("handmade"), "1");

    assertThat(correct("order-1", row(image, "tags", "handmade")).outcome()).isEqualTo("changed");

    assertThat(catalog.now(image).corrections().verdicts())
        .isNotEmpty()
        .isEqualTo(catalog.now(same).corrections().verdicts());
  }

  @Test
  void theSameFileOnceMoreChangesNothing() {
    Map<String, String> changed =
        row(cup, "attribute.color", "red", "attribute.category", "MUGS", "tags", "Sale");
    assertThat(correct("order-1", changed).outcome()).isEqualTo("changed");
    ImageRecord once = catalog.now(cup);
    assertThat(row(once)).containsEntry("attribute.category", "mug");
    assertThat(row(once).get("title")).isNotEqualTo(row(cup).get("title"));

    assertThat(correct("order-1", changed).outcome()).isEqualTo("changed");
    assertThat(correct("order-2", changed).outcome()).isEqualTo("unchanged");

    assertThat(catalog.now(cup)).isEqualTo(once);
  }

  @Test
  void anEmptyCellTakesBackWhatAPersonWrote() {
    actions.correct("demo", cup.imageId(), color("green"), "1");
    actions.correct("demo", cup.imageId(), text(TextName.TITLE, "Huge cup"), "2");
    ImageRecord now = catalog.now(cup);

    RowResult row =
        correct(
            "order-1",
            row(now, "attribute.color", "", "title", "", "tags", "", "sku", "", "position", ""));

    assertThat(row.outcome()).as(row.toString()).isEqualTo("changed");
    ImageRecord emptied = catalog.now(cup);
    assertThat(emptied.corrections().attributes()).isEmpty();
    assertThat(emptied.corrections().texts()).isEmpty();
    assertThat(emptied.tags()).isEmpty();
    assertThat(emptied.product()).isNull();
  }

  @Test
  void aColumnThatIsMissingChangesNothing() {
    Map<String, String> few = row(cup, "caption", "A cup.");
    few.keySet().retainAll(List.of("caption", "version", "imageId"));

    assertThat(correct("order-1", few).changes())
        .containsExactly(new CellChange("caption", "a caption", "A cup."));
  }

  @Test
  void aPlaceIsMadeOfWhatIsChangedAndWhatStays() {
    assertThat(cup.product()).isEqualTo(new ProductPlace("MUG-42", 1));
    assertThat(correct("order-1", row(cup, "position", "3,0")).outcome()).isEqualTo("changed");
    assertThat(catalog.now(cup).product()).isEqualTo(new ProductPlace("MUG-42", 3));

    correct("order-2", row(catalog.now(cup), "sku", "mug-43"));

    assertThat(catalog.now(cup).product()).isEqualTo(new ProductPlace("mug-43", 3));
  }

  @Test
  void aPlaceWithoutASkuIsRefused() {
    RowResult row = correct("order-1", row(cup, "sku", "", "position", "2"));

    assertThat(row.code()).isEqualTo("INVALID_REQUEST");
    assertThat(row.message()).contains("needs the SKU");
  }

  @ParameterizedTest
  @CsvSource({
    "attribute.category, '', CELL_EMPTY",
    "title, '', CELL_EMPTY",
    "sku, 4.00638E+12, NUMBER_CUT",
    "sku, '4,00638E+012', NUMBER_CUT",
    "attribute.gtin, 12345678901234500, NUMBER_CUT",
    "position, first, INVALID_REQUEST",
    "position, 1000, INVALID_REQUEST",
    "attribute.Größe, XL, INVALID_REQUEST",
    "caption, Gr\uFFFDn, LETTER_LOST",
    "version, '', VERSION_INVALID",
    "imageId, aaaaaaaaaaaaaaaaaaaaaaaaaa, VERSION_INVALID",
    "imageId, my cup, IMAGE_NOT_FOUND",
  })
  void aRowThatCannotBeUsedIsRefusedWhole(String column, String cell, String code) {
    RowResult row = correct("order-1", row(cup, "tags", "sale", column, cell));

    assertThat(row.outcome()).isEqualTo("refused");
    assertThat(row.code()).isEqualTo(code);
    assertThat(row.message()).isNotBlank();
    assertThat(row.changes()).isEmpty();
    assertThat(catalog.now(cup)).isEqualTo(cup);
  }

  @Test
  void aRowOfVeryManyChangesIsRefused() {
    Map<String, String> row = row(cup);
    IntStream.rangeClosed(1, 101).forEach(i -> row.put("attribute.a" + i, "x"));

    assertThat(correct("order-1", row).code()).isEqualTo("LIMIT_REACHED");
  }

  @Test
  void aRefusedRowStopsNoOther() {
    ImageRecord bowl = catalog.put(Examples.done("demo/b.jpg", "bowl"));
    ImageRecord gone = Examples.done("demo/c.jpg", "bowl");

    List<RowResult> rows =
        corrected(
            "order-1",
            false,
            List.of(
                row(gone, "title", "A"),
                row(cup, "title", "x".repeat(256)),
                row(bowl, "title", "B"),
                row(bowl, "title", "C")));

    assertThat(rows).extracting(RowResult::row).containsExactly(2, 3, 4, 5);
    assertThat(rows)
        .extracting(RowResult::code)
        .containsExactly("IMAGE_NOT_FOUND", "INVALID_REQUEST", null, "ROW_REPEATED");
    assertThat(catalog.now(bowl).title()).isEqualTo("B");
  }

  @Test
  void aTagWithASemicolonStaysIfAllOfItIsThere() {
    actions.correct("demo", cup.imageId(), added("red; round"), "1");
    ImageRecord now = catalog.now(cup);
    assertThat(row(now).get("tags")).isEqualTo("red; round; cup; bowl");

    correct("order-1", row(now, "tags", "cup; round; red"));

    assertThat(catalog.now(cup).tags()).extracting(Tag::label).containsExactly("red; round", "cup");
  }
}
