package dev.vitrine.query;

import dev.vitrine.image.ImageKey;
import io.quarkus.vertx.http.runtime.QuarkusHttpHeaders;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. Behind API Gateway the claims of the checked token say so; on the local port it is the
 * header {@code Vitrine-Seller}, or the seller {@code demo}.
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
   * {@return the tenant; every key and record that is read begins with it}
   *
   * @throws ApiProblem 401 or 403 when the token does not say who it is
   */
  public String name() {
    MultiMap headers = request.request().headers();
    Claims claims = claims(headers);
    if (claims != null) {
      return valid(claims.seller());
    }
    String named = headers.get(HEADER);
    return named == null ? LOCAL_SELLER : valid(named);
  }

  /** Only {@link ApiHandler} can put claims here: they are beside the headers, not among them. */
  private static @Nullable Claims claims(MultiMap headers) {
    return headers instanceof QuarkusHttpHeaders virtual
        ? virtual.getContextObject(Claims.class)
        : null;
  }

  private static String valid(@Nullable String seller) {
    if (seller == null) {
      throw new ApiProblem(401, "UNAUTHORIZED", "The request carries no token of a seller.");
    }
    if (!seller.matches(ImageKey.SELLER)) {
      throw new ApiProblem(403, "FORBIDDEN", "The token or header names no possible seller.");
    }
    return seller;
  }
}
