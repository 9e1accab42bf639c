package dev.vitrine.query;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.workflow.ExecutionHistory;
import dev.vitrine.workflow.ExecutionPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the latest execution of an image did, state by state. */
@Path("/images/{id}/execution")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "work")
public class ExecutionResource {
  private final Catalog catalog;
  private final ExecutionHistory history;
  private final SellerIdentity seller;

  ExecutionResource(Catalog catalog, ExecutionHistory history, SellerIdentity seller) {
    this.catalog = catalog;
    this.history = history;
    this.seller = seller;
  }

  @GET
  @Operation(
      operationId = "getExecution",
      summary = "The latest execution: its states with times, attempts and errors")
  @APIResponse(
      responseCode = "200",
      description = "The states that the execution has entered, in order")
  public ExecutionPath execution(@PathParam("id") String id) {
    ImageRecord image =
        catalog
            .find(seller.name(), RequestParameters.imageId(id))
            .orElseThrow(ApiProblem::imageNotFound);
    return history
        .path(image.run().execution())
        .orElseThrow(
            () ->
                new ApiProblem(
                    404,
                    "EXECUTION_NOT_FOUND",
                    "This image has no execution yet, or it is too old to be shown."));
  }
}
