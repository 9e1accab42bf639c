package dev.vitrine.action;

import dev.vitrine.catalog.ActionRefusedException;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.table.ItemTooLargeException;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.table.UnreadableItemException;
import dev.vitrine.workflow.WorkflowUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does one action on many images, a bounded number of them in a call. A refused image does not stop
 * the others.
 */
@ApplicationScoped
public class Bulk {
  /** Most images of one call. */
  public static final int MOST = 100;

  private static final int STEP = 10;

  /** The outcome for one image. */
  public enum Outcome {
    DONE,
    REFUSED,
    MISSING,
    UNAVAILABLE
  }

  /**
   * What came of the action on one image.
   *
   * @param corrected whether the order has corrected the image, so that it can be undone; false if
   *     it changed nothing, and of actions that are no corrections
   * @param code the reason, for programs; null if the action was done, or the image was deleted
   *     just before it
   * @param message the reason, for the seller; null if there is no code
   */
  public record Result(
      ImageId imageId,
      Outcome outcome,
      boolean corrected,
      @Nullable String code,
      @Nullable String message) {
    private static Result of(
        ImageId imageId, Outcome outcome, String code, @Nullable String message) {
      return new Result(imageId, outcome, false, code, message);
    }
  }

  /**
   * What came of a call.
   *
   * @param results in the order of the listed ids or of the query
   * @param cursor where the next call begins; null if nothing is left of the query
   */
  public record Page(List<Result> results, @Nullable String cursor) {
    public Page {
      results = List.copyOf(results);
    }
  }

  private static final Logger LOG = Logger.getLogger(Bulk.class);

  private final Catalog catalog;
  private final ImageActions actions;
  private final Clock clock;

  public Bulk(Catalog catalog, ImageActions actions, Clock clock) {
    this.catalog = catalog;
    this.actions = actions;
    this.clock = clock;
  }

  /**
   * Does an order, or as much of it as fits into the time of a call.
   *
   * @param cursor where the call before ended; null for the first and for listed ids
   * @throws dev.vitrine.table.InvalidCursorException if the cursor is not one of this order
   */
  public Page page(String seller, BulkOrder order, int limit, @Nullable String cursor) {
    BoundedWalk walk = new BoundedWalk(catalog, clock, STEP);
    ImageQuery query = order.query();
    return query == null ? listed(seller, order, walk) : queried(order, query, limit, cursor, walk);
  }

  /** Listed ids for which no time is left get no result; the caller sends them again. */
  private Page listed(String seller, BulkOrder order, BoundedWalk walk) {
    List<Result> results = new ArrayList<>();
    for (ImageId id : order.ids()) {
      if (!walk.hasTime()) {
        break;
      }
      results.add(result(id, () -> found(seller, order, id)));
    }
    return new Page(results, null);
  }

  private Page queried(
      BulkOrder order, ImageQuery query, int limit, @Nullable String cursor, BoundedWalk walk) {
    List<Result> results = new ArrayList<>();
    String next =
        walk.visit(
            query,
            limit,
            cursor,
            image -> {
              boolean wanted = !order.except().contains(image.imageId());
              return wanted && results.add(result(image.imageId(), () -> act(order, image)));
            });
    return new Page(results, next);
  }

  private Result found(String seller, BulkOrder order, ImageId id) {
    return order
        .action()
        .find(catalog, seller, id)
        .map(image -> act(order, image))
        .orElseGet(() -> gone(id));
  }

  private static Result gone(ImageId id) {
    return Result.of(id, Outcome.MISSING, "IMAGE_NOT_FOUND", "This picture is gone.");
  }

  private Result act(BulkOrder order, ImageRecord image) {
    Optional<ImageRecord> after = order.action().on(actions, image, order.id());
    if (after.isEmpty()) {
      return gone(image.imageId());
    }
    boolean corrected = after.filter(one -> one.corrections().isMade(order.id())).isPresent();
    return new Result(image.imageId(), Outcome.DONE, corrected, null, null);
  }

  /** Whatever goes wrong with one image, the others get their turn, and the caller all results. */
  private static Result result(ImageId id, Supplier<Result> action) {
    try {
      return action.get();
    } catch (ActionRefusedException e) {
      return Result.of(id, Outcome.REFUSED, e.code(), e.getMessage());
    } catch (ItemTooLargeException e) {
      LOG.warnf(e, "the record of image %s is too large", id);
      return Result.of(
          id,
          Outcome.REFUSED,
          "LIMIT_REACHED",
          "This picture has more tags, texts and restyles than Vitrine can keep.");
    } catch (UnreadableItemException e) {
      LOG.errorf(e, "the record of image %s cannot be read", id);
      return Result.of(
          id,
          Outcome.REFUSED,
          "RECORD_UNREADABLE",
          "This version of Vitrine cannot read what is kept of this picture.");
    } catch (TableUnavailableException | WorkflowUnavailableException e) {
      return Result.of(
          id, Outcome.UNAVAILABLE, "UNAVAILABLE", "Vitrine was busy. Please try again.");
    } catch (RuntimeException e) {
      LOG.errorf(e, "an action on image %s failed", id);
      return Result.of(
          id, Outcome.UNAVAILABLE, "INTERNAL_ERROR", "Vitrine made a mistake. Please try again.");
    }
  }
}
