package dev.vitrine.query;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.failure.ImageError;
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
  private final SellersImages images;
  private final ExecutionHistory history;

  ExecutionResource(SellersImages images, ExecutionHistory history) {
    this.images = images;
    this.history = history;
  }

  @GET
  @Operation(
      operationId = "getExecution",
      summary = "The latest execution: its states with times, attempts and errors")
  @APIResponse(
      responseCode = "200",
      description = "The states that the execution has entered, in order")
  public ExecutionPath execution(@PathParam("id") String id) {
    ImageRecord image = images.image(id);
    return history
        .path(image.run().execution())
        .map(ExecutionResource::inWords)
        .orElseThrow(
            () ->
                new ApiProblem(
                    404,
                    "EXECUTION_NOT_FOUND",
                    "This image has no execution yet, or it is too old to be shown."));
  }

  private static ExecutionPath inWords(ExecutionPath path) {
    return new ExecutionPath(
        path.executionArn(),
        path.status(),
        path.startedAt(),
        path.stoppedAt(),
        path.steps().stream().map(ExecutionResource::inWords).toList());
  }

  /** The workflow service names errors by Java classes and its own words, which help no seller. */
  private static ExecutionPath.Step inWords(ExecutionPath.Step step) {
    ExecutionPath.Error error = step.error();
    if (error == null) {
      return step;
    }
    ImageError words = ImageError.ofStep(step.state(), error.code(), error.message());
    return new ExecutionPath.Step(
        step.state(),
        step.status(),
        step.enteredAt(),
        step.exitedAt(),
        step.attempts(),
        new ExecutionPath.Error(words.code(), words.message()));
  }
}
