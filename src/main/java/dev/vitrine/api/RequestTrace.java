package dev.vitrine.api;

import dev.vitrine.trace.MetricsLog;
import dev.vitrine.trace.Observation;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Names the seller and API Gateway's id of the request in the lines of the log it causes, and
 * writes what it counts. Quarkus calls both filters on the thread of the resource's method.
 */
@Provider
public class RequestTrace implements ContainerRequestFilter, ContainerResponseFilter {
  /** {@link ApiHandler} sets it, so that no client can. */
  static final String REQUEST_ID = "x-vitrine-request-id";

  private final SellerIdentity seller;
  private final MetricsLog metrics;

  public RequestTrace(SellerIdentity seller, MetricsLog metrics) {
    this.seller = seller;
    this.metrics = metrics;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    metrics.begin();
    Observation.aboutRequest(sellerOrNobody(), request.getHeaderString(REQUEST_ID));
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    metrics.end();
  }

  private @Nullable String sellerOrNobody() {
    try {
      return seller.name();
    } catch (ApiProblem e) {
      return null; // a public route, or a request that the resource refuses
    }
  }
}
