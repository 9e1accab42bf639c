package dev.vitrine.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.vitrine.api.ApiJson;
import dev.vitrine.api.ListPart;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The seller's images in brief. A gallery asks again every few seconds, mostly for the same. */
@Path("/cards")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "images")
public class CardsResource {
  private final Catalog catalog;
  private final WaitingPictures waiting;
  private final SellerIdentity seller;
  private final ObjectWriter json;

  CardsResource(Catalog catalog, WaitingPictures waiting, SellerIdentity seller, ApiJson json) {
    this.catalog = catalog;
    this.waiting = waiting;
    this.seller = seller;
    this.json = json.getContext(CardsView.class).writerFor(CardsView.class);
  }

  @GET
  @Operation(
      operationId = "listCards",
      summary = "List images in brief",
      description =
          "The pages of listImages with only what a gallery shows. A card may be some moments older"
              + " than the image. The cursors of both lists are the same.")
  @APIResponse(
      responseCode = "200",
      description = "A page of cards",
      content = @Content(schema = @Schema(implementation = CardsView.class)))
  @APIResponse(
      responseCode = "304",
      description = "The page is the one that If-None-Match names by its ETag")
  public Response list(
      @BeanParam ImageConditions conditions,
      @BeanParam ListPart part,
      @BeanParam NamePlace place,
      @Context Request request) {
    String name = seller.name();
    ImageQuery query = conditions.query(name);
    Catalog.Cards cards =
        catalog.cards(query, part.mostImages(), place.cursor(catalog, query, part));
    byte[] page = json(CardsView.of(cards, waiting.places(name, cards.cards())));
    // Weak: the body may be compressed on its way.
    EntityTag tag = new EntityTag(check(page), true);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    return (unchanged == null ? Response.ok(page) : unchanged)
        .tag(tag)
        .header("Cache-Control", "private, no-cache")
        .build();
  }

  /**
   * {@return 64 bits that tell a page from the one before} Nobody is kept from making two pages of
   * one tag, and it is their own page. SHA-256 of a page took a tenth of the time of its answer.
   */
  private static String check(byte[] page) {
    CRC32 one = new CRC32();
    CRC32C other = new CRC32C();
    one.update(page);
    other.update(page);
    return "%08x%08x".formatted(one.getValue(), other.getValue());
  }

  private byte[] json(CardsView page) {
    try {
      return json.writeValueAsBytes(page);
    } catch (JsonProcessingException e) {
      throw new AssertionError("cards are JSON", e);
    }
  }
}
