package dev.vitrine.event;

import dev.vitrine.table.TableUnavailableException;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * A bus of EventBridge. PutEvents answers with 200 although it did not take an entry, and says so
 * in the answer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">PutEvents</a>
 */
@DefaultBean
@ApplicationScoped
class EventBridgeEventBus implements EventBus {
  private static final String SOURCE = "vitrine";

  private final EventBridgeClient eventBridge;
  private final EventBusConfig config;

  EventBridgeEventBus(EventBridgeClient eventBridge, EventBusConfig config) {
    this.eventBridge = eventBridge;
    this.config = config;
  }

  @Override
  public boolean exists() {
    return config.bus().isPresent();
  }

  @Override
  public void put(EventType type, String body) {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .eventBusName(config.bus().orElseThrow())
            .source(SOURCE)
            .detailType(type.word())
            .detail(body)
            .build();
    try {
      PutEventsResponse answer = eventBridge.putEvents(r -> r.entries(entry));
      if (answer.failedEntryCount() > 0) {
        PutEventsResultEntry result = answer.entries().get(0);
        throw new TableUnavailableException(
            "EventBridge does not take an event: " + result.errorCode(),
            new IllegalStateException(result.errorMessage()));
      }
    } catch (SdkException e) {
      throw new TableUnavailableException("EventBridge does not answer: " + e.getMessage(), e);
    }
  }
}
