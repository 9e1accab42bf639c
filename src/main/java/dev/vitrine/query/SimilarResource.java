package dev.vitrine.query;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.look.SimilarPictures;
import dev.vitrine.look.SimilarPictures.Similar;
import dev.vitrine.meaning.MeaningIndex;
import dev.vitrine.meaning.MeaningIndex.Near;
import dev.vitrine.meaning.MeaningIndex.NearestImages;
import dev.vitrine.meaning.MeaningUnavailableException;
import dev.vitrine.tag.Embedding;
import dev.vitrine.vocabulary.Suggestion;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Other pictures of the seller that look the same as one, or show something like it. */
@Path("/images/{id}/similar")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "images")
public class SimilarResource {
  private static final int MOST = 12;

  private final Catalog catalog;
  private final SellersImages images;
  private final SimilarPictures pictures;
  private final MeaningIndex meanings;
  private final SellerIdentity seller;

  SimilarResource(
      Catalog catalog,
      SellersImages images,
      SimilarPictures pictures,
      MeaningIndex meanings,
      SellerIdentity seller) {
    this.catalog = catalog;
    this.images = images;
    this.pictures = pictures;
    this.meanings = meanings;
    this.seller = seller;
  }

  /**
   * Pictures like one, the most alike first.
   *
   * @param images at most 12
   * @param complete by meaning only: false while the index is being made anew and lacks pictures
   * @param model by meaning only: whose embeddings were compared; null if the picture has none
   */
  @Schema(name = "SimilarImages", requiredProperties = "images")
  public record SimilarImages(
      List<SimilarImage> images, @Nullable Boolean complete, @Nullable String model) {}

  /**
   * A picture like another.
   *
   * @param imageId 26 characters
   * @param key where the original lies in the bucket
   * @param uploadedAt when the newest revision was uploaded
   * @param suggestions values whose scores are below their thresholds, highest score first
   * @param distance by look only: 0 if the two look the same, to 3
   * @param likeness by meaning only: cosine of the two embeddings, from -1 to 1
   */
  @Schema(
      name = "SimilarImage",
      requiredProperties = {"imageId", "key", "uploadedAt", "suggestions"})
  public record SimilarImage(
      String imageId,
      String key,
      Instant uploadedAt,
      List<Suggestion> suggestions,
      @Nullable Integer distance,
      @Nullable Double likeness) {}

  @GET
  @Operation(
      operationId = "listSimilar",
      summary = "The seller's other pictures that look the same, or are nearest in meaning",
      description =
          "By look: compares hashes of 64 bits, which change little when a picture is encoded again"
              + " or resized. Pictures are listed whose hashes differ in at most 3 bits, at most"
              + " 12, out of the newest 100 that share a quarter of the hash. By meaning: the 12"
              + " pictures whose embeddings, made by the same model, are nearest; however far that"
              + " is. Where no index of embeddings is kept the answer is 501"
              + " MEANING_UNAVAILABLE. New pictures are found some seconds after they are"
              + " described.")
  @APIResponse(responseCode = "200", description = "The pictures, the most alike first")
  public SimilarImages similar(
      @PathParam("id") String id,
      @Parameter(
              description = "What is compared",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"look", "meaning"},
                      defaultValue = "look"))
          @QueryParam("by")
          @Nullable String by) {
    ImageRecord image = images.image(id);
    if (by == null || by.isEmpty() || by.equals("look")) {
      return new SimilarImages(
          similarImages(pictures.to(image), (Similar one) -> view(one)), null, null);
    }
    if (!by.equals("meaning")) {
      throw ApiProblem.invalid("by", "Similar images are found by look or by meaning.");
    }
    if (!meanings.isKept()) {
      throw new MeaningUnavailableException();
    }
    Embedding embedding = image.descriptionOrNone().embedding();
    if (embedding == null) {
      return new SimilarImages(List.of(), null, null);
    }
    NearestImages nearest = meanings.nearest(seller.name(), embedding, 2 * MOST);
    List<Near> others =
        nearest.images().stream().filter(one -> !one.imageId().equals(image.imageId())).toList();
    return new SimilarImages(
        similarImages(others, (Near one) -> view(one)), nearest.complete(), embedding.model());
  }

  /** Some may have been deleted a moment ago. */
  private static <T> List<SimilarImage> similarImages(
      List<T> candidates, Function<T, Stream<SimilarImage>> view) {
    return candidates.stream().limit(2 * MOST).flatMap(view).limit(MOST).toList();
  }

  private Stream<SimilarImage> view(Similar one) {
    return view(one.imageId(), one.distance(), null);
  }

  private Stream<SimilarImage> view(Near one) {
    return view(one.imageId(), null, one.likeness());
  }

  private Stream<SimilarImage> view(
      ImageId imageId, @Nullable Integer distance, @Nullable Double likeness) {
    return catalog.findReadable(seller.name(), imageId).stream()
        .map(
            found ->
                new SimilarImage(
                    found.imageId().value(),
                    found.picture().key(),
                    found.original().uploadedAt(),
                    found.suggestions(),
                    distance,
                    likeness));
  }
}
