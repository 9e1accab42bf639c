package dev.vitrine.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Refuses what a seller asks beyond their rate; only requests with a seller's token count. */
@Provider
public class SellerRateFilter implements ContainerRequestFilter {
  private final SellerIdentity seller;
  private final SellerRate rate;

  SellerRateFilter(SellerIdentity seller, SellerRate rate) {
    this.seller = seller;
    this.rate = rate;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    seller
        .ofToken()
        .ifPresent(
            name ->
                rate.secondsToWait(name).ifPresent(seconds -> request.abortWith(refused(seconds))));
  }

  private static Response refused(long seconds) {
    Response problem =
        ProblemBody.response(
            429,
            "TOO_MANY_REQUESTS",
            "These are more requests than one seller may make. Please wait some seconds.");
    return Response.fromResponse(problem).header("Retry-After", seconds).build();
  }
}
