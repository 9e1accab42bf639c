package dev.vitrine.export;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.event.ExportEvents.Wanted;
import dev.vitrine.image.ImageId;
import dev.vitrine.query.ImageConditions;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An export in a zip with its pictures, of all images that meet the conditions. It is made while it
 * is sent, so what fails on the way ends the connection, and the zip cannot be opened.
 */
@Path("/exports")
@Tag(name = "exports")
public class ZipsResource {
  private static final Logger LOG = Logger.getLogger(ZipsResource.class);
  private static final int MARKING_MILLIS = ExportReceiptsResource.MARKING_MILLIS;
  private static final String ZIP = "application/zip";
  private static final String WHAT =
      "The CSV and, in the folder pictures, the originals that it names, of all images that meet"
          + " the conditions in one answer. Images that could not be read as pictures are lines"
          + " without a picture; images whose records cannot be read are left out, and unreadable.txt"
          + " has their ids. They count as exported once the zip has been sent to its end. Only a"
          + " Vitrine on the seller's own machine makes it: in AWS, where"
          + " an answer has at most 6 MB, it is 501 ZIP_NOT_OFFERED.";

  private final Catalog catalog;
  private final CsvExports files;
  private final Originals originals;
  private final ExportLog log;
  private final SellerIdentity seller;
  private final Clock clock;

  ZipsResource(
      Catalog catalog,
      CsvExports files,
      Originals originals,
      ExportLog log,
      SellerIdentity seller,
      Clock clock) {
    this.catalog = catalog;
    this.files = files;
    this.originals = originals;
    this.log = log;
    this.seller = seller;
    this.clock = clock;
  }

  /** Which export, of which images: everything that is known before the zip begins. */
  private record Order(
      String name,
      ImageQuery query,
      List<ImageId> listed,
      boolean hasByteOrderMark,
      Wanted wanted,
      Function<Function<ImageRecord, String>, CsvExport> part) {}

  @GET
  @Path("images.zip")
  @Produces(ZIP)
  @Operation(
      operationId = "exportZip",
      summary = "images.csv in a zip with the pictures; in local mode",
      description = WHAT)
  @APIResponse(responseCode = "200", description = "images.csv and pictures/")
  @APIResponse(responseCode = "501", description = "ZIP_NOT_OFFERED: this Vitrine runs in AWS")
  public Response images(
      @BeanParam ImageConditions conditions,
      @BeanParam ZipSelection selection,
      @Context Request request) {
    requireOffered();
    ImageQuery query = conditions.query(seller.name());
    return zip(
        new Order(
            "images",
            query,
            selection.listed(),
            selection.hasByteOrderMark(),
            selection.wanted(conditions),
            links -> files.images(query.seller(), links)),
        request);
  }

  @GET
  @Path("shopify.zip")
  @Produces(ZIP)
  @Operation(
      operationId = "exportShopifyZip",
      summary = "shopify.csv in a zip with the pictures; in local mode",
      description =
          WHAT
              + " Products that wait for the next export, as exportShopify says, are counted in"
              + " waiting.txt, and those that the parameter products leaves out in"
              + " other-products.txt. Product image URL has the names in the zip, which Shopify's import cannot read:"
              + " it takes the texts, and the pictures are added in Shopify.")
  @APIResponse(responseCode = "200", description = "shopify.csv and pictures/")
  @APIResponse(responseCode = "501", description = "ZIP_NOT_OFFERED: this Vitrine runs in AWS")
  public Response shopify(
      @BeanParam ImageConditions conditions,
      @BeanParam ZipSelection selection,
      @Context Request request) {
    requireOffered();
    ImageQuery query = conditions.query(seller.name());
    List<ImageId> listed = selection.listed();
    EarlierAnswers parts = EarlierAnswers.none();
    ProductChoice choice = selection.choice();
    return zip(
        new Order(
            "shopify",
            query,
            listed,
            selection.hasByteOrderMark(),
            selection.wanted(conditions),
            links -> files.shopifyOfZip(query, !listed.isEmpty(), parts, choice, links)),
        request);
  }

  private void requireOffered() {
    if (!originals.areCarried()) {
      throw new ApiProblem(
          501,
          "ZIP_NOT_OFFERED",
          "A zip with pictures is more than an answer can carry here. The pictures of shopify.csv"
              + " have addresses that work for 6 hours.");
    }
  }

  private Response zip(Order order, Request request) {
    catalog.list(order.query(), 1, null); // What does not work fails before the answer begins.
    Response.ResponseBuilder response =
        Response.ok()
            .type(ZIP)
            .header(
                "Content-Disposition", "attachment; filename=\"vitrine-" + order.name() + ".zip\"")
            .header("Cache-Control", "no-store");
    if (!request.getMethod().equals(HttpMethod.HEAD)) {
      StreamingOutput stream = out -> write(order, out);
      response.entity(stream);
    }
    return response.build();
  }

  private void write(Order order, OutputStream out) throws IOException {
    Receiver receiver = new Receiver(out);
    try {
      write(order, receiver);
    } catch (IOException | UncheckedIOException e) {
      if (!receiver.isGone) {
        throw e;
      }
      LOG.debug("a download was given up", e);
    }
  }

  private void write(Order order, Receiver receiver) throws IOException {
    long images = 0;
    ZipNotes notes = new ZipNotes();
    List<String> receipts = new ArrayList<>();
    try (RowSpool rows = new RowSpool();
        PictureZip zip = new PictureZip(receiver, originals)) {
      @Nullable String next = null;
      do {
        Instant begun = clock.instant();
        CsvExport part = order.part().apply(zip::add);
        Export.Filled filled = fill(part, order, next);
        next = filled.next();
        rows.add(part);
        images += part.images();
        notes.add(part, filled.unreadable());
        keep(order, begun, part, receipts);
      } while (next != null);
      zip.add(order.name() + ".csv", rows, order.hasByteOrderMark());
      notes.writeTo(zip);
      zip.end();
    }
    receiver.close(); // Ends the answer: nothing is remembered of one that may still break off.
    remember(order, images, receipts);
  }

  /** Whoever downloads gets the whole zip, whatever the table does. */
  private void keep(Order order, Instant begun, CsvExport part, List<String> receipts) {
    try {
      receipts.addAll(log.keep(order.query().seller(), begun, part.contents()));
    } catch (TableUnavailableException e) {
      LOG.errorf(e, "some images of %s will not count as exported", order.query().seller());
    }
  }

  private void remember(Order order, long images, List<String> receipts) {
    String seller = order.query().seller();
    log.tell(seller, order.name() + ".zip", images, order.wanted());
    for (String receipt : receipts) {
      try {
        Deadline.within(MARKING_MILLIS, () -> log.confirm(seller, receipt));
      } catch (RuntimeException e) {
        // Whatever keeps one receipt from being confirmed, the others can be.
        LOG.errorf(e, "some images of %s do not count as exported", seller);
      }
    }
  }

  private Export.Filled fill(CsvExport part, Order order, @Nullable String cursor) {
    if (order.listed().isEmpty()) {
      // A download takes as long as it takes.
      return Export.fill(part, catalog, order.query(), Export.MOST_IMAGES, cursor, () -> true);
    }
    String owner = order.query().seller();
    return Export.addListed(part, catalog, owner, order.listed(), Long.MAX_VALUE);
  }

  /** Remembers whether whoever downloads has gone, which is no fault of anything here. */
  static final class Receiver extends FilterOutputStream {
    boolean isGone;

    Receiver(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        isGone = true;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        isGone = true;
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      try {
        out.close();
      } catch (IOException e) {
        isGone = true;
        throw e;
      }
    }
  }
}
