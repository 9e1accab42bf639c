package dev.vitrine.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.api.ApiJson;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.PictureRef;
import dev.vitrine.query.ImageConditions;
import dev.vitrine.query.ImageView;
import dev.vitrine.query.PictureLinks;
import dev.vitrine.table.Deadline;
import dev.vitrine.table.TableUnavailableException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/**
 * The images that meet conditions as a file, in their order. One answer has at most 1,000 images
 * and about 4 MB; if more follow, its header {@code Link} with {@code rel="next"} is the address of
 * the next file.
 */
@Path("/exports")
@Tag(name = "exports")
public class ExportsResource {
  private static final String PAGED =
      "At most 1,000 images an answer, and about 4 MB; ids that take more are 413 EXPORT_TOO_LARGE."
          + " If more follow, the header Link with rel=\"next\" is the"
          + " address of the next file. No image counts as exported by this call, as the file may"
          + " be lost on its way: when the last answer has arrived, confirm each id in the headers"
          + " Vitrine-Receipts by confirmExport. The member work of images.jsonl is the state before"
          + " this export.";

  /** Declared once, in META-INF/openapi.yaml. */
  private static final String RECEIPTS = "Receipts";

  /** Declared there too. */
  private static final String UNREADABLE = "Unreadable";

  private static final String UNREADABLE_HEADER = "Vitrine-Unreadable";

  /** Handles or ids in a header, which is short: a handle has up to 255 characters. */
  private static final int MOST_NAMED = 20;

  /** API Gateway waits 29 s for all of the answer. */
  private static final int RECEIPTS_MILLIS = 10_000;

  private static final Logger LOG = Logger.getLogger(ExportsResource.class);
  private static final String CSV = "text/csv; charset=utf-8";
  private static final String JSONL = "application/jsonl; charset=utf-8";

  private final Catalog catalog;
  private final CsvExports files;
  private final PictureLinks links;
  private final ExportLog log;
  private final AnswerMemory answers;
  private final SellerIdentity seller;
  private final Clock clock;
  private final ObjectMapper json;

  ExportsResource(
      Catalog catalog,
      CsvExports files,
      PictureLinks links,
      ExportLog log,
      AnswerMemory answers,
      SellerIdentity seller,
      Clock clock,
      ApiJson json) {
    this.catalog = catalog;
    this.files = files;
    this.links = links;
    this.log = log;
    this.answers = answers;
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
          "RFC 4180 in UTF-8, with bom=true for Excel. A cell that a spreadsheet would run as a"
              + " formula begins with an apostrophe. Go by the names of the columns: one answer may"
              + " have columns of an attribute that another lacks. "
              + PAGED)
  @APIResponse(
      responseCode = "200",
      description = "One line for each image",
      headers = {
        @Header(name = ExportReceiptsResource.HEADER, ref = RECEIPTS),
        @Header(name = UNREADABLE_HEADER, ref = UNREADABLE)
      })
  public Response csv(
      @BeanParam ImageConditions conditions, @BeanParam ExportPart part, @Context Request request) {
    ImagesCsv export = files.images(seller.name(), ImagesCsv::path);
    return file(export, conditions, part, "images.csv", request).build();
  }

  @GET
  @Path("images.jsonl")
  @Produces(JSONL)
  @Operation(
      operationId = "exportJsonl",
      summary = "Images as JSON Lines, each as GET /images/{id} shows it",
      description = PAGED)
  @APIResponse(
      responseCode = "200",
      description = "One line for each image",
      headers = {
        @Header(name = ExportReceiptsResource.HEADER, ref = RECEIPTS),
        @Header(name = UNREADABLE_HEADER, ref = UNREADABLE)
      })
  public Response jsonl(
      @BeanParam ImageConditions conditions, @BeanParam ExportPart part, @Context Request request) {
    return file(new ImagesJsonl(json), conditions, part, "images.jsonl", request).build();
  }

  @GET
  @Path("shopify.csv")
  @Produces(CSV)
  @Operation(
      operationId = "exportShopify",
      summary = "Draft products for Shopify's product import",
      description =
          "A line for each product with its main picture, and a line for each of its other pictures"
              + " that are selected or that shopify.csv has had before, at most 250, as an import"
              + " replaces the product. While Vitrine is describing one of the exported photos again,"
              + " the product is left to the next export. Made of accepted facts only. A"
              + " picture of no product is a product of its own. Products whose pictures contradict each other, or whose"
              + " handle another product has, are named in the header Vitrine-Conflicts; see getProduct. The addresses in Product"
              + " image URL stop working at the time in the header Vitrine-Links-Expire, or sooner:"
              + " import the file before, as Shopify copies the pictures on import. "
              + PAGED)
  @APIResponse(
      responseCode = "200",
      description = "The products",
      headers = {
        @Header(name = ExportReceiptsResource.HEADER, ref = RECEIPTS),
        @Header(name = UNREADABLE_HEADER, ref = UNREADABLE),
        @Header(
            name = "Vitrine-Conflicts",
            description =
                "Number of products whose pictures contradict each other, or whose handle another"
                    + " product has, so that the file gives them one with a hash; and the handles"
                    + " of at most 20 of them: 2; mug-1, mug-7. None if there is no conflict",
            schema = @Schema(type = SchemaType.STRING)),
        @Header(
            name = "Vitrine-Waiting",
            description =
                "Products left out this time, because Vitrine is describing one of their exported"
                    + " photos again; among changes also those that nothing names, as a file name"
                    + " would replace the title in the shop; among new ones also those whose photos"
                    + " are all being worked on. Answers to calls with ids may count a"
                    + " product twice. Missing if there is no such product",
            schema = @Schema(type = SchemaType.INTEGER)),
        @Header(
            name = "Vitrine-Other-Products",
            description =
                "Products left out because the parameter products does not choose them. Missing if"
                    + " there is no such product",
            schema = @Schema(type = SchemaType.INTEGER))
      })
  public Response shopify(
      @BeanParam ImageConditions conditions, @BeanParam ExportPart part, @Context Request request) {
    ShopifyCsv export =
        files.shopify(
            conditions.query(seller.name()),
            !part.listed().isEmpty(),
            answers.before(seller.name(), part),
            part.choice(),
            this::rendition);
    Response.ResponseBuilder response =
        file(export, conditions, part, "shopify.csv", request)
            .header(
                "Vitrine-Links-Expire", clock.instant().plus(ShopifyCsv.LINK_LIFETIME).toString());
    if (export.waiting() > 0) {
      response.header("Vitrine-Waiting", export.waiting());
    }
    if (export.unchosen() > 0) {
      response.header("Vitrine-Other-Products", export.unchosen());
    }
    List<String> conflicts = export.conflicts();
    if (!conflicts.isEmpty()) {
      String some = conflicts.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
      response.header("Vitrine-Conflicts", conflicts.size() + "; " + some);
    }
    return response.build();
  }

  private String rendition(ImageRecord image) {
    PictureRef picture = image.picture();
    return links.link(picture.bucket(), picture.rendition(), ShopifyCsv.LINK_LIFETIME).toString();
  }

  private Response.ResponseBuilder file(
      Export export, ImageConditions conditions, ExportPart part, String name, Request request) {
    Instant begun = clock.instant();
    ImageQuery query = conditions.query(seller.name());
    List<ImageId> listed = part.listed();
    boolean hasByteOrderMark = part.hasByteOrderMark(name.endsWith(".csv"));
    boolean followed = part.isFollowed();
    boolean isHead = request.getMethod().equals(HttpMethod.HEAD);
    long before = part.imagesBefore();
    Export.Filled filled =
        listed.isEmpty()
            ? filled(export, query, part, begun.plus(Export.LONGEST))
            : Export.addListed(export, catalog, query.seller(), listed, Export.MOST_BYTES);
    String next = filled.next();
    long images = before + export.images();
    Response.ResponseBuilder response =
        Response.ok(hasByteOrderMark ? CsvExport.BYTE_ORDER_MARK + export.text() : export.text())
            .header("Content-Disposition", "attachment; filename=\"vitrine-" + name + "\"")
            .header("Cache-Control", "no-store");
    tellUnreadable(response, filled.unreadable());
    if (next != null) {
      String cursor = "cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8) + "&";
      String place = isHead ? "" : kept(part, export);
      link(response, name, conditions.queryString() + part.queryString() + place + cursor, images);
    } else if (followed) {
      link(response, name, part.queryString(), images);
    }
    if (!isHead) {
      List<String> receipts = receipts(begun, export.contents());
      if (!receipts.isEmpty()) {
        response.header(ExportReceiptsResource.HEADER, String.join(", ", receipts));
      }
      if (next == null && !followed) {
        log.tell(seller.name(), name, images, part.wanted(conditions));
      }
    }
    return response;
  }

  private Export.Filled filled(Export export, ImageQuery query, ExportPart part, Instant end) {
    BooleanSupplier hasTime = () -> clock.instant().isBefore(end);
    return Export.fill(export, catalog, query, part.mostImages(), part.cursor(), hasTime);
  }

  private static void tellUnreadable(Response.ResponseBuilder response, List<ImageId> unreadable) {
    if (!unreadable.isEmpty()) {
      response.header(
          UNREADABLE_HEADER,
          unreadable.stream()
              .limit(MOST_NAMED)
              .map(ImageId::value)
              .collect(Collectors.joining(", ", unreadable.size() + "; ", "")));
    }
  }

  private String kept(ExportPart part, Export export) {
    return export instanceof ShopifyCsv shop
        ? answers.keep(seller.name(), part, shop.answered())
        : "";
  }

  /** Whoever exports gets the file, whatever the table does: without receipts, it comes again. */
  private List<String> receipts(Instant begun, ExportedContents contents) {
    try {
      return Deadline.within(RECEIPTS_MILLIS, () -> log.keep(seller.name(), begun, contents));
    } catch (TableUnavailableException e) {
      LOG.errorf(e, "some images of %s will not count as exported", seller.name());
      return List.of();
    }
  }

  /** Links to a relative address, as a stage or a proxy may add to the path. */
  private static void link(
      Response.ResponseBuilder response, String name, String query, long images) {
    response.header("Link", "<" + name + "?" + query + "before=" + images + ">; rel=\"next\"");
  }
}
