package dev.vitrine.query;

import dev.vitrine.action.Correction;
import dev.vitrine.action.ImageActions;
import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.TextName;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.product.Handle;
import dev.vitrine.product.Handles;
import dev.vitrine.product.Product;
import dev.vitrine.product.Products;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The product that an image shows, with its other pictures. */
@Path("/images/{id}/product")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "products")
public class ProductsResource {
  private final SellersImages images;
  private final Products products;
  private final Handles handles;
  private final ImageActions actions;
  private final SellerIdentity seller;

  ProductsResource(
      SellersImages images,
      Products products,
      Handles handles,
      ImageActions actions,
      SellerIdentity seller) {
    this.images = images;
    this.products = products;
    this.handles = handles;
    this.actions = actions;
    this.seller = seller;
  }

  /**
   * A place among a product's pictures.
   *
   * @param sku of the product; null or empty if the picture is of no product
   * @param position the picture with the lowest comes first; those without one come last
   */
  @Schema(name = "ProductPlaceValue")
  public record PlaceRequest(
      @Schema(maxLength = 100) @Nullable String sku,
      @Schema(minimum = "0", maximum = "999") @Nullable Integer position) {

    Correction correction() {
      if (sku != null && !sku.isBlank()) {
        return new Correction.Placed(RequestParameters.place("sku", sku, position));
      }
      if (position != null) {
        throw ApiProblem.invalid("sku", "A place among pictures needs the SKU of their product.");
      }
      return new Correction.Placed(null);
    }
  }

  @GET
  @Operation(
      operationId = "getProduct",
      summary = "The product that an image shows, with all its pictures",
      description =
          "What the product's pictures say together: a person's values first, then those of the"
              + " first picture that has one. A picture that was uploaded or grouped just now may be"
              + " missing for some moments; at most 250 are listed.")
  @APIResponse(responseCode = "200", description = "The product; of an image alone, only that one")
  public ProductView product(@PathParam("id") String id) {
    return view(productOf(images.image(id)), null);
  }

  private ProductView view(Product product, @Nullable String correction) {
    String handle = handles.of(seller.name(), List.of(product)).get(0);
    return ProductView.of(product, handle, correction);
  }

  private Product productOf(ImageRecord image) {
    List<ImageRecord> pictures = new ArrayList<>(List.of(image));
    ProductPlace place = image.product();
    if (place != null) {
      pictures.addAll(products.others(image, place).images());
    }
    return Product.of(pictures);
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "putProduct",
      summary = "Say which product an image shows, and at which place, and lock it",
      description =
          "Without a SKU the image is of no product, whatever its key says. SKUs that differ in"
              + " letter case only are one product.")
  @APIResponse(responseCode = "200", description = "The image at its place")
  public ImageView put(@PathParam("id") String id, @Nullable PlaceRequest body) {
    PlaceRequest place = body == null ? new PlaceRequest(null, null) : body;
    return view(id, place.correction());
  }

  @DELETE
  @Operation(
      operationId = "unlockProduct",
      summary = "Unlock an image's product: its key says it again")
  @APIResponse(responseCode = "200", description = "The image with what its key says")
  public ImageView unlock(@PathParam("id") String id) {
    return view(id, new Correction.PlaceUnlocked());
  }

  /**
   * A handle by hand.
   *
   * @param handle the part of a shop's address that names the product
   */
  @Schema(name = "ProductHandleValue", requiredProperties = "handle")
  public record HandleRequest(
      @Schema(maxLength = 255, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$") @Nullable String handle) {}

  @PUT
  @Path("handle")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "putProductHandle",
      summary = "Give the product that an image shows a handle, and lock it",
      description =
          "The handle has a to z and 0 to 9, in words with hyphens between them, as Shopify takes it"
              + " unchanged. If another product of the seller has it, by hand or because it is its"
              + " SKU, the answer is 409 HANDLE_TAKEN. The image carries it to the product that it"
              + " shows; the product's other pictures lose theirs.")
  @APIResponse(responseCode = "200", description = "The product with the handle")
  public ProductView putHandle(@PathParam("id") String id, @Nullable HandleRequest body) {
    String handle = body == null || body.handle() == null ? "" : body.handle();
    if (!Handle.isValid(handle)) {
      throw ApiProblem.invalid(
          "handle",
          "A handle has at most 255 of a to z and 0 to 9, in words with hyphens between them.");
    }
    ImageRecord image = images.image(id);
    handles.claim(image, handle);
    String former = Handle.byHand(image);
    String correction = UUID.randomUUID().toString();
    ImageRecord named =
        correct(image, new Correction.TextWritten(TextName.HANDLE, handle), correction);
    if (former != null && !former.equals(handle)) {
      handles.release(image, former);
    }
    Product product = productOf(named);
    String made = named.corrections().isMade(correction) ? correction : null;
    return view(without(named, product, correction), made);
  }

  @DELETE
  @Path("handle")
  @Operation(
      operationId = "unlockProductHandle",
      summary = "Take a product's handle back: it is made of the SKU again")
  @APIResponse(responseCode = "200", description = "The product with the handle of its SKU")
  public ProductView unlockHandle(@PathParam("id") String id) {
    Product product = productOf(images.image(id));
    return view(without(null, product, UUID.randomUUID().toString()), null);
  }

  /** Takes the handle from all pictures of a product but one. {@return the product then} */
  private Product without(@Nullable ImageRecord but, Product product, String correction) {
    Map<ImageId, ImageRecord> pictures = new LinkedHashMap<>();
    product.pictures().forEach(image -> pictures.put(image.imageId(), image));
    product
        .handled()
        .filter(image -> but == null || !image.imageId().equals(but.imageId()))
        .map(image -> unlocked(image, correction))
        .forEach(image -> pictures.put(image.imageId(), image));
    return Product.of(pictures.values());
  }

  private ImageRecord unlocked(ImageRecord image, String correction) {
    ImageRecord without = correct(image, new Correction.TextUnlocked(TextName.HANDLE), correction);
    String handle = Handle.byHand(image);
    if (handle != null) {
      handles.release(image, handle);
    }
    return without;
  }

  private ImageRecord correct(ImageRecord image, Correction correction, String id) {
    return actions
        .correct(image.seller(), image.imageId(), correction, id)
        .orElseThrow(ApiProblem::imageNotFound);
  }

  private ImageView view(String id, Correction correction) {
    String name = UUID.randomUUID().toString();
    return actions
        .correct(seller.name(), RequestParameters.imageId(id), correction, name)
        .map(image -> ImageView.corrected(image, name))
        .orElseThrow(ApiProblem::imageNotFound);
  }
}
