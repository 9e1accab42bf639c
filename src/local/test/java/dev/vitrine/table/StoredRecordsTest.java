package dev.vitrine.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.Settings;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class StoredRecordsTest {
  private static final String JSON = "{\"schema\":1}";

  @Test
  void areAsTheReleaseBeforeReadsThemUnlessToldOtherwise() {
    try (DynamoDbClient unused = DynamoDbClient.builder().region(Region.US_EAST_1).build()) {
      AttributeValue plain = new Table(unused, Settings.atDefaults(TableConfig.class)).record(JSON);
      assertThat(plain.s()).isEqualTo(JSON);
      assertThat(StoredJson.unpacked(plain)).isEqualTo(JSON);

      AttributeValue compressed = TableOf.named(unused, "table").record(JSON);
      assertThat(compressed.s()).isNull();
      assertThat(StoredJson.unpacked(compressed)).isEqualTo(JSON);
    }
  }
}
