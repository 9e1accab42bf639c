package dev.vitrine.export;

import static dev.vitrine.table.TableKeys.n;
import static dev.vitrine.table.TableKeys.s;

import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** An item of the one table for each answer, of 17 bytes a product. */
@ApplicationScoped
class DynamoDbAnsweredProducts implements AnsweredProducts {
  private static final String PRODUCTS = "products";
  private static final String SEPARATOR = ",";
  private static final Duration KEPT = Duration.ofDays(2);

  private final Table table;
  private final Clock clock;

  DynamoDbAnsweredProducts(Table table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  @Override
  public void keep(String seller, Place place, Set<String> products) {
    Map<String, AttributeValue> item =
        new HashMap<>(TableKeys.exportAnswer(seller, place.export(), place.answers()));
    item.put(PRODUCTS, s(String.join(SEPARATOR, products)));
    item.put(TableKeys.EXPIRES_AT, n(clock.instant().plus(KEPT).getEpochSecond()));
    table.put(Put.builder().item(item).build());
  }

  @Override
  public Optional<Set<String>> before(String seller, Place place) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table.name())
            .consistentRead(true)
            .keyConditionExpression("#pk = :export AND #sk <= :last")
            .expressionAttributeNames(Map.of("#pk", TableKeys.PK, "#sk", TableKeys.SK))
            .expressionAttributeValues(
                Map.of(
                    ":export",
                    s(TableKeys.exportAnswers(seller, place.export())),
                    ":last",
                    s(TableKeys.answerNumber(place.answers()))))
            .build();
    // An answer takes less than a page of 1 MB.
    List<Map<String, AttributeValue>> answers = table.query(query, place.answers() + 1);
    if (answers.size() < place.answers()) {
      return Optional.empty();
    }
    return Optional.of(
        answers.stream()
            .flatMap(item -> Arrays.stream(TableKeys.text(item, PRODUCTS).split(SEPARATOR)))
            .collect(Collectors.toSet()));
  }
}
