package dev.vitrine.query;

import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.product.ProductSuggestions;
import dev.vitrine.product.ProposedProduct;
import dev.vitrine.query.ProductView.PictureView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Pictures without a SKU that may be one product. */
@Path("/products/suggestions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "products")
public class ProductSuggestionsResource {
  private static final int MOST = 100;
  private static final int DEFAULT = 50;

  private final ProductSuggestions suggestions;
  private final SellerIdentity seller;

  ProductSuggestionsResource(ProductSuggestions suggestions, SellerIdentity seller) {
    this.suggestions = suggestions;
    this.seller = seller;
  }

  /**
   * A part of the suggestions.
   *
   * @param suggestions the one with the newest picture first; there may be none although more
   *     follow
   * @param looked number of pictures that were looked at for this part
   * @param meaning {@code compared}; {@code incomplete} while the index is being made anew and
   *     lacks pictures; {@code unavailable} where pictures are compared by look only, because no
   *     index of embeddings is kept or it does not answer now
   * @param cursor parameter of the request for the next part; null on the last one
   */
  @Schema(
      name = "ProductSuggestions",
      requiredProperties = {"suggestions", "looked", "meaning"})
  public record SuggestionsView(
      List<SuggestionView> suggestions,
      int looked,
      @Schema(enumeration = {"compared", "incomplete", "unavailable"}) String meaning,
      @Nullable String cursor) {}

  /**
   * Pictures that may be one product.
   *
   * @param sku a proposal that no product of the seller has
   * @param by {@code look} or {@code meaning}
   * @param likeness by meaning only: cosine of the two embeddings, from -1 to 1
   * @param pictures 2 to 12, in the order of their upload
   */
  @Schema(
      name = "ProductSuggestion",
      requiredProperties = {"sku", "by", "pictures"})
  public record SuggestionView(
      String sku,
      @Schema(enumeration = {"look", "meaning"}) String by,
      @Nullable Double likeness,
      List<PictureView> pictures) {

    private static SuggestionView of(ProposedProduct suggestion) {
      return new SuggestionView(
          suggestion.sku(),
          word(suggestion.by()),
          suggestion.likeness(),
          suggestion.images().stream().map(PictureView::of).toList());
    }
  }

  @GET
  @Operation(
      operationId = "suggestProducts",
      summary = "Suggest pictures that may be one product",
      description =
          "Compares pictures that have no SKU and of which nobody said that they have none. By look:"
              + " their hashes differ in at most 3 bits, as listSimilar finds them. By meaning:"
              + " of two pictures each has the other as its nearest, out of 12, by the embeddings of"
              + " the same model. They must also have the same color, and not be of two"
              + " categories. Many suggestions are wrong: nothing is grouped until somebody orders"
              + " it, as by the action group of POST /images/bulk. Where no index of embeddings is"
              + " kept, or it does not answer now, pictures are compared by look only, and the member"
              + " meaning says so. A call looks at no more than 100 pictures, and at no further one after"
              + " 8 s: the last part is the one without a cursor.")
  @APIResponse(responseCode = "200", description = "A part of the suggestions")
  public SuggestionsView list(
      @Parameter(
              description = "Most pictures that are looked at",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "100",
                      defaultValue = "50"))
          @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "Cursor of the previous part; none for the first part")
          @QueryParam("cursor")
          @Nullable String cursor) {
    int most = RequestParameters.count("limit", limit, DEFAULT, MOST);
    ProductSuggestions.Page page =
        suggestions.of(seller.name(), most, RequestParameters.cursor(cursor));
    return new SuggestionsView(
        page.suggestions().stream().map(SuggestionView::of).toList(),
        page.looked(),
        word(page.meaning()),
        page.cursor());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
