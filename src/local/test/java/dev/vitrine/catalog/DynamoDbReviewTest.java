package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.upload.Upload;
import dev.vitrine.vocabulary.TagLabel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoDbReviewTest {
  @AutoClose private static TestTable table = TestTable.overHttp();
  private DynamoDbCatalog catalog;

  @BeforeEach
  void empty() {
    table.empty();
    catalog = table.catalog();
  }

  @Test
  void theLeastSureComeFirstPageByPageAndTheSureAreNotListed() {
    store("demo/sure.jpg", 0.95);
    store("demo/fair.jpg", 0.72);
    store("demo/least.jpg", 0.61);
    store("demo/some.jpg", 0.66);
    store("other/least.jpg", 0.601);

    assertThat(all("demo", 100))
        .containsExactly("demo/least.jpg", "demo/some.jpg", "demo/fair.jpg");
    assertThat(all("demo", 1)).isEqualTo(all("demo", 100));
    assertThat(all("nobody", 100)).isEmpty();
  }

  @Test
  void whatIsDecidedIsListedNoMoreAndWhatIsUndoneIsAgain() {
    ImageRecord image = store("demo/least.jpg", 0.61);
    store("demo/some.jpg", 0.66);

    catalog.update(
        "demo",
        image.imageId(),
        now -> now.with(now.corrections().tagAdded(new TagLabel("mug"), Examples.NOW)));
    assertThat(all("demo", 10)).containsExactly("demo/some.jpg");

    catalog.update("demo", image.imageId(), now -> now.with(Corrections.NONE));
    assertThat(all("demo", 10)).containsExactly("demo/least.jpg", "demo/some.jpg");

    catalog.delete(image.picture());
    assertThat(all("demo", 10)).containsExactly("demo/some.jpg");
  }

  @Test
  void aCursorThatIsNoneIsRefused() {
    for (String cursor : List.of("x", "cjF8MC4", "", "r1|0.1")) {
      assertThatThrownBy(() -> catalog.review("demo", 1, cursor))
          .isInstanceOf(InvalidCursorException.class);
    }
  }

  @Test
  void aTableOfAnOlderVersionGetsTheIndexAtTheNextStart() {
    store("demo/before.jpg", 0.61);
    table.dropIndex("by-doubt");
    store("demo/between.jpg", 0.62);

    table.createAgain();

    store("demo/after.jpg", 0.63);
    assertThat(all("demo", 10))
        .containsExactly("demo/before.jpg", "demo/between.jpg", "demo/after.jpg");
    table.createAgain();
  }

  private List<String> all(String seller, int limit) {
    List<String> keys = new ArrayList<>();
    String cursor = null;
    do {
      Catalog.Page page = catalog.review(seller, limit, cursor);
      page.images().forEach(image -> keys.add(image.picture().key()));
      cursor = page.cursor();
    } while (cursor != null);
    return keys;
  }

  private ImageRecord store(String key, double score) {
    Upload upload = Examples.upload(key, 1);
    catalog.receive(upload);
    return catalog
        .update(
            upload.picture().seller(),
            upload.picture().imageId(),
            new Tagged().scores("tag", "mug", score).run(SellerThresholds.NONE))
        .orElseThrow();
  }
}
