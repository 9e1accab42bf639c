package dev.vitrine.local;

import dev.vitrine.query.About;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the page orders of local mode; {@code GET /about} says what comes of it. */
@Path("/models")
public class ModelsResource {
  private final LocalSupply supply;

  ModelsResource(LocalSupply supply) {
    this.supply = supply;
  }

  /**
   * Has a model fetched and used that {@code GET /about} offers; harmless when repeated.
   *
   * @param of {@code captioner} for the model that writes captions; else the one that looks at
   *     pictures
   */
  @POST
  @Path("fetch")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public Response fetch(@QueryParam("of") @DefaultValue("eyes") String of) throws IOException {
    Optional<SuppliedModel> model = of.equals("captioner") ? supply.captioner() : supply.eyes();
    Optional<About.Download> download = model.isPresent() ? model.get().fetch() : Optional.empty();
    return download.isPresent()
        ? Response.accepted(download.get()).build()
        : Response.status(Response.Status.CONFLICT)
            .type("application/problem+json")
            .entity(
                Map.of(
                    "title", "Conflict",
                    "status", 409,
                    "code", "NO_MODEL_OFFERED",
                    "detail", "The settings of Vitrine say which model does this."))
            .build();
  }
}
