package dev.vitrine.export;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.table.Deadline;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whoever has a file confirms the receipts of its answers. */
@Path("/exports/receipts")
@Tag(name = "exports")
public class ExportReceiptsResource {
  static final String HEADER = "Vitrine-Receipts";

  /** API Gateway waits 29 s. */
  static final int MARKING_MILLIS = 25_000;

  private final ExportLog log;
  private final SellerIdentity seller;

  ExportReceiptsResource(ExportLog log, SellerIdentity seller) {
    this.log = log;
    this.seller = seller;
  }

  @POST
  @Path("{id}")
  @Operation(
      operationId = "confirmExport",
      summary = "Confirm that an exported file has arrived",
      description =
          "The images of one answer count as exported, as they were when it was made: one that was"
              + " changed since counts as changed. The header Vitrine-Receipts of the answer has the"
              + " id, or several, separated by commas. Confirm when all answers of the export have"
              + " arrived and are kept. Repeating changes nothing. What is not confirmed within two"
              + " days does not count as exported.")
  @APIResponse(responseCode = "204", description = "The images count as exported")
  @APIResponse(responseCode = "404", description = "RECEIPT_NOT_FOUND")
  @APIResponse(
      responseCode = "503",
      description = "UNAVAILABLE: not all are marked yet; repeat after the seconds in Retry-After")
  public void confirm(@PathParam("id") String id) {
    boolean known = Deadline.within(MARKING_MILLIS, () -> log.confirm(seller.name(), id));
    if (!known) {
      throw new ApiProblem(
          404, "RECEIPT_NOT_FOUND", "There is no receipt with this id, or not any more.");
    }
  }
}
