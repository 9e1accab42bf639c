package dev.vitrine.bin;

import dev.vitrine.catalog.ActionRefusedException;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.ImageStatus;
import dev.vitrine.catalog.Restart;
import dev.vitrine.catalog.Restyle;
import dev.vitrine.catalog.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What a person does to the restyles of one image. Each takes a record and returns the changed one;
 * it returns the same record if there is nothing to change, so that it may be repeated.
 */
public final class DeletedRestyles {
  private DeletedRestyles() {}

  /**
   * Deletes a restyle. An image that was worked on for nothing else is finished; one that failed in
   * nothing else is done.
   */
  public static ImageRecord deleted(ImageRecord image, String id, Instant now) {
    int place = image.restyles().stream().map(Restyle::id).toList().indexOf(id);
    if (place < 0) {
      return image;
    }
    List<Restyle> left = new ArrayList<>(image.restyles());
    Restyle restyle = left.remove(place);
    List<Restyle.Deleted> deleted = new ArrayList<>(image.deletedRestyles());
    deleted.add(new Restyle.Deleted(restyle, place, now));
    ImageRecord without = image.with(left, deleted);
    if (image.status() == ImageStatus.RUNNING) {
      return Restart.ended(without, now);
    }
    return isDoneWithout(restyle, without) ? inStatus(without, ImageStatus.DONE) : without;
  }

  /**
   * Whether an image is partial only because a restyle that it has no more could not be painted,
   * and not because the run that was to describe it before has failed.
   */
  private static boolean isDoneWithout(Restyle restyle, ImageRecord image) {
    return image.status() == ImageStatus.PARTIAL
        && restyle.error() != null
        && (image.failure() == null || image.failure().equals(restyle.error()))
        && image.descriptionOrNone().isComplete()
        && !Run.hasFailedToDescribe(image)
        && image.restyles().stream().noneMatch(one -> one.error() != null);
  }

  /** {@return an image whose work ended when it did, with another end} */
  private static ImageRecord inStatus(ImageRecord image, ImageStatus end) {
    return image.settled(end, null, Objects.requireNonNull(image.finishedAt()));
  }

  /**
   * Puts a deleted restyle back into its place, unless it was deleted more than 30 days ago.
   *
   * @throws ActionRefusedException if the image has as many restyles as it may
   */
  public static ImageRecord restored(ImageRecord image, String id, Instant now) {
    return image.deletedRestyles().stream()
        .filter(one -> one.id().equals(id) && one.goesAt().isAfter(now))
        .findFirst()
        .map(one -> restored(image, one))
        .orElse(image);
  }

  private static ImageRecord restored(ImageRecord image, Restyle.Deleted deleted) {
    List<Restyle> restyles = new ArrayList<>(image.restyles());
    restyles.add(Math.min(deleted.place(), restyles.size()), deleted.restyle());
    ImageRecord with = image.with(restyles, others(image, one -> one.equals(deleted)));
    return switch (deleted.restyle().status()) {
      case RUNNING -> with.unsettled(ImageStatus.RUNNING);
      case FAILED ->
          image.status() == ImageStatus.DONE ? inStatus(with, ImageStatus.PARTIAL) : with;
      case DONE -> with;
    };
  }

  /**
   * {@return an image of which a restyle can be ordered} One that was deleted is restored, so that
   * it is not painted again. If there is no room for another, the one that was deleted first makes
   * room. As many as an image may have, those that were deleted last, can always be restored.
   */
  public static ImageRecord beforeOrder(ImageRecord image, String id, Instant now) {
    ImageRecord restored = restored(image, id, now);
    return restored == image ? withRoom(without(image, one -> one.id().equals(id)), id) : restored;
  }

  private static ImageRecord withRoom(ImageRecord image, String id) {
    List<Restyle.Deleted> kept = others(image, Restyle.Deleted::wasEvicted);
    boolean hasRoom = image.restyles().size() + kept.size() < 2 * Restyle.MOST;
    boolean isRefused = image.restyles().size() >= Restyle.MOST;
    if (hasRoom || isRefused || image.restyles().stream().anyMatch(one -> one.id().equals(id))) {
      return image;
    }
    Restyle.Deleted first =
        kept.stream().min(Comparator.comparing(Restyle.Deleted::at)).orElseThrow();
    return image.with(
        image.restyles(),
        image.deletedRestyles().stream()
            .map(one -> one.equals(first) ? one.evicted() : one)
            .toList());
  }

  /** {@return an image without those of its deleted restyles that meet a condition} */
  static ImageRecord without(ImageRecord image, Predicate<Restyle.Deleted> condition) {
    List<Restyle.Deleted> left = others(image, condition);
    return left.size() == image.deletedRestyles().size()
        ? image
        : image.with(image.restyles(), left);
  }

  private static List<Restyle.Deleted> others(
      ImageRecord image, Predicate<Restyle.Deleted> condition) {
    return image.deletedRestyles().stream().filter(condition.negate()).toList();
  }
}
