package dev.vitrine.api;

import dev.vitrine.image.ImageKey;
import io.quarkus.vertx.http.runtime.QuarkusHttpHeaders;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The seller who sends the request. Behind API Gateway it is named by the claims of the token; on
 * the local port by the header {@code Vitrine-Seller}, and is {@code demo} without it.
 */
@RequestScoped
public class SellerIdentity {
  static final String HEADER = "Vitrine-Seller";
  static final String LOCAL_SELLER = "demo";

  private final RoutingContext request;

  SellerIdentity(RoutingContext request) {
    this.request = request;
  }

  /**
   * {@return the seller's name, with which all their keys and records begin}
   *
   * @throws ApiProblem 401 if there is no token, 403 if it names no seller or the name is not a
   *     possible one
   */
  public String name() {
    MultiMap headers = request.request().headers();
    Claims claims = claims(headers);
    if (claims != null) {
      return valid(named(claims));
    }
    String header = headers.get(HEADER);
    return header == null ? LOCAL_SELLER : valid(header);
  }

  /**
   * {@return the seller that a token names; empty on the local port, and where {@link #name}
   * refuses}
   */
  public Optional<String> ofToken() {
    Claims claims = claims(request.request().headers());
    return Optional.ofNullable(claims == null ? null : claims.seller())
        .filter(name -> name.matches(ImageKey.SELLER));
  }

  /** Clients cannot forge these: {@link ApiHandler} passes claims beside the headers. */
  private static @Nullable Claims claims(MultiMap headers) {
    return headers instanceof QuarkusHttpHeaders virtual
        ? virtual.getContextObject(Claims.class)
        : null;
  }

  private static String named(Claims claims) {
    if (!claims.isPresent()) {
      throw new ApiProblem(401, "UNAUTHORIZED", "The request needs the token of a seller.");
    }
    String seller = claims.seller();
    if (seller == null) {
      throw new ApiProblem(
          403,
          "NO_SELLER",
          "The token names no seller: it has no claim custom:seller. Access tokens have none, ID"
              + " tokens of sellers do.");
    }
    return seller;
  }

  private static String valid(String seller) {
    if (!seller.matches(ImageKey.SELLER)) {
      throw new ApiProblem(
          403,
          "FORBIDDEN",
          "The seller's name in the token or header has characters that are not allowed.");
    }
    return seller;
  }
}
