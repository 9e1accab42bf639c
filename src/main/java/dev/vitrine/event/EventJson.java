package dev.vitrine.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.table.StoredJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Events, webhooks and deliveries as JSON. Its mapper is its own: no setting may change what is
 * stored, or what receivers get.
 */
@RegisterForReflection(
    targets = {
      Event.class,
      Event.Body.class,
      Event.Data.class,
      Event.EventError.class,
      Event.ExportedFile.class,
      EventType.class,
      Webhook.class,
      Webhook.FormerSecret.class,
      Delivery.class,
      Delivery.Attempt.class,
      Delivery.Status.class,
      DeliveryQueue.Message.class
    })
final class EventJson {
  private static final JsonMapper MAPPER = StoredJson.mapper();

  private EventJson() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("records are JSON", e);
    }
  }

  /**
   * @throws IllegalArgumentException when it is no such JSON
   */
  static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + json, e);
    }
  }

  static List<Webhook> webhooks(String json) {
    try {
      return MAPPER.readValue(json, new TypeReference<List<Webhook>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the table has webhooks that cannot be read", e);
    }
  }
}
