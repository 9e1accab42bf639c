package dev.vitrine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.MemoryCatalog;
import dev.vitrine.catalog.Tagged;
import dev.vitrine.image.ImageId;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.table.ItemTooLargeException;
import dev.vitrine.vocabulary.TagLabel;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BulkTest {
  private final MemoryCatalog catalog = new MemoryCatalog();
  private final ImageRecord large = catalog.put(Examples.done("demo/a.jpg", "cup"));
  private final ImageRecord broken = catalog.put(Examples.done("demo/b.jpg", "cup"));
  private final ImageRecord unreadable = catalog.put(Examples.done("demo/c.jpg", "cup"));
  private final ImageRecord good = catalog.put(Examples.done("demo/d.jpg", "cup"));

  /** Fails on all images but one. */
  private final class Failing implements BulkAction {
    @Override
    public Optional<ImageRecord> find(Catalog images, String seller, ImageId imageId) {
      if (imageId.equals(unreadable.imageId())) {
        throw new IllegalStateException("not a record");
      }
      return images.find(seller, imageId);
    }

    @Override
    public Optional<ImageRecord> on(ImageActions actions, ImageRecord image, String order) {
      if (image.equals(large)) {
        throw new ItemTooLargeException(new IllegalStateException());
      }
      if (image.equals(broken)) {
        throw new IllegalStateException("a mistake");
      }
      return Optional.of(image);
    }
  }

  @Test
  void anImageThatCannotBeReadOrWrittenStopsNoOther() {
    Bulk bulk =
        new Bulk(
            catalog,
            new Tagged().actions(catalog, new MemoryLessons()),
            Clock.fixed(Examples.NOW, ZoneOffset.UTC));
    List<ImageId> ids =
        List.of(large.imageId(), broken.imageId(), unreadable.imageId(), good.imageId());

    Bulk.Page page =
        bulk.page("demo", new BulkOrder("order-1", null, ids, Set.of(), new Failing()), 100, null);

    assertThat(page.results()).extracting(Bulk.Result::imageId).isEqualTo(ids);
    assertThat(page.results())
        .extracting(Bulk.Result::outcome)
        .containsExactly(
            Bulk.Outcome.REFUSED,
            Bulk.Outcome.UNAVAILABLE,
            Bulk.Outcome.UNAVAILABLE,
            Bulk.Outcome.DONE);
    assertThat(page.results())
        .extracting(Bulk.Result::code)
        .containsExactly("LIMIT_REACHED", "INTERNAL_ERROR", "INTERNAL_ERROR", null);
  }

  @Test
  void correctionsThatTeachNothingAreMadeAllTheSame() {
    MemoryLessons lessons = new MemoryLessons();
    lessons.unreadable = true;
    Bulk bulk =
        new Bulk(
            catalog,
            new Tagged().actions(catalog, lessons),
            Clock.fixed(Examples.NOW, ZoneOffset.UTC));
    BulkAction mug = BulkAction.correct(new Correction.TagAdded(new TagLabel("mug")));

    List<Bulk.Result> results =
        bulk.page(
                "demo",
                new BulkOrder("order-2", null, List.of(good.imageId()), Set.of(), mug),
                1,
                null)
            .results();

    assertThat(results).allMatch(Bulk.Result::corrected);
    assertThat(catalog.now(good).tags()).anyMatch(tag -> tag.label().equals("mug"));
  }
}
