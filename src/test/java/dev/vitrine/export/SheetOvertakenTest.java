package dev.vitrine.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.TextName;
import dev.vitrine.export.SheetView.RowResult;
import dev.vitrine.listing.ProductPlace;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is changed in Vitrine between the export and the file that comes back. */
class SheetOvertakenTest extends SheetFixture {
  @Test
  void whatSomebodyHasChangedSinceTheExportIsNotOverwritten() {
    Map<String, String> color = row(cup, "attribute.color", "red", "title", "Red cup");
    Map<String, String> title = row(cup, "title", "Large cup");
    actions.correct("demo", cup.imageId(), color("green"), "by-hand");

    RowResult refused = correct("order-1", color);

    assertThat(refused.outcome()).isEqualTo("refused");
    assertThat(refused.code()).isEqualTo("IMAGE_CHANGED");
    assertThat(refused.message()).startsWith("attribute.color: ");
    assertThat(catalog.now(cup).title()).isNotEqualTo("Red cup");
    actions.correct("demo", cup.imageId(), text(TextName.TITLE, "Huge cup"), "by-hand-2");
    assertThat(correct("order-2", title).code()).isEqualTo("IMAGE_CHANGED");
    assertThat(catalog.now(cup).title()).isEqualTo("Huge cup");
  }

  @Test
  void whatSomebodyChangesWhileTheRowIsWorkedOnIsNotOverwritten() {
    catalog.beforeTheNextUpdate(
        () -> actions.correct("demo", cup.imageId(), color("green"), "meanwhile"));

    RowResult refused = correct("order-1", row(cup, "attribute.color", "red"));

    assertThat(refused.code()).isEqualTo("IMAGE_CHANGED");
    assertThat(row(catalog.now(cup))).containsEntry("attribute.color", "green");
  }

  @Test
  void aPictureThatIsDeletedWhileTheRowIsWorkedOnSaysSo() {
    catalog.beforeTheNextUpdate(() -> catalog.delete(cup.picture()));

    RowResult gone = correct("order-1", row(cup, "attribute.color", "red"));

    assertThat(gone.code()).isEqualTo("IMAGE_NOT_FOUND");
    assertThat(gone.message()).isNotBlank();
  }

  @Test
  void anotherLetterCaseIsNoCorrectionAndNoLesson() {
    actions.correct("demo", cup.imageId(), color("green"), "by-hand");
    ImageRecord before = catalog.now(cup);

    assertThat(correct("order-1", row(before, "attribute.color", "GREEN")).outcome())
        .isEqualTo("unchanged");
    assertThat(catalog.now(cup)).isEqualTo(before);
  }

  @Test
  void aPlaceInOneProductIsNotUsedForAnother() {
    Map<String, String> position = row(cup, "position", "3");
    correct("order-1", row(cup, "sku", "OTHER-7"));

    assertThat(correct("order-2", position).code()).isEqualTo("IMAGE_CHANGED");
    assertThat(catalog.now(cup).product()).isEqualTo(new ProductPlace("OTHER-7", 1));
  }

  /** Also if the title that Vitrine makes of the facts has followed that value. */
  @Test
  void anotherValueThatHasChangedSinceIsNoReasonToRefuseARow() {
    Map<String, String> title = row(cup, "title", "Large cup");
    String before = cup.title();
    actions.correct("demo", cup.imageId(), color("green"), "by-hand");
    assertThat(catalog.now(cup).title()).isNotEqualTo(before);

    assertThat(correct("order-1", title).outcome()).isEqualTo("changed");

    assertThat(row(catalog.now(cup)))
        .containsEntry("title", "Large cup")
        .containsEntry("attribute.color", "green");
  }
}
