package dev.vitrine.query;

import dev.vitrine.action.Bulk;
import dev.vitrine.action.BulkOrder;
import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Does one action on many images. */
@Path("/images/bulk")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "corrections")
public class BulkResource {
  private final Bulk bulk;
  private final SellerIdentity seller;

  BulkResource(Bulk bulk, SellerIdentity seller) {
    this.bulk = bulk;
    this.seller = seller;
  }

  @POST
  @Operation(
      operationId = "bulk",
      summary = "Do one action on many images",
      description =
          "A call does as many images as fit into it: while the result has a cursor, repeat the"
              + " request with it. Listed images without a result were not reached: send them"
              + " again. The position of a product is that of the first id of a call: when the"
              + " action group is sent again for ids that were not reached, add the number of ids"
              + " before them to it. An image that is refused stops no other. A key names one order: use a new"
              + " one for another. Repeating a correction with the same key leaves every image as it"
              + " is on which it was done, even if somebody has corrected that one otherwise or"
              + " undone the order since; an image remembers its last 20 orders. The actions retry,"
              + " delete and restore are done again. Corrections can be undone by the key, with the action undo, on the images"
              + " that have corrected in the result.")
  @APIResponse(responseCode = "200", description = "What came of it on each image")
  public BulkView bulk(
      @Parameter(
              description = "8 to 64 letters, digits or . _ : - that name the order",
              required = true)
          @HeaderParam("Idempotency-Key")
          @Nullable String key,
      @Nullable BulkRequest body) {
    String sellerName = seller.name();
    String order = RequestParameters.orderKey(key);
    if (body == null) {
      throw ApiProblem.invalid("An order for many images needs a body.");
    }
    BulkOrder ordered = body.orderOf(sellerName, order);
    String cursor = RequestParameters.cursor(body.cursor());
    return BulkView.of(bulk.page(sellerName, ordered, body.mostImages(), cursor));
  }
}
