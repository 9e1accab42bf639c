package dev.vitrine.catalog;

import dev.vitrine.local.store.EmbeddedDynamoDb;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An empty table of DynamoDB Local, in memory. */
final class TestTable implements AutoCloseable {
  private final EmbeddedDynamoDb database;
  final DynamoDbClient client;
  final CatalogConfig config;

  TestTable() throws Exception {
    database = new EmbeddedDynamoDb(null, 0);
    database.start();
    client =
        DynamoDbClient.builder()
            .endpointOverride(database.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    config = TestConfig.named("table-" + UUID.randomUUID());
    new DynamoDbCatalogTable(client, config).createIfMissing();
  }

  DynamoDbCatalog catalog() {
    return catalog(client);
  }

  DynamoDbCatalog catalog(DynamoDbClient through) {
    return new DynamoDbCatalog(through, config, Clock.fixed(Examples.NOW, ZoneOffset.UTC));
  }

  @Override
  public void close() throws Exception {
    client.close();
    database.close();
  }
}
