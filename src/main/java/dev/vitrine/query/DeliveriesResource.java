package dev.vitrine.query;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.event.Delivery;
import dev.vitrine.event.SellersWebhooks;
import dev.vitrine.event.Webhook;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** What a webhook was sent, and what is to be sent again. */
@Path("/webhooks/{id}/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "webhooks")
public class DeliveriesResource {
  private static final String BEFORE = "Id of an event: only deliveries of earlier ones";

  private final SellersWebhooks webhooks;
  private final SellerIdentity seller;

  DeliveriesResource(SellersWebhooks webhooks, SellerIdentity seller) {
    this.webhooks = webhooks;
    this.seller = seller;
  }

  /** Deliveries of the latest events, newest first. */
  @Schema(name = "Deliveries")
  public record DeliveriesView(@Schema(required = true) List<DeliveryView> deliveries) {}

  /**
   * What was replayed of 50 deliveries.
   *
   * @param replayed how many of them had failed
   * @param before of the next call; null if there are no earlier deliveries
   */
  @Schema(name = "ReplayedDeliveries")
  public record ReplayedView(@Schema(required = true) int replayed, @Nullable String before) {}

  @GET
  @Operation(
      operationId = "listDeliveries",
      summary = "Deliveries of the latest 50 events, newest first",
      description = "Each is remembered for 30 days.")
  @APIResponse(responseCode = "200", description = "The deliveries with their attempts")
  public DeliveriesView list(
      @PathParam("id") String id,
      @Parameter(description = BEFORE, schema = @Schema(pattern = SellersWebhooks.EVENT_ID))
          @QueryParam("before")
          @Nullable String before) {
    return new DeliveriesView(
        webhooks.deliveries(seller.name(), webhook(id), eventId(before)).stream()
            .map(this::view)
            .toList());
  }

  @POST
  @Path("replay")
  @ResponseStatus(202)
  @Operation(
      operationId = "replayFailedDeliveries",
      summary = "Deliver again all events whose last attempt failed",
      description =
          "Looks at the deliveries that GET shows for the same before. Call it again with the before"
              + " of the answer until there is none.")
  @APIResponse(responseCode = "202", description = "How many are delivered again")
  @APIResponse(responseCode = "409", description = "WEBHOOK_DISABLED")
  public ReplayedView replayFailed(
      @PathParam("id") String id,
      @Parameter(description = BEFORE, schema = @Schema(pattern = SellersWebhooks.EVENT_ID))
          @QueryParam("before")
          @Nullable String before) {
    Webhook webhook = WebhooksResource.enabled(webhook(id));
    SellersWebhooks.Replayed replayed =
        webhooks.replayFailed(seller.name(), webhook, eventId(before));
    return new ReplayedView(replayed.count(), replayed.before());
  }

  @POST
  @Path("{eventId}/replay")
  @ResponseStatus(202)
  @Operation(
      operationId = "replayDelivery",
      summary = "Deliver an event again",
      description =
          "With the same webhook-id and body. The attempts begin anew, and take the place of one"
              + " that is pending.")
  @APIResponse(responseCode = "202", description = "The delivery, before its next attempt")
  @APIResponse(responseCode = "409", description = "WEBHOOK_DISABLED")
  public DeliveryView replay(@PathParam("id") String id, @PathParam("eventId") String eventId) {
    return webhooks
        .replay(seller.name(), WebhooksResource.enabled(webhook(id)), eventId)
        .map(this::view)
        .orElseThrow(
            () -> new ApiProblem(404, "DELIVERY_NOT_FOUND", "There is no delivery of this event."));
  }

  private DeliveryView view(Delivery delivery) {
    return DeliveryView.of(delivery, webhooks.lastDueAt(delivery));
  }

  private static @Nullable String eventId(@Nullable String before) {
    if (before != null && !before.matches(SellersWebhooks.EVENT_ID)) {
      throw ApiProblem.invalid("before", "No event has such an id.");
    }
    return before;
  }

  private Webhook webhook(String id) {
    return webhooks.find(seller.name(), id).orElseThrow(WebhooksResource::notFound);
  }
}
