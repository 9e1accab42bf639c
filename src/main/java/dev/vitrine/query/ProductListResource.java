package dev.vitrine.query;

import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.product.Handles;
import dev.vitrine.product.Product;
import dev.vitrine.product.ProductList;
import dev.vitrine.query.ProductView.PictureView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The seller's products in brief. */
@Path("/products")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "products")
public class ProductListResource {
  private static final int MOST = 50;
  private static final int DEFAULT = 24;

  /** Pictures that are listed of each product. */
  private static final int MOST_PICTURES = 5;

  private final ProductList products;
  private final Handles handles;
  private final SellerIdentity seller;

  ProductListResource(ProductList products, Handles handles, SellerIdentity seller) {
    this.products = products;
    this.handles = handles;
    this.seller = seller;
  }

  /**
   * A part of the products.
   *
   * @param products the one with the newest picture first; maybe fewer than the limit, even none,
   *     although more follow
   * @param looked number of pictures that were looked at for this part
   * @param cursor parameter of the request for the next part; null on the last one
   */
  @Schema(
      name = "Products",
      requiredProperties = {"products", "looked"})
  public record ProductsView(List<ProductCard> products, int looked, @Nullable String cursor) {}

  /**
   * A product in brief.
   *
   * @param sku as its main picture has it
   * @param handle the part of a shop's address that names it
   * @param title for a listing; null if nothing names the product
   * @param count number of its pictures, at most 250
   * @param pictures the first 5 in the order of a shop, the main one first
   * @param conflicts what the pictures contradict each other in: names of attributes, or {@code
   *     title}
   */
  @Schema(
      name = "ProductCard",
      requiredProperties = {"sku", "handle", "count", "pictures", "conflicts"})
  public record ProductCard(
      String sku,
      String handle,
      @Nullable String title,
      int count,
      List<PictureView> pictures,
      List<String> conflicts) {

    private static ProductCard of(Product product, String handle) {
      return new ProductCard(
          Objects.requireNonNull(product.sku()),
          handle,
          product.title(),
          product.pictures().size(),
          product.pictures().stream().limit(MOST_PICTURES).map(PictureView::of).toList(),
          product.conflicts().stream().map(Product.Conflict::fact).toList());
    }
  }

  @GET
  @Operation(
      operationId = "listProducts",
      summary = "List products in brief",
      description =
          "The products that have a SKU, by the time of their newest picture. A call looks at no"
              + " more than 500 pictures, so that a part may be short although more follow: the last"
              + " part is the one without a cursor. A product whose pictures were grouped just now"
              + " may be in two parts, or lack a picture for some moments. Pictures of no product"
              + " are not listed.")
  @APIResponse(responseCode = "200", description = "A part of the products")
  public ProductsView list(
      @Parameter(
              description = "Most products of the part",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "50",
                      defaultValue = "24"))
          @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "Cursor of the previous part; none for the first part")
          @QueryParam("cursor")
          @Nullable String cursor) {
    int most = RequestParameters.count("limit", limit, DEFAULT, MOST);
    ProductList.Page page = products.of(seller.name(), most, RequestParameters.cursor(cursor));
    List<String> names = handles.of(seller.name(), page.products());
    List<ProductCard> cards =
        IntStream.range(0, names.size())
            .mapToObj(i -> ProductCard.of(page.products().get(i), names.get(i)))
            .toList();
    return new ProductsView(cards, page.looked(), page.cursor());
  }
}
