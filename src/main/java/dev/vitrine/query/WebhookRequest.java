package dev.vitrine.query;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.event.EventType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a seller says of a webhook.
 *
 * @param url https:// on port 443
 * @param events types of events; all if null or empty
 * @param enabled whether it is told of anything; true if null
 */
@Schema(name = "WebhookSettings")
public record WebhookRequest(
    @Schema(maxLength = 1000, examples = "\"https://shop.example/vitrine\"") @Nullable String url,
    @Schema(examples = "[\"image.done\", \"image.failed\"]")
        @Nullable List<@Nullable String> events,
    @Nullable Boolean enabled) {

  String knownUrl() {
    if (url == null || url.isBlank()) {
      throw ApiProblem.invalid("url", "A webhook needs an address.");
    }
    return url.strip();
  }

  Set<EventType> knownEvents() {
    Set<EventType> known = EnumSet.noneOf(EventType.class);
    for (String word : events == null ? List.<String>of() : events) {
      known.add(
          EventType.ofWord(word == null ? "" : word)
              .orElseThrow(
                  () ->
                      ApiProblem.invalid(
                          "events",
                          "A webhook can be told of image.done, image.partial, image.rejected,"
                              + " image.failed and images.exported.")));
    }
    return known;
  }

  boolean isEnabled() {
    return enabled == null || enabled;
  }
}
