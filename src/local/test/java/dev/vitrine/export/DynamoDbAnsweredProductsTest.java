package dev.vitrine.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.export.AnsweredProducts.Place;
import dev.vitrine.local.store.EmbeddedDynamoDb;
import dev.vitrine.local.store.TestDynamoDb;
import dev.vitrine.table.TableOf;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoDbAnsweredProductsTest {
  private final Place first = Place.first().next();
  private final Place second = first.next();

  @Test
  void anAnswerKnowsWhatTheEarlierOnesOfItsExportHave() throws Exception {
    try (EmbeddedDynamoDb database = new EmbeddedDynamoDb(null, 0)) {
      database.start();
      try (DynamoDbClient client = TestDynamoDb.client(database.endpoint())) {
        TableOf.setup(client, "table").createIfMissing();
        AnsweredProducts answered =
            new DynamoDbAnsweredProducts(TableOf.named(client, "table"), Clock.systemUTC());
        Set<String> many =
            IntStream.range(0, 1_000).mapToObj("%016x"::formatted).collect(Collectors.toSet());

        answered.keep("anna", first, many);
        answered.keep("anna", second, Set.of("b"));

        assertThat(answered.before("anna", first)).contains(many);
        assertThat(answered.before("anna", second).orElseThrow()).hasSize(1_001).contains("b");
        assertThat(answered.before("anna", second.next())).as("one is lost").isEmpty();
        assertThat(answered.before("bert", first)).as("of another seller").isEmpty();
        assertThat(answered.before("anna", Place.first().next())).as("another export").isEmpty();

        answered.keep("anna", second, Set.of("c")); // made again
        assertThat(answered.before("anna", second).orElseThrow()).contains("c").doesNotContain("b");
      }
    }
  }

  @Test
  void aPlaceIsReadAsItIsWritten() {
    assertThat(Place.parse(second.toString())).isEqualTo(second);
    for (String text : new String[] {"", "x", first.export(), first.export() + ".0", "x.1"}) {
      assertThatThrownBy(() -> Place.parse(text)).as(text).isInstanceOf(ApiProblem.class);
    }
  }
}
