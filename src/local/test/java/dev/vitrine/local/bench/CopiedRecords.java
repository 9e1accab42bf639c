package dev.vitrine.local.bench;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.vitrine.catalog.Facet;
import dev.vitrine.image.NameOrder;
import dev.vitrine.image.PictureHash;
import dev.vitrine.local.store.TestDynamoDb;
import dev.vitrine.table.StoredJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes copies of a real picture's items, so that a catalog is large in a minute. */
final class CopiedRecords {
  private static final String TABLE = "vitrine";
  private static final int BATCH = 25;

  private final DynamoDbClient dynamoDb;

  CopiedRecords(URI dynamoDb) {
    this.dynamoDb = TestDynamoDb.client(dynamoDb);
  }

  /**
   * Writes so many copies.
   *
   * @param original id of a picture that is done
   * @param words by the copy's number, what stands in place of what
   */
  void write(String original, int copies, IntFunction<Map<String, String>> words) {
    List<Map<String, AttributeValue>> items =
        dynamoDb.scanPaginator(r -> r.tableName(TABLE)).items().stream()
            .filter(item -> item.toString().contains(original))
            .toList();
    List<WriteRequest> batch = new ArrayList<>();
    for (int i = 0; i < copies; i++) {
      Map<String, String> own = words.apply(i);
      for (Map<String, AttributeValue> item : items) {
        Map<String, AttributeValue> copy = copy(item, own);
        batch.add(
            WriteRequest.builder().putRequest(PutRequest.builder().item(copy).build()).build());
        if (batch.size() == BATCH) {
          write(batch);
        }
      }
    }
    write(batch);
  }

  /** {@return what stands in place of what in a copy that has another name, id apart} */
  static Map<String, String> nameWords(String original, String copy) {
    String from = NameOrder.of(BenchClient.key(original));
    String to = NameOrder.of(BenchClient.key(copy));
    Map<String, String> words = new HashMap<>();
    words.put(BenchClient.key(original), BenchClient.key(copy)); // the id follows from it
    words.put(from, to);
    words.put(json(from), json(to));
    return words;
  }

  private static String json(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  /** {@return the picture's hash, as its pointers have it} */
  PictureHash hash(String original) {
    Pattern place =
        Pattern.compile(
            "#value#" + Facet.LOOK + "#.*" + original + "#([0-9a-f]{16})", Pattern.DOTALL);
    return dynamoDb.scanPaginator(r -> r.tableName(TABLE)).items().stream()
        .map(item -> place.matcher(item.get("pk").s() + item.get("sk").s()))
        .filter(Matcher::find)
        .map(found -> new PictureHash(found.group(1)))
        .findFirst()
        .orElseThrow();
  }

  private void write(List<WriteRequest> batch) {
    if (!batch.isEmpty()) {
      dynamoDb.batchWriteItem(r -> r.requestItems(Map.of(TABLE, List.copyOf(batch))));
      batch.clear();
    }
  }

  private static Map<String, AttributeValue> copy(
      Map<String, AttributeValue> item, Map<String, String> words) {
    Map<String, AttributeValue> copy = new HashMap<>();
    item.forEach(
        (name, value) -> {
          if (value.s() != null) {
            copy.put(name, AttributeValue.fromS(replaced(value.s(), words)));
          } else if (value.b() != null) { // a record
            copy.put(name, StoredJson.packed(replaced(StoredJson.unpacked(value), words)));
          } else {
            copy.put(name, value);
          }
        });
    return copy;
  }

  private static String replaced(String text, Map<String, String> words) {
    String replaced = text;
    for (Map.Entry<String, String> word : words.entrySet()) {
      replaced = replaced.replace(word.getKey(), word.getValue());
    }
    return replaced;
  }
}
