package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.vitrine.event.EventType;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.Revision;
import dev.vitrine.query.WebhookEventView.DataView;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the API's description are events as they are told. */
class WebhookEventExamplesTest {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  @Test
  void everyTypeHasAnExampleOfItsOwn() throws Exception {
    List<String> bodies =
        List.of(
            WebhookEventView.DONE_BODY,
            WebhookEventView.PARTIAL_BODY,
            WebhookEventView.REJECTED_BODY,
            WebhookEventView.FAILED_BODY,
            WebhookEventView.EXPORTED_BODY,
            WebhookEventView.TEST_BODY);
    List<String> types = Arrays.stream(EventType.values()).map(EventType::word).toList();

    assertThat(bodies).hasSameSizeAs(types);
    for (int i = 0; i < bodies.size(); i++) {
      WebhookEventView event = JSON.readValue(bodies.get(i), WebhookEventView.class);
      assertThat(event.type()).isEqualTo(types.get(i));
      assertThat(event.id())
          .matches("evt_[0-9a-f]{12}_[0-9a-f]{16}")
          .contains("_%012x_".formatted(event.timestamp().toEpochMilli()));
      assertThat(event.data().export() != null)
          .isEqualTo(event.type().equals(WebhookEventView.EXPORTED));
      if (event.type().startsWith("image.")) {
        isOfAnImage(event.type(), event.data());
      }
    }
  }

  private static void isOfAnImage(String type, DataView data) {
    assertThat("image." + data.status()).isEqualTo(type);
    assertThat(new ImageId(data.imageId()).value()).isEqualTo(data.imageId());
    assertThat(new Revision(data.revision()).value()).isEqualTo(data.revision());
    assertThat(data.error() == null).isEqualTo(type.equals(WebhookEventView.DONE));
  }
}
