package dev.vitrine.query;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What runs here: the same for every seller. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "about")
public class AboutResource {
  private static final String STATE_MACHINE = "/image-to-text.asl.json";

  private final AboutSource source;

  AboutResource(AboutSource source) {
    this.source = source;
  }

  @GET
  @Path("about")
  @Operation(operationId = "getAbout", summary = "What runs here, and with which models")
  @APIResponse(responseCode = "200", description = "Mode, models and version")
  public About about() {
    return source.about();
  }

  @GET
  @Path("state-machine.json")
  @Operation(
      operationId = "getStateMachine",
      summary = "The workflow, in the Amazon States Language")
  @APIResponse(
      responseCode = "200",
      description = "The definition, with placeholders for the names of functions and endpoints")
  public String stateMachine() {
    try (InputStream file = AboutResource.class.getResourceAsStream(STATE_MACHINE)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(STATE_MACHINE + " cannot be read", e);
    }
  }
}
