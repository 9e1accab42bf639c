package dev.vitrine.export;

import dev.vitrine.api.ApiProblem;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses an export whose parameter {@code ids} is there and empty. Quarkus passes an empty
 * parameter as a missing one, and then everything would be exported to somebody who selected
 * nothing.
 */
public class EmptySelection {
  /** {@return the problem of a list of ids that is empty} */
  static ApiProblem problem() {
    return ApiProblem.invalid(
        "ids", "The parameter ids lists no image. Without it the conditions say which.");
  }

  @ServerRequestFilter
  public void refuse(UriInfo uri) {
    String query = uri.getRequestUri().getRawQuery();
    if (query != null
        && uri.getPath().matches("/?exports/.*")
        && Arrays.stream(query.split("&")).anyMatch(one -> one.matches("ids=?"))) {
      throw problem();
    }
  }
}
