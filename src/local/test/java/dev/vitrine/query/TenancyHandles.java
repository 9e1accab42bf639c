package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.catalog.ImageRecord;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The ids, versions and cursors that the owner's requests name.
 *
 * @param cursors by operation
 */
record TenancyHandles(
    String id,
    String version,
    String correction,
    String webhook,
    String event,
    String receipt,
    Map<String, String> cursors) {
  String cursor(String operation) {
    return cursors.getOrDefault(operation, "");
  }

  /** {@return the answer without what the request itself said} */
  String without(String body) {
    String plain = body.replace(id, "ID").replace(version, "VERSION");
    for (String cursor : cursors.values()) {
      plain = plain.isEmpty() || cursor.isEmpty() ? plain : plain.replace(cursor, "CURSOR");
    }
    return plain;
  }

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * {@return handles of a seller who has pictures, a vocabulary and texts of their own}
   *
   * @param as makes a request of a seller's
   */
  static TenancyHandles ofOwner(Pictures pictures, Function<String, RequestSpecification> as)
      throws IOException {
    String id =
        pictures.scored(TenancyAppTest.OWNER, TenancyAppTest.SECRET, 0.55).imageId().value();
    pictures.scored(TenancyAppTest.OWNER, TenancyAppTest.SECRET, 0.56);
    ImageRecord newest = pictures.scored(TenancyAppTest.OWNER, TenancyAppTest.SECRET, 0.57);
    String place = "{\"sku\": \"" + TenancyAppTest.SECRET + "\"}";
    owner(as)
        .contentType("application/json")
        .body(place)
        .put("/images/" + newest.imageId() + "/product");
    String value = "{\"value\": \"" + TenancyAppTest.SECRET + "\"}";
    String correction =
        json(owner(as).contentType("application/json").body(value).put(caption(id)))
            .path("lastCorrection")
            .asText("none");
    String labels = "label\nmug\n" + TenancyAppTest.SECRET;
    String version =
        json(owner(as).contentType("text/csv").body(labels).put("/vocabulary"))
            .path("version")
            .asText();
    assertThat(version).isNotEmpty();
    for (double score : List.of(0.58, 0.59)) {
      ImageRecord binned = pictures.scored(TenancyAppTest.OWNER, TenancyAppTest.SECRET, score);
      owner(as).delete("/images/" + binned.imageId());
    }
    String webhook = webhook(as);
    String event = json(owner(as).post("/webhooks/" + webhook + "/test")).path("eventId").asText();
    return new TenancyHandles(id, version, correction, webhook, event, receipt(as), cursorsOf(as));
  }

  /** At an address that is refused, so that nothing is looked up. */
  private static String webhook(Function<String, RequestSpecification> as) throws IOException {
    JsonNode known = json(owner(as).get("/webhooks")).path("webhooks");
    if (!known.isEmpty()) {
      return known.path(0).path("id").asText();
    }
    String body = "{\"url\": \"https://169.254.169.254/" + TenancyAppTest.SECRET + "\"}";
    return json(owner(as).contentType("application/json").body(body).post("/webhooks"))
        .path("id")
        .asText();
  }

  /** Never given back, so that every export of the owner's has one. */
  private static String receipt(Function<String, RequestSpecification> as) {
    String receipts = owner(as).get("/exports/images.csv").header("Vitrine-Receipts");
    assertThat(receipts).matches("[0-9a-f-]{36}");
    return receipts;
  }

  private static String caption(String id) {
    return "/images/" + id + "/texts/caption";
  }

  private static Map<String, String> cursorsOf(Function<String, RequestSpecification> as)
      throws IOException {
    Map<String, String> cursors = new TreeMap<>();
    for (String path :
        List.of(
            "/images",
            "/cards",
            "/review",
            "/duplicates",
            "/products",
            "/products/suggestions",
            "/bin")) {
      cursors.put("GET " + path, cursor(owner(as).get(path + "?limit=1")));
    }
    for (String file : List.of("images.csv", "images.jsonl", "shopify.csv")) {
      String link = owner(as).get("/exports/" + file + "?limit=1").header("Link");
      cursors.put("GET /exports/" + file, link.replaceAll(".*cursor=([^&>]*).*", "$1"));
    }
    for (String path : List.of("/images/retry", "/retags")) {
      Response page = owner(as).contentType("application/json").body("{\"limit\": 1}").post(path);
      cursors.put("POST " + path, cursor(page));
    }
    assertThat(cursors.values()).allMatch(cursor -> !cursor.isEmpty());
    return cursors;
  }

  private static RequestSpecification owner(Function<String, RequestSpecification> as) {
    return as.apply(TenancyAppTest.OWNER);
  }

  private static JsonNode json(Response response) throws IOException {
    return JSON.readTree(response.asString());
  }

  private static String cursor(Response page) throws IOException {
    return json(page).path("cursor").asText();
  }

  /** {@return handles of the same form that belong to nobody} */
  TenancyHandles nobodys() {
    Map<String, String> others = new TreeMap<>();
    cursors.forEach((operation, cursor) -> others.put(operation, elsewhere(cursor)));
    return new TenancyHandles(
        "a".repeat(26),
        version.replaceAll("[0-9]+$", "999"),
        "nothing",
        "0".repeat(12),
        "evt_000000000000_0000000000000000",
        "00000000-0000-0000-0000-000000000000",
        others);
  }

  /** {@return the cursor of a position at which nobody has an image} */
  private static String elsewhere(String cursor) {
    String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            plain.replaceAll("[a-z2-7]{26}$", "b".repeat(26)).getBytes(StandardCharsets.UTF_8));
  }

  static List<String> tampered(String cursor) {
    String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    List<String> forged = new ArrayList<>();
    forged.add(cursor.substring(0, cursor.length() / 2));
    forged.add(cursor + "AAAA");
    forged.add("." + cursor);
    for (String other :
        List.of(
            plain.replace("|", "||"),
            plain + "#" + TenancyAppTest.OWNER,
            TenancyAppTest.OWNER + "|" + plain,
            plain.replaceFirst("\\|[^|]*\\|", "|" + TenancyAppTest.OWNER + "|"),
            plain.replaceFirst("^2", "1"),
            plain + "\u0000",
            "2|" + TenancyAppTest.OWNER + "#image#|z")) {
      forged.add(
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(other.getBytes(StandardCharsets.UTF_8)));
    }
    return forged;
  }
}
