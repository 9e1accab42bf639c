package dev.vitrine.table;

import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Tables for tests, by name. */
public final class TableOf {
  private TableOf() {}

  public static Table named(DynamoDbClient client, String name) {
    return new Table(client, config(name, Duration.ofMinutes(2)));
  }

  /** One whose callers lose patience soon. */
  public static Table impatient(DynamoDbClient client, String name) {
    return new Table(client, config(name, Duration.ofMillis(300)));
  }

  public static TableSetup setup(DynamoDbClient client, String name) {
    return new DynamoDbTableSetup(client, config(name, Duration.ofMinutes(2)));
  }

  private static TableConfig config(String name, Duration patience) {
    return new TableConfig() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Duration patience() {
        return patience;
      }

      @Override
      public boolean compressesRecords() {
        return true;
      }
    };
  }
}
