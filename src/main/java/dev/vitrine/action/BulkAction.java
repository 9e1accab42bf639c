package dev.vitrine.action;

import dev.vitrine.catalog.ActionRefusedException;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.vocabulary.TagLabel;
import dev.vitrine.workflow.RestyleOrder;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An action that is repeated on many images. */
public interface BulkAction {

  /**
   * Acts on one image.
   *
   * @param order id of the order
   * @return the image afterwards; empty if the seller has no such image
   * @throws ActionRefusedException if the image's state does not allow it
   */
  Optional<ImageRecord> on(ImageActions actions, ImageRecord image, String order);

  /** {@return a correction of each image} */
  static BulkAction correct(Correction correction) {
    return correct(image -> correction);
  }

  /** {@return a correction of each image, which may differ from one to the next} */
  static BulkAction correct(Function<ImageId, Correction> correction) {
    return (actions, image, order) ->
        actions.correctByOrder(
            image.seller(), image.imageId(), correction.apply(image.imageId()), order, now -> {});
  }

  /** {@return the undoing of the corrections of another order} */
  static BulkAction undo(String corrected) {
    return (actions, image, order) -> actions.undo(image.seller(), image.imageId(), corrected);
  }

  /** {@return a restyle of each image} */
  static BulkAction restyle(RestyleOrder restyle) {
    return (actions, image, order) ->
        actions.restyle(image.seller(), image.imageId(), restyle, false);
  }

  /** {@return a retry of what failed} */
  static BulkAction retry() {
    return (actions, image, order) -> actions.retry(image.seller(), image.imageId(), false);
  }

  /** {@return the image to act on, as it is now; empty if the seller has none} */
  default Optional<ImageRecord> find(Catalog catalog, String seller, ImageId imageId) {
    return catalog.find(seller, imageId);
  }

  /** {@return taking each image out of the bin} */
  static BulkAction restore() {
    return new BulkAction() {
      @Override
      public Optional<ImageRecord> find(Catalog catalog, String seller, ImageId imageId) {
        return catalog
            .find(seller, imageId)
            .or(() -> catalog.binned(seller, imageId).map(Catalog.Binned::image));
      }

      @Override
      public Optional<ImageRecord> on(ImageActions actions, ImageRecord image, String order) {
        return actions.restore(image.seller(), image.imageId());
      }
    };
  }

  /** {@return putting each image into the bin} */
  static BulkAction delete() {
    return (actions, image, order) -> actions.delete(image.seller(), image.imageId());
  }

  /** {@return accepting a suggestion on the images that have it} */
  static BulkAction accept(Correction correction) {
    return where(image -> suggests(image, correction), correction);
  }

  /**
   * {@return dismissing a suggestion on the images that have it, and of which nobody said that it
   * is right as a tag}
   *
   * @param attribute for which the label is suggested; null if as a tag
   */
  static BulkAction dismiss(@Nullable String attribute, TagLabel label) {
    return where(
        image ->
            image.suggestions().stream()
                    .filter(one -> Objects.equals(one.attribute(), attribute))
                    .anyMatch(one -> label.value().equals(TagLabel.plain(one.label())))
                && image.corrections().tags().stream()
                    .noneMatch(tag -> label.value().equals(TagLabel.plain(tag.label()))),
        new Correction.TagRemoved(label));
  }

  private static BulkAction where(Predicate<ImageRecord> isSuggested, Correction correction) {
    return (actions, image, order) ->
        actions.correctByOrder(
            image.seller(),
            image.imageId(),
            correction,
            order,
            now -> {
              if (!isSuggested.test(now)) {
                throw new ActionRefusedException("NOT_SUGGESTED", "This is not suggested here.");
              }
            });
  }

  private static boolean suggests(ImageRecord image, Correction correction) {
    return image.suggestions().stream()
        .anyMatch(
            one ->
                correction instanceof Correction.AttributeSet set
                    ? set.value().name().equals(one.attribute())
                        && set.value().value().equals(one.label())
                    : correction instanceof Correction.TagAdded tag
                        && one.attribute() == null
                        && tag.label().value().equals(TagLabel.plain(one.label())));
  }
}
