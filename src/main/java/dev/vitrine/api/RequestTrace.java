package dev.vitrine.api;

import dev.vitrine.trace.Observation;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/** Names the seller and API Gateway's id of the request in the lines of the log it causes. */
@Provider
public class RequestTrace implements ContainerRequestFilter, ContainerResponseFilter {
  /** {@link ApiHandler} sets it, so that no client can. */
  static final String REQUEST_ID = "x-vitrine-request-id";

  private final SellerIdentity seller;

  public RequestTrace(SellerIdentity seller) {
    this.seller = seller;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Observation.aboutRequest(sellerOrNobody(), request.getHeaderString(REQUEST_ID));
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Observation.forget();
  }

  private @Nullable String sellerOrNobody() {
    try {
      return seller.name();
    } catch (ApiProblem e) {
      return null; // a public route, or a request that the resource refuses
    }
  }
}
