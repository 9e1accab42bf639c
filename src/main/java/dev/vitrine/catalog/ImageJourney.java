package dev.vitrine.catalog;

import dev.vitrine.catalog.Restyle.Status;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.Revision;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.measure.Separation;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.upload.Upload;
import dev.vitrine.workflow.RestyleOrder;
import dev.vitrine.workflow.WorkflowInput;
import dev.vitrine.workflow.WorkflowInput.Work;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The steps of an image's work. Each takes a record and returns the changed one; it returns the
 * same record if the step was taken before or comes too late, so that every step may be repeated.
 */
public final class ImageJourney {
  private ImageJourney() {}

  /** {@return the record of a new image} */
  static ImageRecord received(Upload upload, Instant now) {
    return fresh(upload, Corrections.NONE, null, now);
  }

  /** Begins a newer revision: drops the models' values and keeps what persons did. */
  static ImageRecord received(ImageRecord image, Upload upload, Instant now) {
    return upload.picture().isNewerThan(image.picture().revision())
        ? fresh(upload, image.corrections(), image.exported(), now)
        : image;
  }

  private static ImageRecord fresh(
      Upload upload, Corrections corrections, @Nullable ExportMark exported, Instant now) {
    Run run = Run.of(WorkflowInput.describe(upload.picture()), 0, now);
    return new ImageRecord(
        ImageRecord.SCHEMA,
        upload,
        ImageStatus.RUNNING,
        run,
        null,
        null,
        null,
        corrections,
        List.of(),
        List.of(),
        null,
        exported);
  }

  /**
   * Stores the measurements and the models' values, and adds the restyles to paint. A picture that
   * was described before has all that were ordered of it, but for those that a person deleted. Tags
   * that it has by a later reading of the vocabulary stay.
   *
   * @param measured with the execution as its evidence
   * @param words makes the description from that of an earlier run of the revision
   */
  static ImageRecord described(
      ImageRecord image,
      Revision revision,
      Measurements measured,
      UnaryOperator<Description> words,
      List<RestyleOrder> orders) {
    String execution = Objects.requireNonNull(measured.evidence().execution());
    if (isLate(image, revision) || Run.hasDescribed(image, execution)) {
      return image;
    }
    List<Restyle> ordered =
        orders.stream()
            .filter(order -> !Restyle.isPainted(image, order.id()))
            .filter(order -> image.description() == null || Restyle.isShown(image, order.id()))
            .filter(order -> !Restyle.isDeleted(image, order.id()))
            .map(order -> Restyle.ordered(order, execution))
            .toList();
    Description earlier = image.descriptionOrNone();
    Description found = words.apply(earlier);
    boolean isOutdated = earlier.isTaggedAfter(found.asOf(), measured.evidence().at());
    return image
        .with(measured, isOutdated ? found.withTagsOf(earlier) : found)
        .with(ordered)
        .unsettled(ImageStatus.RUNNING);
  }

  /**
   * Replaces all that tagging gave, and clears its error; caption, prompt and boxes stay. An image
   * that was partial for that error only is done.
   */
  public static ImageRecord retagged(ImageRecord image, TagImageResult found) {
    Description description = image.descriptionOrNone().tagged(found);
    ImageRecord tagged = image.with(Objects.requireNonNull(image.measured()), description);
    return image.status() == ImageStatus.PARTIAL && image.failure() == null
        ? tagged.settled(
            ImageStatus.atTheEndOf(tagged), null, Objects.requireNonNull(image.finishedAt()))
        : tagged;
  }

  /**
   * Begins a new description of the picture; changes nothing while the image is being worked on.
   */
  public static ImageRecord redescribed(ImageRecord image, Instant now) {
    return image.status().unfinished() || image.description() == null
        ? image
        : again(image, Work.DESCRIBE, List.of(), false, 0, now);
  }

  /**
   * Sets the last status, unless another execution is still describing or painting.
   *
   * @param execution that ends; null if it began in an earlier release
   */
  static ImageRecord finished(
      ImageRecord image, Revision revision, @Nullable String execution, Instant now) {
    return execution != null && Run.isAnotherDescribing(image, execution)
        ? image
        : finished(image, revision, now);
  }

  /** Sets the last status, unless an execution still paints, or the latest could not describe. */
  static ImageRecord finished(ImageRecord image, Revision revision, Instant now) {
    if (isLate(image, revision)
        || image.description() == null
        || Run.hasFailedToDescribe(image)
        || !Restyle.pending(image, null).isEmpty()) {
      return image;
    }
    return image.settled(ImageStatus.atTheEndOf(image), null, now);
  }

  static ImageRecord rejected(
      ImageRecord image, Revision revision, String execution, ImageError why, Instant now) {
    return isLate(image, revision) || !image.run().execution().equals(execution)
        ? image
        : Restyle.givenUp(image, null, why).settled(ImageStatus.REJECTED, why, now);
  }

  /**
   * Records a failure, unless the image is finished. One that this run has described ends as if the
   * last step had been taken: what was left to do is in its restyles.
   */
  static ImageRecord failed(
      ImageRecord image, Revision revision, String execution, ImageError why, Instant now) {
    if (isLate(image, revision)) {
      return image;
    }
    ImageRecord unpainted = Restyle.givenUp(image, execution, why);
    if (image.description() == null) {
      return image.run().execution().equals(execution)
          ? unpainted.settled(ImageStatus.FAILED, why, now)
          : unpainted;
    }
    boolean ends =
        image.status().unfinished()
            && Restyle.pending(unpainted, null).isEmpty()
            && !Run.isAnotherDescribing(image, execution);
    if (!ends) {
      return unpainted;
    }
    return Run.isUndescribed(image)
        ? unpainted.settled(ImageStatus.PARTIAL, why, now)
        : unpainted.settled(ImageStatus.atTheEndOf(unpainted), null, now);
  }

  /**
   * Stores what has come of an order, also of one that was deleted while it was painted; changes
   * nothing if the image does not know the order.
   */
  static ImageRecord painted(ImageRecord image, Revision revision, Restyle restyle) {
    String id = restyle.id();
    if (isLate(image, revision) || Restyle.isPainted(image, id)) {
      return image;
    }
    if (Restyle.isShown(image, id)) {
      return image.with(List.of(restyle));
    }
    List<Restyle.Deleted> deleted =
        image.deletedRestyles().stream()
            .map(one -> one.id().equals(id) ? one.with(restyle) : one)
            .toList();
    return Restyle.isDeleted(image, id) ? image.with(image.restyles(), deleted) : image;
  }

  /**
   * Orders a restyle; changes nothing if it is painted or being painted already. While the image is
   * being described, the order joins that run, which paints it after it has described the image. If
   * that run has failed, the order begins to repeat what failed, and joins the new one.
   *
   * @throws ActionRefusedException if the image has no rendition yet, or the product is to be kept
   *     and cannot be told from its background
   */
  public static ImageRecord ordered(
      ImageRecord image, RestyleOrder order, boolean urgent, Instant now) {
    if (image.measured() == null || image.description() == null) {
      throw new ActionRefusedException(
          "NOT_READY", "This picture is not described yet. Please restyle it when it is.");
    }
    Separation separation = image.measured().ofProduct();
    if (order.keepsProduct() && separation != null && !separation.isSure()) {
      throw new ActionRefusedException(
          ImageError.PRODUCT_UNSURE, separation.words() + " " + ImageError.WITHOUT_KEEPING);
    }
    boolean has =
        image.restyles().stream()
            .anyMatch(one -> one.id().equals(order.id()) && one.status() != Status.FAILED);
    if (has) {
      return image;
    }
    if (Run.hasFailedToDescribe(image)) {
      return ordered(
          Restart.repeated(image, ImageError::retryable, urgent, 0, now), order, urgent, now);
    }
    if (!Run.isDescribing(image)) {
      return again(image, Work.RESTYLE, List.of(order), urgent, 0, now);
    }
    Run run = urgent ? image.run().joinedUrgently() : image.run();
    return image.with(run).with(List.of(Restyle.ordered(order, run.execution())));
  }

  /**
   * Begins to repeat the failed steps that a retry may mend; changes nothing while the image is
   * being worked on.
   *
   * @param urgent whether a person asks for this one image
   * @throws ActionRefusedException if nothing failed, or trying again would not help
   */
  public static ImageRecord retried(ImageRecord image, boolean urgent, Instant now) {
    if (image.status().unfinished()) {
      return image;
    }
    ImageError error = image.error();
    if (error == null) {
      throw new ActionRefusedException(
          "NOTHING_FAILED", "Nothing has failed, so there is nothing to retry.");
    }
    if (!error.retryable()) {
      throw new ActionRefusedException(
          "NOT_RETRYABLE", error.message() + " Trying again would not help.");
    }
    return Restart.repeated(image, ImageError::retryable, urgent, 0, now);
  }

  static ImageRecord again(
      ImageRecord image,
      Work work,
      List<RestyleOrder> orders,
      boolean urgent,
      int restarts,
      Instant now) {
    int attempt = image.run().attempt() + 1;
    WorkflowInput input = input(image, work, orders, attempt, urgent);
    Run run =
        Run.of(input, restarts, now)
            .troubledSince(restarts == 0 ? null : image.run().troubledSince());
    List<Restyle> ordered =
        orders.stream().map(order -> Restyle.ordered(order, run.execution())).toList();
    return image.with(ordered).with(run).unsettled(ImageStatus.RUNNING);
  }

  /** {@return the input of the execution for the image's latest run} */
  public static WorkflowInput input(ImageRecord image) {
    Run run = image.run();
    List<RestyleOrder> orders =
        Restyle.pending(image, run.execution()).stream().map(Restyle::order).toList();
    return input(image, run.work(), orders, run.attempt(), run.urgent() || run.awaited());
  }

  private static WorkflowInput input(
      ImageRecord image, Work work, List<RestyleOrder> orders, int attempt, boolean urgent) {
    return new WorkflowInput(
        image.picture(),
        work,
        orders,
        work == Work.DESCRIBE ? null : image.texts().promptText(),
        image.descriptionOrNone().detected(),
        attempt,
        urgent);
  }

  private static boolean isLate(ImageRecord image, Revision revision) {
    return !image.picture().revision().equals(revision);
  }
}
