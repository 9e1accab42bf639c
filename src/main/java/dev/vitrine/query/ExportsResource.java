package dev.vitrine.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Facet;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.vocabulary.VocabularySource;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * All images as a file, newest first. An answer has at most 1,000 images and some 5 MB; where more
 * follow, its header {@code Link} with {@code rel="next"} leads to the next file.
 */
@Path("/exports")
@Tag(name = "exports")
public class ExportsResource {
  private static final String PAGED =
      "At most 1,000 images an answer: where more follow, the header Link with rel=\"next\" leads"
          + " to them.";
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
          "RFC 4180, UTF-8. What a spreadsheet would take for a formula begins with an apostrophe. "
              + PAGED)
  @APIResponse(responseCode = "200", description = "A line an image")
  public Response csv(@BeanParam ExportQuery asked) {
    Collection<String> attributes =
        catalog.facets(seller.name()).stream()
            .map(Facet::name)
            .filter(name -> !name.equals(Facet.TAG))
            .collect(Collectors.toSet());
    return answer(new ImagesCsv(attributes), asked, "images.csv").build();
  }

  @GET
  @Path("images.jsonl")
  @Produces(JSONL)
  @Operation(
      operationId = "exportJsonl",
      summary = "Images as JSON, one a line, as GET /images shows them",
      description = PAGED)
  @APIResponse(responseCode = "200", description = "A line an image")
  public Response jsonl(@BeanParam ExportQuery asked) {
    return answer(new ImagesJsonl(json), asked, "images.jsonl").build();
  }

  @GET
  @Path("shopify.csv")
  @Produces(CSV)
  @Operation(
      operationId = "exportShopify",
      summary = "Draft products for Shopify's product import",
      description =
          "One product a picture, of accepted facts only. The addresses in Image Src work until "
              + "the time in the header Vitrine-Links-Expire, at most: import the file soon, "
              + "Shopify copies the pictures then. "
              + PAGED)
  @APIResponse(responseCode = "200", description = "A line a product")
  public Response shopify(@BeanParam ExportQuery asked) {
    return answer(new ShopifyCsv(vocabularies.of(seller.name()), links), asked, "shopify.csv")
        .header("Vitrine-Links-Expire", clock.instant().plus(ShopifyCsv.LINK_LIFETIME).toString())
        .build();
  }

  private Response.ResponseBuilder answer(Export export, ExportQuery asked, String name) {
    ImageQuery query = asked.query(seller.name());
    String next = Export.fill(export, catalog, query, asked.most(), asked.cursor());
    Response.ResponseBuilder answer =
        Response.ok(export.text())
            .header("Content-Disposition", "attachment; filename=\"vitrine-" + name + "\"")
            .header("Cache-Control", "no-store");
    if (next != null) {
      // Relative, as a stage or a proxy may stand before the path.
      String cursor = "cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
      answer.header("Link", "<" + name + "?" + asked.conditions() + cursor + ">; rel=\"next\"");
    }
    return answer;
  }
}
