package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.done;
import static dev.vitrine.catalog.Examples.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.action.ImageActions;
import dev.vitrine.bin.DeletedRestyles;
import dev.vitrine.image.PictureRef;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.upload.NoUploads;
import dev.vitrine.upload.StorageUnavailableException;
import dev.vitrine.workflow.RestyleOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Deleted restyles that make room for new ones. */
class EvictedRestylesTest {
  private static final RestyleOrder WAVE = order("great-wave");
  private static final Instant LATER = NOW.plusSeconds(60);

  private final ImageRecord plain = done("demo/a.jpg", "cup");
  private final MemoryCatalog catalog = new MemoryCatalog();

  @Test
  void whereThereIsNoRoomForAnotherTheFirstDeletedMakesIt() {
    ImageRecord most = withAsManyDeletedAsThereMayBe();
    List<Restyle.Deleted> before = most.deletedRestyles();
    assertThat(before).hasSize(Restyle.MOST + 1);

    ImageRecord another = ordered(most, WAVE, LATER);

    assertThat(another.restyles()).extracting(Restyle::order).contains(WAVE);
    List<Restyle.Deleted> evicted =
        another.deletedRestyles().stream().filter(Restyle.Deleted::wasEvicted).toList();
    assertThat(evicted).containsExactly(before.get(0).evicted()).allMatch(one -> one.isDue(NOW));
    assertThat(DeletedRestyles.restored(another, before.get(0).id(), LATER)).isSameAs(another);
    assertThat(another.deletedRestyles())
        .as("the 40 that were deleted last can be restored")
        .containsAll(before.subList(1, before.size()));
  }

  @Test
  void nothingMakesRoomForAnOrderThatNeedsNone() {
    ImageRecord most = withAsManyDeletedAsThereMayBe();
    List<Restyle.Deleted> before = most.deletedRestyles();

    ImageRecord restored = ordered(most, before.get(0).restyle().order(), LATER);
    assertThat(restored.deletedRestyles()).isEqualTo(before.subList(1, before.size()));
    assertThat(ordered(most, most.restyles().get(3).order(), LATER)).isSameAs(most);
    ImageRecord full = plain.with(restyles(0));
    assertThatThrownBy(() -> ordered(full, WAVE, LATER)).isInstanceOf(ActionRefusedException.class);
  }

  @Test
  void evictedOnesThatNobodyDeletesDoNotMakeTheRecordTooLarge() {
    ImageRecord image = withAsManyDeletedAsThereMayBe();
    int orders = 0;
    while (image.restyles().size() + image.deletedRestyles().size() < 3 * Restyle.MOST) {
      image = ordered(image, RestyleOrder.of("starry-night", null, ++orders, 0.5), LATER);
      String id = image.restyles().get(0).id();
      image = DeletedRestyles.deleted(image, id, LATER.plusSeconds(orders));
    }
    assertThat(orders).isEqualTo(Restyle.MOST);

    ImageRecord evicting = image;
    assertThatThrownBy(() -> ordered(evicting, WAVE, LATER))
        .isInstanceOf(ActionRefusedException.class)
        .hasMessageContaining("still stored");
    ImageRecord swept = evicting.with(evicting.restyles(), restorable(evicting));
    assertThat(ordered(swept, WAVE, LATER).restyles()).extracting(Restyle::order).contains(WAVE);
  }

  /** {@return an image with 39 restyles, and 41 that were deleted one after the other} */
  private ImageRecord withAsManyDeletedAsThereMayBe() {
    ImageRecord emptied = plain.with(restyles(0));
    for (Restyle one : emptied.restyles()) {
      emptied = DeletedRestyles.deleted(emptied, one.id(), at(emptied));
    }
    ImageRecord both = emptied.with(restyles(Restyle.MOST));
    assertThat(both.restyles()).hasSize(Restyle.MOST);
    return DeletedRestyles.deleted(both, both.restyles().get(0).id(), at(both));
  }

  private static Instant at(ImageRecord image) {
    return NOW.plusSeconds(image.deletedRestyles().size());
  }

  @Test
  void theOrderDeletesTheFileOfTheOneThatMadeRoom() {
    ImageRecord most = catalog.put(withAsManyDeletedAsThereMayBe());
    NoUploads bucket = new NoUploads();

    actions(bucket).restyle("demo", most.imageId(), WAVE, true);

    String first = most.deletedRestyles().get(0).id();
    assertThat(bucket.deletedRestyles).containsExactly(first);
    assertThat(catalog.now(most).deletedRestyles())
        .extracting(Restyle.Deleted::id)
        .hasSize(Restyle.MOST)
        .doesNotContain(first);
    assertThat(catalog.now(most).restyles()).extracting(Restyle::order).contains(WAVE);
  }

  @Test
  void aBucketThatCannotDeleteItNowLeavesItToTheSweep() {
    ImageRecord most = catalog.put(withAsManyDeletedAsThereMayBe());
    NoUploads bucket =
        new NoUploads() {
          @Override
          public void deleteRestyle(PictureRef picture, String order) {
            throw new StorageUnavailableException("not now", new IllegalStateException());
          }
        };

    actions(bucket).restyle("demo", most.imageId(), WAVE, true);

    assertThat(catalog.now(most).restyles()).extracting(Restyle::order).contains(WAVE);
    assertThat(catalog.dueWork(NOW, Duration.ZERO, 10).withDueRestyles())
        .containsExactly(catalog.now(most));
  }

  private ImageActions actions(NoUploads bucket) {
    return new Tagged().actions(catalog, new MemoryLessons(), bucket);
  }

  /** As {@code ImageActions} orders. */
  private static ImageRecord ordered(ImageRecord image, RestyleOrder order, Instant now) {
    return ImageJourney.ordered(
        DeletedRestyles.beforeOrder(image, order.id(), now), order, true, now);
  }

  private static List<Restyle.Deleted> restorable(ImageRecord image) {
    return image.deletedRestyles().stream().filter(one -> !one.wasEvicted()).toList();
  }

  private static List<Restyle> restyles(int from) {
    return IntStream.range(from, from + Restyle.MOST)
        .mapToObj(seed -> RestyleOrder.of("great-wave", null, seed + 1, 0.5))
        .map(order -> Restyle.done(order, "execution", Examples.painted(order)))
        .toList();
  }
}
