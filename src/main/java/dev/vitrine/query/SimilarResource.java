package dev.vitrine.query;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.look.SimilarPictures;
import dev.vitrine.look.SimilarPictures.Similar;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Other pictures of the seller that look the same as one. */
@Path("/images/{id}/similar")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "images")
public class SimilarResource {
  private static final int MOST = 12;

  private final Catalog catalog;
  private final SellersImages images;
  private final SimilarPictures pictures;
  private final SellerIdentity seller;

  SimilarResource(
      Catalog catalog, SellersImages images, SimilarPictures pictures, SellerIdentity seller) {
    this.catalog = catalog;
    this.images = images;
    this.pictures = pictures;
    this.seller = seller;
  }

  /**
   * Pictures that look the same as one, the most alike first.
   *
   * @param images at most 12
   */
  @Schema(name = "SimilarImages", requiredProperties = "images")
  public record SimilarImages(List<SimilarImage> images) {}

  /**
   * A picture that looks the same as another.
   *
   * @param imageId 26 characters
   * @param key where the original lies in the bucket
   * @param uploadedAt when the newest revision was uploaded
   * @param distance 0 if the two look the same, to 3
   */
  @Schema(
      name = "SimilarImage",
      requiredProperties = {"imageId", "key", "uploadedAt", "distance"})
  public record SimilarImage(String imageId, String key, Instant uploadedAt, int distance) {}

  @GET
  @Operation(
      operationId = "listSimilar",
      summary = "The seller's other pictures that look the same, or nearly",
      description =
          "Compares hashes of 64 bits, which change little when a picture is encoded again or"
              + " resized. Pictures are listed whose hashes differ in at most 3 bits, at most 12,"
              + " out of the newest 100 that share a quarter of the hash. New pictures are found"
              + " some seconds after they are described.")
  @APIResponse(responseCode = "200", description = "The pictures, the most alike first")
  public SimilarImages similar(@PathParam("id") String id) {
    ImageRecord image = images.image(id);
    return new SimilarImages(
        pictures.to(image).stream()
            .limit(2 * MOST) // some may have been deleted a moment ago
            .flatMap(this::view)
            .limit(MOST)
            .toList());
  }

  private Stream<SimilarImage> view(Similar one) {
    return catalog.find(seller.name(), one.imageId()).stream()
        .map(
            found ->
                new SimilarImage(
                    found.imageId().value(),
                    found.picture().key(),
                    found.original().uploadedAt(),
                    one.distance()));
  }
}
