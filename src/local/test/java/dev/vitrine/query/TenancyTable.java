package dev.vitrine.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** A row for each operation of the API: how a seller asks it for things that may not be theirs. */
final class TenancyTable {
  /** Sends one operation's request as the stranger. */
  @FunctionalInterface
  interface Row {
    Response send(RequestSpecification stranger, TenancyHandles handles);
  }

  private final Map<String, Row> rows = new TreeMap<>();

  TenancyTable() {
    shared("GET /about", "GET /styles", "GET /state-machine.json");
    shared("GET /months", "GET /selection");
    shared("GET /tags", "GET /counts", "GET /vocabulary", "GET /vocabulary/versions");
    picture("GET /images/{id}", "");
    picture("GET /images/{id}/neighbours", "");
    picture("GET /images/{id}/similar", "");
    picture("GET /images/{id}/product", "");
    picture("DELETE /images/{id}/product", "");
    picture("DELETE /images/{id}/product/handle", "");
    picture("GET /images/{id}/rendition", "?size=256");
    picture("GET /images/{id}/original", "");
    picture("GET /images/{id}/execution", "");
    picture("DELETE /images/{id}", "");
    picture("POST /bin/{id}/restore", "");
    picture("DELETE /bin/{id}", "");
    list("GET /bin", "?limit=1");
    row("DELETE /bin", (s, h) -> s.delete("/bin"));
    picture("POST /images/{id}/retry", "");
    restyles();
    corrections();
    lists();
    webhooks();
    row("POST /images/bulk", TenancyTable::bulk);
    row("POST /images/corrections", TenancyTable::sheet);
    row("POST /uploads", TenancyTable::upload);
    vocabulary();
  }

  private void restyles() {
    row(
        "GET /images/{id}/restyles/{restyleId}",
        (s, h) -> s.get(image(h) + "/restyles/great-wave"));
    row(
        "DELETE /images/{id}/restyles/{restyleId}",
        (s, h) -> s.delete(image(h) + "/restyles/great-wave"));
    row(
        "POST /images/{id}/restyles/{restyleId}/restore",
        (s, h) -> s.post(image(h) + "/restyles/great-wave/restore"));
    row(
        "POST /images/{id}/restyles",
        (s, h) -> json(s, "style", "great-wave").post(image(h) + "/restyles"));
  }

  private void corrections() {
    row("PUT /images/{id}/tags", (s, h) -> s.put(image(h) + "/tags?label=mine"));
    row(
        "DELETE /images/{id}/tags",
        (s, h) -> s.delete(image(h) + "/tags?label=" + TenancyAppTest.SECRET));
    row("PUT /images/{id}/tags/{label}", (s, h) -> s.put(image(h) + "/tags/mine"));
    row(
        "DELETE /images/{id}/tags/{label}",
        (s, h) -> s.delete(image(h) + "/tags/" + TenancyAppTest.SECRET));
    row(
        "PUT /images/{id}/attributes/{name}",
        (s, h) -> json(s, "value", "mine").put(image(h) + "/attributes/color"));
    row(
        "DELETE /images/{id}/attributes/{name}",
        (s, h) -> s.delete(image(h) + "/attributes/color"));
    row(
        "PUT /images/{id}/texts/{name}",
        (s, h) -> json(s, "value", "mine").put(image(h) + "/texts/title"));
    row("PUT /images/{id}/product", (s, h) -> json(s, "sku", "mine").put(image(h) + "/product"));
    row(
        "PUT /images/{id}/product/handle",
        (s, h) -> json(s, "handle", "mine").put(image(h) + "/product/handle"));
    row("DELETE /images/{id}/texts/{name}", (s, h) -> s.delete(image(h) + "/texts/title"));
    row(
        "DELETE /images/{id}/corrections/{correction}",
        (s, h) -> s.delete(image(h) + "/corrections/" + h.correction()));
  }

  private void lists() {
    list("GET /images", "?limit=1");
    list("GET /cards", "?limit=1");
    row("GET /search", (s, h) -> s.get("/search?text=" + TenancyAppTest.SECRET));
    list("GET /review", "?limit=1");
    list("GET /duplicates", "?limit=1");
    list("GET /products", "?limit=1");
    list("GET /products/suggestions", "?limit=1");
    list("GET /exports/images.csv", "?limit=1");
    list("GET /exports/images.jsonl", "?limit=1");
    list("GET /exports/shopify.csv", "?limit=1");
    row("POST /exports/receipts/{id}", (s, h) -> s.post("/exports/receipts/" + h.receipt()));
    // Without their bodies, in which the seconds of the clock differ: see ZipsAppTest.
    row("GET /exports/images.zip", (s, h) -> s.head("/exports/images.zip?ids=" + h.id()));
    row("GET /exports/shopify.zip", (s, h) -> s.head("/exports/shopify.zip?ids=" + h.id()));
    row(
        "POST /images/retry",
        (s, h) -> json(s, "cursor", h.cursor("POST /images/retry")).post("/images/retry"));
    row("POST /retags", (s, h) -> json(s, "cursor", h.cursor("POST /retags")).post("/retags"));
  }

  private void webhooks() {
    shared("GET /webhooks");
    row("POST /webhooks", TenancyTable::addWebhook);
    row("GET /webhooks/{id}", (s, h) -> s.get(webhook(h)));
    row(
        "PUT /webhooks/{id}",
        (s, h) -> json(s, "url", "https://shop.example/mine").put(webhook(h)));
    row("POST /webhooks/{id}/secret", (s, h) -> s.post(webhook(h) + "/secret"));
    row("POST /webhooks/{id}/test", (s, h) -> s.post(webhook(h) + "/test"));
    row("GET /webhooks/{id}/deliveries", (s, h) -> s.get(webhook(h) + "/deliveries"));
    row(
        "POST /webhooks/{id}/deliveries/replay",
        (s, h) -> s.post(webhook(h) + "/deliveries/replay"));
    row(
        "POST /webhooks/{id}/deliveries/{eventId}/replay",
        (s, h) -> s.post(webhook(h) + "/deliveries/" + h.event() + "/replay"));
    row("DELETE /webhooks/{id}", (s, h) -> s.delete(webhook(h)));
  }

  private static String webhook(TenancyHandles handles) {
    return "/webhooks/" + handles.webhook();
  }

  private void vocabulary() {
    row(
        "PUT /vocabulary",
        (s, h) ->
            s.contentType("text/csv")
                .header("If-Match", "\"shop@" + h.version() + "\"")
                .body("label\nmug\ncup")
                .put("/vocabulary"));
    row(
        "POST /vocabulary/preview",
        (s, h) ->
            s.contentType("text/csv").body("label\nmug\ncup").post("/vocabulary/preview?images=5"));
    row(
        "POST /vocabulary/rollback",
        (s, h) -> json(s, "version", h.version()).post("/vocabulary/rollback"));
  }

  Map<String, Row> rows() {
    return rows;
  }

  private void row(String operation, Row row) {
    rows.put(operation, row);
  }

  /** Names nothing of a seller's. */
  private void shared(String... operations) {
    for (String operation : operations) {
      row(operation, (s, h) -> s.get(operation.substring("GET ".length())));
    }
  }

  private void picture(String operation, String query) {
    String[] parts = operation.split(" ");
    row(operation, (s, h) -> s.request(parts[0], parts[1].replace("{id}", h.id()) + query));
  }

  private void list(String operation, String query) {
    row(
        operation,
        (s, h) ->
            s.queryParam("cursor", h.cursor(operation))
                .get(operation.substring("GET ".length()) + query));
  }

  private static Response bulk(RequestSpecification seller, TenancyHandles handles) {
    return seller
        .contentType("application/json")
        .header("Idempotency-Key", "tenancy-order")
        .body("{\"ids\": [\"%s\"], \"action\": \"delete\"}".formatted(handles.id()))
        .post("/images/bulk");
  }

  private static Response sheet(RequestSpecification seller, TenancyHandles handles) {
    CRC32 sum = new CRC32();
    sum.update(handles.id().getBytes(UTF_8));
    return seller
        .contentType("text/csv")
        .header("Idempotency-Key", "tenancy-sheet")
        .body(
            "imageId,version,title\n%s,v1 imageId=%08x,mine\n"
                .formatted(handles.id(), sum.getValue()))
        .post("/images/corrections");
  }

  private static Response upload(RequestSpecification seller, TenancyHandles handles) {
    Response answer =
        seller
            .contentType("application/json")
            .body("{\"fileName\": \"x.jpg\", \"contentType\": \"image/jpeg\"}")
            .post("/uploads");
    assertThat(answer.asString()).doesNotContain(TenancyAppTest.OWNER);
    // Each permission has a key of its own: what is left to compare is a path across folders.
    return seller
        .body(
            "{\"fileName\": \"../%s/x.jpg\", \"contentType\": \"image/jpeg\"}"
                .formatted(handles.id()))
        .post("/uploads");
  }

  /** The secret, the id and the time differ each time: what is left to compare is the list. */
  private static Response addWebhook(RequestSpecification seller, TenancyHandles handles) {
    Response answer = json(seller, "url", "https://shop.example/mine").post("/webhooks");
    if (answer.statusCode() != 201) {
      return answer;
    }
    seller.delete("/webhooks/" + answer.jsonPath().getString("id")).then().statusCode(204);
    return seller.get("/webhooks");
  }

  private static RequestSpecification json(RequestSpecification seller, String name, String value) {
    return seller.contentType("application/json").body("{\"%s\": \"%s\"}".formatted(name, value));
  }

  private static String image(TenancyHandles handles) {
    return "/images/" + handles.id();
  }
}
