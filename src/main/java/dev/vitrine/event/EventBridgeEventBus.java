package dev.vitrine.event;

import dev.vitrine.table.TableUnavailableException;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * A bus of EventBridge. PutEvents answers with 200 although it did not take an entry, and says so
 * in the answer. After a call without an answer none is made for a minute: the function that puts
 * events is needed for webhooks.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">PutEvents</a>
 */
@DefaultBean
@ApplicationScoped
class EventBridgeEventBus implements EventBus {
  private static final String SOURCE = "vitrine";
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final EventBridgeClient eventBridge;
  private final EventBusConfig config;
  private final Clock clock;
  private volatile Instant pausedUntil = Instant.MIN;

  EventBridgeEventBus(EventBridgeClient eventBridge, EventBusConfig config, Clock clock) {
    this.eventBridge = eventBridge;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public boolean exists() {
    return config.bus().isPresent();
  }

  @Override
  public void put(EventType type, String body) {
    if (clock.instant().isBefore(pausedUntil)) {
      throw new TableUnavailableException("EventBridge does not answer since a moment", null);
    }
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
    } catch (SdkServiceException e) {
      throw new TableUnavailableException(
          "EventBridge does not take an event: " + e.getMessage(), e);
    } catch (SdkException e) {
      pausedUntil = clock.instant().plus(PAUSE);
      throw new TableUnavailableException("EventBridge does not answer: " + e.getMessage(), e);
    }
  }
}
