package dev.vitrine.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.failure.ImageError;
import dev.vitrine.restyle.RestyleImageResult;
import dev.vitrine.restyle.RestylePrompt;
import dev.vitrine.workflow.RestyleOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A restyled picture, or the order for one.
 *
 * @param order what was asked for; its id names the restyle within the image
 * @param status how far the work on it is
 * @param execution name of the workflow execution that paints it
 * @param result the painted picture; null before
 * @param error why painting failed; null if it has not
 */
public record Restyle(
    RestyleOrder order,
    Status status,
    String execution,
    @Nullable RestyleImageResult result,
    @Nullable ImageError error) {

  /** How far the work on a restyle is. */
  public enum Status {
    /** Ordered, and not yet painted. */
    @JsonProperty("running")
    RUNNING,
    /** Painted. */
    @JsonProperty("done")
    DONE,
    /** Painting failed. */
    @JsonProperty("failed")
    FAILED
  }

  /**
   * Most restyles of one image. With the deleted ones there are twice as many; for one more, the
   * one that was deleted first makes room ({@link Deleted#evicted}).
   */
  public static final int MOST = 40;

  public Restyle {
    if ((status == Status.DONE) != (result != null)
        || (status == Status.FAILED) != (error != null)) {
      throw new IllegalArgumentException("a restyle is running, done with a result, or failed");
    }
  }

  static Restyle ordered(RestyleOrder order, String execution) {
    return new Restyle(order, Status.RUNNING, execution, null, null);
  }

  static Restyle done(RestyleOrder order, String execution, RestyleImageResult result) {
    return new Restyle(order, Status.DONE, execution, result, null);
  }

  static Restyle failed(RestyleOrder order, String execution, ImageError error) {
    return new Restyle(order, Status.FAILED, execution, null, error);
  }

  public String id() {
    return order.id();
  }

  /**
   * {@return the order to paint} This is {@code order} itself, unless the image already has a
   * painting of it that was made with an earlier prompt of the image. Then it is a second order,
   * with the present prompt, so that the earlier painting stays.
   */
  public static RestyleOrder withPresentPrompt(ImageRecord image, RestyleOrder order) {
    String prompt = image.texts().promptText();
    if (order.prompt() != null || prompt == null) {
      return order;
    }
    String text = RestylePrompt.of(order, prompt);
    Stream<Restyle> deleted = image.deletedRestyles().stream().map(Deleted::restyle);
    return Stream.concat(image.restyles().stream(), deleted)
            .filter(one -> one.id().equals(order.id()))
            .map(Restyle::result)
            .anyMatch(result -> result != null && !result.prompt().equals(text))
        ? RestyleOrder.of(order.style(), prompt, order.seed(), order.strength(), order.keep())
        : order;
  }

  /** {@return whether an image has a restyle of that id which is not deleted} */
  static boolean isShown(ImageRecord image, String id) {
    return image.restyles().stream().anyMatch(one -> one.id().equals(id));
  }

  /** {@return whether an image has a deleted restyle of that id} */
  static boolean isDeleted(ImageRecord image, String id) {
    return image.deletedRestyles().stream().anyMatch(one -> one.id().equals(id));
  }

  /** {@return whether an image has a painting of that id which is not deleted} */
  static boolean isPainted(ImageRecord image, String id) {
    return image.restyles().stream()
        .anyMatch(one -> one.id().equals(id) && one.status() == Status.DONE);
  }

  /** {@return whether this restyle is painted once the run that describes its image has done so} */
  public boolean waitsForDescription(ImageRecord image) {
    return status == Status.RUNNING
        && execution.equals(image.run().execution())
        && Run.isDescribing(image);
  }

  /**
   * {@return the restyles that are still to be painted}
   *
   * @param execution that is to paint them; null for those of all executions
   */
  static List<Restyle> pending(ImageRecord image, @Nullable String execution) {
    return image.restyles().stream()
        .filter(restyle -> restyle.status() == Status.RUNNING)
        .filter(restyle -> execution == null || restyle.execution().equals(execution))
        .toList();
  }

  /**
   * {@return the image, whose restyles that were still to be painted have failed}
   *
   * @param execution that was to paint them; null for those of all executions
   */
  static ImageRecord givenUp(ImageRecord image, @Nullable String execution, ImageError why) {
    return image.with(
        pending(image, execution).stream()
            .map(one -> failed(one.order(), one.execution(), why))
            .toList());
  }

  /** {@return restyles with others added, or in place of those of the same ids} */
  static List<Restyle> merged(List<Restyle> restyles, List<Restyle> changed) {
    Map<String, Restyle> byId = new LinkedHashMap<>();
    restyles.forEach(restyle -> byId.put(restyle.id(), restyle));
    changed.forEach(restyle -> byId.put(restyle.id(), restyle));
    return List.copyOf(byId.values());
  }

  /**
   * @throws ActionRefusedException if these are more restyles than an image may have
   */
  static void requireRoom(List<Restyle> restyles, List<Deleted> deleted) {
    if (restyles.size() > MOST) {
      throw new ActionRefusedException(
          "LIMIT_REACHED",
          "A picture has at most %d restyles. Please delete one first.".formatted(MOST));
    }
    // So that the record stays small while the bucket does not let evicted ones go.
    if (restyles.size() + deleted.size() > 3 * MOST) {
      throw new ActionRefusedException(
          "LIMIT_REACHED",
          "Too many deleted restyles of this picture are still stored. Please try again later.");
    }
  }

  /**
   * A restyle that a person has deleted, and can restore for as long as a picture from the bin. If
   * it was being painted, it is finished here.
   *
   * @param place where it stood among the image's restyles, from 0
   * @param at when it was deleted; the beginning of 1970 if it was {@link #evicted}
   */
  public record Deleted(Restyle restyle, int place, Instant at) {
    /** So that no painting is deleted while its restyle is restored. */
    private static final Duration MARGIN = Duration.ofHours(1);

    public String id() {
      return restyle.id();
    }

    /** {@return until when it can be restored} */
    public Instant goesAt() {
      return at.plus(Catalog.Binned.KEPT);
    }

    /** {@return when the sweep deletes it for good} */
    Instant dueAt() {
      return goesAt().plus(MARGIN);
    }

    /** {@return whether it is to be deleted for good} */
    public boolean isDue(Instant now) {
      return !dueAt().isAfter(now);
    }

    /**
     * {@return this deleted restyle, marked as due at once, because the image has no room for it}
     * It can no longer be restored.
     */
    public Deleted evicted() {
      return new Deleted(restyle, place, Instant.EPOCH);
    }

    /** {@return whether it made room for another} */
    public boolean wasEvicted() {
      return at.equals(Instant.EPOCH);
    }

    Deleted with(Restyle painted) {
      return new Deleted(painted, place, at);
    }
  }
}
