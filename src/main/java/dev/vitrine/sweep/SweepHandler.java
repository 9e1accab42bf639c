package dev.vitrine.sweep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.vitrine.table.Deadline;
import dev.vitrine.trace.Observed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/** On a schedule: starts interrupted work again, and deletes what is due; see {@link Sweep}. */
@Observed
@ApplicationScoped
@Named("sweep")
public class SweepHandler implements RequestHandler<SweepHandler.Request, SweepHandler.Result> {

  /**
   * The event of a schedule. The sweep does the same whatever it says.
   *
   * @param id the event's own, for the log
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Request(@Nullable String id) {}

  /**
   * What a sweep did.
   *
   * @param adopted uploads that had no record, and were started
   * @param revived images that were started again: their execution was never started, ended without
   *     finishing them, or failed for a passing reason
   */
  public record Result(int adopted, int revived) {}

  private final Sweep sweep;

  public SweepHandler(Sweep sweep) {
    this.sweep = sweep;
  }

  @Override
  public Result handleRequest(Request request, Context context) {
    return Deadline.within(context.getRemainingTimeInMillis(), sweep::run);
  }
}
