package dev.vitrine.query;

import static dev.vitrine.query.WebhookEventView.DONE;
import static dev.vitrine.query.WebhookEventView.DONE_BODY;
import static dev.vitrine.query.WebhookEventView.EXPORTED;
import static dev.vitrine.query.WebhookEventView.EXPORTED_BODY;
import static dev.vitrine.query.WebhookEventView.FAILED;
import static dev.vitrine.query.WebhookEventView.FAILED_BODY;
import static dev.vitrine.query.WebhookEventView.PARTIAL;
import static dev.vitrine.query.WebhookEventView.PARTIAL_BODY;
import static dev.vitrine.query.WebhookEventView.REJECTED;
import static dev.vitrine.query.WebhookEventView.REJECTED_BODY;
import static dev.vitrine.query.WebhookEventView.TEST;
import static dev.vitrine.query.WebhookEventView.TEST_BODY;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.event.Delivery;
import dev.vitrine.event.SellersWebhooks;
import dev.vitrine.event.Webhook;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.callbacks.Callback;
import org.eclipse.microprofile.openapi.annotations.callbacks.CallbackOperation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Addresses of a seller's that are told when the work on an image has ended, and of exports. */
@Path("/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "webhooks")
public class WebhooksResource {
  private final SellersWebhooks webhooks;
  private final SellerIdentity seller;
  private final Clock clock;

  WebhooksResource(SellersWebhooks webhooks, SellerIdentity seller, Clock clock) {
    this.webhooks = webhooks;
    this.seller = seller;
    this.clock = clock;
  }

  /** All webhooks of a seller, oldest first. */
  @Schema(name = "Webhooks")
  public record WebhooksView(@Schema(required = true) List<WebhookView> webhooks) {}

  @GET
  @Operation(operationId = "listWebhooks", summary = "All webhooks, without their secrets")
  @APIResponse(responseCode = "200", description = "At most 5")
  public WebhooksView list() {
    return new WebhooksView(webhooks.of(seller.name()).stream().map(this::view).toList());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @ResponseStatus(201)
  @Operation(
      operationId = "createWebhook",
      summary = "Have an address told of events",
      description =
          "Events are posted as the convention Standard Webhooks says: the header webhook-signature"
              + " is v1, and the base64 of HMAC-SHA256 of webhook-id, webhook-timestamp and the"
              + " body, joined by dots; its key is the base64 after whsec_ in the secret, which no"
              + " other answer shows. For 24 hours after POST /webhooks/{id}/secret it has several"
              + " signatures, divided by spaces, one of which is by the former secret. An event comes"
              + " at least once, and again with the same webhook-id until the receiver answers 2xx:"
              + " after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h; three days and four"
              + " hours after the event its delivery has failed, and can be replayed for 30 days. After"
              + " 429 or 503 with Retry-After, in seconds or as a date, the next attempt comes no"
              + " earlier; a longer time than 24 h counts as 24 h. An"
              + " answer of 410 stops the webhook, and so does a delivery that has failed if the"
              + " receiver has taken nothing for three days. The order of events is not"
              + " promised. An export is one event, after its last answer, however many images it has."
              + " The url has https:// and port 443; hosts with private addresses are"
              + " refused when an event is posted, and redirects are not followed.")
  @APIResponse(responseCode = "201", description = "The webhook, with its secret")
  @Callback(
      name = "event",
      callbackUrlExpression = "{$request.body#/url}",
      operations =
          @CallbackOperation(
              method = "post",
              summary = "What the receiver gets; it answers 2xx within 10 s",
              requestBody =
                  @RequestBody(
                      required = true,
                      content =
                          @Content(
                              mediaType = MediaType.APPLICATION_JSON,
                              schema = @Schema(implementation = WebhookEventView.class),
                              examples = {
                                @ExampleObject(name = DONE, value = DONE_BODY),
                                @ExampleObject(name = PARTIAL, value = PARTIAL_BODY),
                                @ExampleObject(name = REJECTED, value = REJECTED_BODY),
                                @ExampleObject(name = FAILED, value = FAILED_BODY),
                                @ExampleObject(name = EXPORTED, value = EXPORTED_BODY),
                                @ExampleObject(name = TEST, value = TEST_BODY)
                              })),
              responses = @APIResponse(responseCode = "2XX", description = "It is delivered")))
  @APIResponse(responseCode = "409", description = "LIMIT_REACHED: there are 5 already")
  public WebhookView create(@Nullable WebhookRequest body) {
    WebhookRequest wanted = required(body);
    try {
      return WebhookView.withSecret(
          webhooks.create(seller.name(), wanted.knownUrl(), wanted.knownEvents()), clock.instant());
    } catch (IllegalArgumentException e) {
      throw ApiProblem.invalid("url", RequestParameters.sentence(e));
    } catch (SellersWebhooks.TooManyWebhooksException e) {
      throw new ApiProblem(
          409, "LIMIT_REACHED", "A seller has at most " + Webhook.MOST + " webhooks.");
    }
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getWebhook", summary = "One webhook, without its secret")
  @APIResponse(responseCode = "200", description = "The webhook")
  public WebhookView get(@PathParam("id") String id) {
    return view(webhook(id));
  }

  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "putWebhook",
      summary = "Change a webhook's url and events, stop it or tell it again",
      description =
          "Events of the time in which it was stopped are not told later, nor those of a type from"
              + " before that type was added.")
  @APIResponse(responseCode = "200", description = "The webhook as it is then")
  public WebhookView put(@PathParam("id") String id, @Nullable WebhookRequest body) {
    WebhookRequest wanted = required(body);
    Webhook known = webhook(id);
    try {
      Optional<Webhook> changed =
          webhooks.set(
              seller.name(),
              known.id(),
              wanted.knownUrl(),
              wanted.knownEvents(),
              wanted.isEnabled());
      return view(changed.orElseThrow(WebhooksResource::notFound));
    } catch (IllegalArgumentException e) {
      throw ApiProblem.invalid("url", RequestParameters.sentence(e));
    }
  }

  @POST
  @Path("{id}/secret")
  @Operation(
      operationId = "renewWebhookSecret",
      summary = "Make a new secret",
      description =
          "For 24 hours events are signed with the former secret too, so that the receiver can take"
              + " the new one at any time of them. A second call makes another secret: at most three"
              + " former ones sign.")
  @APIResponse(responseCode = "200", description = "The webhook, with its new secret")
  public WebhookView renewSecret(@PathParam("id") String id) {
    return webhooks
        .renewSecret(seller.name(), webhook(id).id())
        .map(webhook -> WebhookView.withSecret(webhook, clock.instant()))
        .orElseThrow(WebhooksResource::notFound);
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "deleteWebhook",
      summary = "Forget a webhook and its deliveries",
      description = "Of very many deliveries, some may be deleted only when they are 30 days old.")
  @APIResponse(responseCode = "204", description = "It is told nothing more")
  public void delete(@PathParam("id") String id) {
    if (!webhooks.delete(seller.name(), id)) {
      throw notFound();
    }
  }

  @POST
  @Path("{id}/test")
  @ResponseStatus(202)
  @Operation(
      operationId = "testWebhook",
      summary = "Send an event of the type webhook.test",
      description = "It is signed, repeated and listed as every other event.")
  @APIResponse(responseCode = "202", description = "The delivery, before its first attempt")
  @APIResponse(responseCode = "409", description = "WEBHOOK_DISABLED")
  public DeliveryView test(@PathParam("id") String id) {
    Delivery test = webhooks.test(seller.name(), enabled(webhook(id)));
    return DeliveryView.of(test, webhooks.lastDueAt(test));
  }

  private WebhookView view(Webhook webhook) {
    return WebhookView.of(webhook, clock.instant());
  }

  private Webhook webhook(String id) {
    return webhooks.find(seller.name(), id).orElseThrow(WebhooksResource::notFound);
  }

  static Webhook enabled(Webhook webhook) {
    if (!webhook.enabled()) {
      throw new ApiProblem(409, "WEBHOOK_DISABLED", "The webhook is stopped: enable it first.");
    }
    return webhook;
  }

  private static WebhookRequest required(@Nullable WebhookRequest body) {
    if (body == null) {
      throw ApiProblem.invalid("url", "A webhook needs an address.");
    }
    return body;
  }

  static ApiProblem notFound() {
    return new ApiProblem(404, "WEBHOOK_NOT_FOUND", "There is no webhook with this id.");
  }
}
