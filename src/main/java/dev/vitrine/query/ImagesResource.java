package dev.vitrine.query;

import dev.vitrine.action.ImageActions;
import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.ListPart;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.Card;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The seller's images. */
@Path("/images")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "images")
public class ImagesResource {
  private final Catalog catalog;
  private final SellersImages images;
  private final WaitingPictures waiting;
  private final ImageActions actions;
  private final SellerIdentity seller;

  ImagesResource(
      Catalog catalog,
      SellersImages images,
      WaitingPictures waiting,
      ImageActions actions,
      SellerIdentity seller) {
    this.catalog = catalog;
    this.images = images;
    this.waiting = waiting;
    this.actions = actions;
    this.seller = seller;
  }

  @GET
  @Operation(
      operationId = "listImages",
      summary = "List images",
      description =
          "Lists the images that meet all conditions. A page may have few images, or none, "
              + "although more follow: the last page is the one without a cursor.")
  @APIResponse(responseCode = "200", description = "A page of images")
  public ImagesView list(
      @BeanParam ImageConditions conditions, @BeanParam ListPart part, @BeanParam NamePlace place) {
    ImageQuery query = conditions.query(seller.name());
    Catalog.Page page = catalog.list(query, part.mostImages(), place.cursor(catalog, query, part));
    Map<ImageId, Waiting> places = places(page.images());
    return new ImagesView(
        page.images().stream()
            .map(image -> ImageView.listed(image, places.get(image.imageId())))
            .toList(),
        page.cursor());
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getImage", summary = "One image")
  @APIResponse(responseCode = "200", description = "The image")
  public ImageView image(@PathParam("id") String id) {
    ImageRecord image = images.image(id);
    return ImageView.of(image, places(List.of(image)).get(image.imageId()));
  }

  private Map<ImageId, Waiting> places(List<ImageRecord> images) {
    return waiting.places(
        seller.name(),
        images.stream().filter(image -> image.status().unfinished()).map(Card::of).toList());
  }

  /**
   * Ids of the images beside one in the list of all.
   *
   * @param newer null if the image is the newest
   * @param older null if the image is the oldest
   */
  @Schema(name = "Neighbours")
  public record Neighbours(@Nullable String newer, @Nullable String older) {}

  @GET
  @Path("{id}/neighbours")
  @Operation(
      operationId = "getNeighbours",
      summary = "The images uploaded just before and just after one")
  @APIResponse(responseCode = "200", description = "Their ids; none at the ends of the list")
  public Neighbours neighbours(@PathParam("id") String id) {
    Catalog.Neighbours beside = catalog.neighbours(images.image(id));
    return new Neighbours(
        beside.newer() == null ? null : beside.newer().value(),
        beside.older() == null ? null : beside.older().value());
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "deleteImage",
      summary = "Put a picture into the bin",
      description =
          "The picture leaves all lists, counts, products and exports at once. For 30 days it can be"
              + " restored, with all that is known about it; then it is deleted for good.")
  @APIResponse(responseCode = "204", description = "The picture is in the bin")
  public void delete(@PathParam("id") String id) {
    if (actions.delete(seller.name(), RequestParameters.imageId(id)).isEmpty()) {
      throw ApiProblem.imageNotFound();
    }
  }
}
