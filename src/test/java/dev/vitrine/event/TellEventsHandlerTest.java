package dev.vitrine.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.TestContext;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.MemoryCatalog;
import dev.vitrine.event.TellEventsHandler.Request;
import dev.vitrine.event.TellEventsHandler.Result;
import dev.vitrine.index.ChangedImages;
import dev.vitrine.table.StreamEvents;
import dev.vitrine.table.StreamFailures;
import dev.vitrine.table.TableUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Records of the table's stream as Lambda hands them over, with images in memory. */
class TellEventsHandlerTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant NOW = Examples.NOW.plusSeconds(1);

  private final MemoryCatalog catalog = new MemoryCatalog();
  private final List<Webhook> webhooks = new ArrayList<>();
  private final Map<DeliveryQueue.Message, Delivery> table = new LinkedHashMap<>();
  private final Map<String, Event> noted = new LinkedHashMap<>();
  private final List<DeliveryQueue.Message> queued = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final List<String> givenUp = new ArrayList<>();
  private Instant streamed = StreamEvents.WRITTEN;
  private boolean hasBus;
  private boolean queueTakes = true;
  private int reads;
  private Instant now = NOW;

  @Test
  void aDoneImageIsToldToEachWebhookThatWantsToKnow() throws Exception {
    webhooks.add(webhook("000000000001", NOW.minusSeconds(60), true));
    webhooks.add(webhook("000000000002", NOW.minusSeconds(60), true, EventType.IMAGE_FAILED));
    webhooks.add(webhook("000000000003", NOW.minusSeconds(60), false));
    webhooks.add(webhook("000000000004", NOW.plusSeconds(60), true));
    ImageRecord done = catalog.put(Examples.done("demo/cup.jpg", "cup"));
    ImageRecord running = catalog.put(Examples.received("demo/pot.jpg"));

    assertThat(handle(record(1, running), record(2, done), record(3, done)).failures()).isEmpty();

    assertThat(queued).extracting(DeliveryQueue.Message::webhookId).containsExactly("000000000001");
    JsonNode body = JSON.readTree(table.get(queued.get(0)).body());
    assertThat(body.path("type").asText()).isEqualTo("image.done");
    assertThat(body.path("data").path("imageId").asText()).isEqualTo(done.imageId().value());
    assertThat(body.path("data").path("key").asText()).isEqualTo("demo/cup.jpg");
  }

  @Test
  void anEndThatIsNamedAgainMakesNoSecondDelivery() throws Exception {
    webhooks.add(webhook("000000000001", NOW.minusSeconds(60), true));
    ImageRecord done = catalog.put(Examples.done("demo/cup.jpg", "cup"));
    handle(record(1, done));
    Delivery first = table.get(queued.get(0));
    Delivery.Attempt taken = new Delivery.Attempt(NOW, 204, null, 3);
    table.put(first.message(), first.after(taken, List.of(), Duration.ZERO, NOW));

    handle(record(2, done));

    assertThat(table).hasSize(1);
    assertThat(queued).hasSize(1);
  }

  @Test
  void whatTheQueueDidNotTakeIsQueuedWhenTheStreamComesAgain() throws Exception {
    webhooks.add(webhook("000000000001", NOW.minusSeconds(60), true));
    ImageRecord done = catalog.put(Examples.done("demo/cup.jpg", "cup"));
    queueTakes = false;

    assertThat(handle(record(7, done)).failures())
        .containsExactly(new ChangedImages.FailedRecord("7"));
    queueTakes = true;
    assertThat(handle(record(7, done)).failures()).isEmpty();

    assertThat(table).hasSize(1);
    assertThat(queued).hasSize(1);
  }

  @Test
  void anEndOfLongAgoIsNotToldWhenAPersonCorrectsTheImage() throws Exception {
    webhooks.add(webhook("000000000001", NOW.minusSeconds(60), true));
    ImageRecord done = catalog.put(Examples.done("demo/cup.jpg", "cup"));
    now = NOW.plus(Duration.ofHours(26));

    assertThat(handle(record(1, done)).failures()).isEmpty();

    assertThat(queued).isEmpty();
  }

  @Test
  void aSellersWebhooksAreReadOnceForABatch() throws Exception {
    webhooks.add(webhook("000000000001", NOW.minusSeconds(60), true));
    ImageRecord cup = catalog.put(Examples.done("demo/cup.jpg", "cup"));
    ImageRecord pot = catalog.put(Examples.done("demo/pot.jpg", "pot"));

    handle(record(1, cup), record(2, pot));

    assertThat(queued).hasSize(2);
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void otherItemsAndDeletedImagesAreLeftAlone() throws Exception {
    webhooks.add(webhook("000000000001", NOW.minusSeconds(60), true));
    ImageRecord gone = Examples.done("demo/cup.jpg", "cup");
    events.add(StreamEvents.record(1, "demo#webhooks", "all"));

    assertThat(handle(record(2, gone)).failures()).isEmpty();

    assertThat(queued).isEmpty();
  }

  @Test
  void anExportThatWasNotedIsToldOnce() throws Exception {
    webhooks.add(webhook("000000000001", NOW.minusSeconds(60), true));
    webhooks.add(webhook("000000000002", NOW.minusSeconds(60), true, EventType.IMAGE_DONE));
    String export = export();

    assertThat(handle(export, export).failures()).isEmpty();
    assertThat(handle(StreamEvents.record(9, "demo#event#dropped", "event")).failures()).isEmpty();

    assertThat(table).hasSize(1);
    assertThat(table.keySet().iterator().next().webhookId()).isEqualTo("000000000001");
    JsonNode body = JSON.readTree(table.values().iterator().next().body());
    assertThat(body.path("type").asText()).isEqualTo("images.exported");
    assertThat(body.path("data").toString())
        .isEqualTo(
            "{\"seller\":\"demo\",\"export\":{\"file\":\"shopify.csv\",\"images\":3,"
                + "\"by\":\"query\",\"query\":\"tag=mug\"}}");
  }

  @Test
  void anExportThatCannotBeToldComesAgainAndHoldsUpNothing() throws Exception {
    webhooks.add(webhook("000000000001", NOW.minusSeconds(60), true));
    String export = export();
    queueTakes = false;

    assertThat(handle(export).failures()).containsExactly(new ChangedImages.FailedRecord("5"));
    queueTakes = true;
    String broken = StreamEvents.record(4, "demo", "event");
    assertThat(handle(broken, export).failures())
        .containsExactly(new ChangedImages.FailedRecord("4"));

    assertThat(queued).hasSize(1);
  }

  @Test
  void anEventThatStillFailsByItselfTenMinutesLaterHoldsUpNoLaterRecord() throws Exception {
    webhooks.add(webhook("000000000001", NOW.minusSeconds(60), true));
    streamed = StreamEvents.WRITTEN.plus(Duration.ofMinutes(11));

    assertThat(handle(StreamEvents.record(4, "demo", "event"), export()).failures()).isEmpty();

    assertThat(givenUp).containsExactly("demo");
    assertThat(queued).hasSize(1);
  }

  @Test
  void withABusEachEventHasADeliveryToItAlsoIfNobodyHasAWebhook() throws Exception {
    hasBus = true;
    ImageRecord done = catalog.put(Examples.done("demo/cup.jpg", "cup"));
    String export = export();

    assertThat(handle(record(1, done), record(2, done), export).failures()).isEmpty();
    assertThat(handle(record(3, done), export).failures()).isEmpty();

    assertThat(table.values())
        .extracting(delivery -> delivery.webhookId() + " " + delivery.type().word())
        .containsExactly("bus image.done", "bus images.exported");
  }

  private String export() {
    Event.ExportedFile export = new Event.ExportedFile("shopify.csv", 3, "query", "tag=mug", null);
    Event event = Event.export("demo", export, NOW, "one");
    noted.put(event.id(), event);
    return StreamEvents.record(5, "demo#event#" + event.id(), "event");
  }

  private static Webhook webhook(String id, Instant since, boolean enabled, EventType... types) {
    String secret = Signature.secret(new byte[Signature.KEY_BYTES]);
    Webhook one = Webhook.of(id, "https://shop.example/", Set.of(types), secret, since);
    return enabled ? one : one.stopped("GONE");
  }

  private Result handle(String... records) throws Exception {
    events.addAll(List.of(records));
    String json = "{\"Records\": [" + String.join(",", events) + "]}";
    events.clear();
    Clock clock = Clock.fixed(streamed, ZoneOffset.UTC);
    var failures = new StreamFailures((it, why) -> givenUp.add(it.partition()), clock);
    return new TellEventsHandler(teller(), failures)
        .handleRequest(JSON.readValue(json, Request.class), TestContext.A_MINUTE);
  }

  private EventTeller teller() {
    return new EventTeller(
        catalog,
        new Noted(),
        new SellersOwn(),
        new Remembered(),
        this::send,
        new Bus(),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private void send(DeliveryQueue.Message message, Duration delay) {
    if (!queueTakes) {
      throw new TableUnavailableException("by the test", new IllegalStateException());
    }
    assertThat(delay).isZero();
    queued.add(message);
  }

  private static String record(int number, ImageRecord image) {
    return StreamEvents.record(number, "demo#image#" + image.imageId().value(), "image");
  }

  private final class Bus implements EventBus {
    @Override
    public boolean exists() {
      return hasBus;
    }

    @Override
    public void put(EventType type, String body) {
      throw new AssertionError("nobody waits for the bus here");
    }
  }

  private final class Noted implements NotedEvents {
    @Override
    public void note(String seller, Event event) {
      throw new AssertionError("who tells notes nothing");
    }

    @Override
    public Optional<Event> find(Name name) {
      assertThat(name.seller()).isEqualTo("demo");
      return Optional.ofNullable(noted.get(name.eventId()));
    }
  }

  private final class SellersOwn implements Webhooks {
    @Override
    public List<Webhook> of(String seller) {
      reads++;
      return List.copyOf(webhooks);
    }

    @Override
    public void change(String seller, UnaryOperator<List<Webhook>> change) {
      throw new AssertionError("who tells changes no webhook");
    }
  }

  private final class Remembered implements Deliveries {
    @Override
    public Delivery add(Delivery delivery) {
      Delivery known = table.putIfAbsent(delivery.message(), delivery);
      return known == null ? delivery : known;
    }

    @Override
    public Optional<Delivery> find(DeliveryQueue.Message message) {
      return Optional.ofNullable(table.get(message));
    }

    @Override
    public boolean replace(Delivery delivery) {
      throw new AssertionError("who tells makes no attempt");
    }

    @Override
    public List<Delivery> latest(String seller, String webhookId, String before, int most) {
      return List.copyOf(table.values());
    }

    @Override
    public void forget(String seller, String webhookId) {
      throw new AssertionError("no webhook is deleted here");
    }
  }
}
