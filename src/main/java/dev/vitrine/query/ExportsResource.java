package dev.vitrine.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Facet;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.image.ImageId;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.VocabularySource;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * All images as a file, newest first. One answer has at most 1,000 images and about 4 MB; if more
 * follow, its header {@code Link} with {@code rel="next"} is the address of the next file.
 */
@Path("/exports")
@Tag(name = "exports")
public class ExportsResource {
  private static final String PAGED =
      "At most 1,000 images an answer: if more follow, the header Link with rel=\"next\" is the"
          + " address of the next file.";
  private static final String CSV = "text/csv; charset=utf-8";
  private static final String JSONL = "application/jsonl; charset=utf-8";

  private final Catalog catalog;
  private final VocabularySource vocabularies;
  private final PictureLinks links;
  private final SellerIdentity seller;
  private final Clock clock;
  private final ObjectMapper json;

  ExportsResource(
      Catalog catalog,
      VocabularySource vocabularies,
      PictureLinks links,
      SellerIdentity seller,
      Clock clock,
      ApiJson json) {
    this.catalog = catalog;
    this.vocabularies = vocabularies;
    this.links = links;
    this.seller = seller;
    this.clock = clock;
    this.json = json.getContext(ImageView.class);
  }

  @GET
  @Path("images.csv")
  @Produces(CSV)
  @Operation(
      operationId = "exportCsv",
      summary = "Images as CSV, each value with its evidence",
      description =
          "RFC 4180 in UTF-8. A cell that a spreadsheet would run as a formula begins with an"
              + " apostrophe. "
              + PAGED)
  @APIResponse(responseCode = "200", description = "One line for each image")
  public Response csv(@BeanParam ImageConditions conditions, @BeanParam ExportPart part) {
    Set<String> attributes =
        catalog.facets(seller.name()).stream()
            .map(Facet::name)
            .filter(name -> !Facet.isReserved(name))
            .collect(Collectors.toCollection(TreeSet::new));
    attributes.add(Question.TEXT); // The words on the product are not counted.
    return file(new ImagesCsv(attributes), conditions, part, "images.csv").build();
  }

  @GET
  @Path("images.jsonl")
  @Produces(JSONL)
  @Operation(
      operationId = "exportJsonl",
      summary = "Images as JSON Lines, each as GET /images/{id} shows it",
      description = PAGED)
  @APIResponse(responseCode = "200", description = "One line for each image")
  public Response jsonl(@BeanParam ImageConditions conditions, @BeanParam ExportPart part) {
    return file(new ImagesJsonl(json), conditions, part, "images.jsonl").build();
  }

  @GET
  @Path("shopify.csv")
  @Produces(CSV)
  @Operation(
      operationId = "exportShopify",
      summary = "Draft products for Shopify's product import",
      description =
          "One product for each picture, made of accepted facts only. The addresses in Image Src"
              + " stop working at the time in the header Vitrine-Links-Expire, or sooner: import the"
              + " file before, as Shopify copies the pictures on import. "
              + PAGED)
  @APIResponse(responseCode = "200", description = "One line for each product")
  public Response shopify(@BeanParam ImageConditions conditions, @BeanParam ExportPart part) {
    return file(
            new ShopifyCsv(vocabularies.of(seller.name()), links), conditions, part, "shopify.csv")
        .header("Vitrine-Links-Expire", clock.instant().plus(ShopifyCsv.LINK_LIFETIME).toString())
        .build();
  }

  private Response.ResponseBuilder file(
      Export export, ImageConditions conditions, ExportPart part, String name) {
    ImageQuery query = conditions.query(seller.name());
    List<ImageId> listed = part.listed();
    String next = null;
    if (listed.isEmpty()) {
      next = Export.fill(export, catalog, query, part.mostImages(), part.cursor());
    } else {
      listed.forEach(id -> catalog.find(query.seller(), id).ifPresent(export::add));
    }
    Response.ResponseBuilder response =
        Response.ok(export.text())
            .header("Content-Disposition", "attachment; filename=\"vitrine-" + name + "\"")
            .header("Cache-Control", "no-store");
    if (next != null) {
      // A relative address, as a stage or a proxy may add to the path.
      String cursor = "cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
      String nextQuery = conditions.queryString() + part.queryString() + cursor;
      response.header("Link", "<" + name + "?" + nextQuery + ">; rel=\"next\"");
    }
    return response;
  }
}
