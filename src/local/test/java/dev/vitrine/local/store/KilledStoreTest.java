package dev.vitrine.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.OnlyInCi;
import dev.vitrine.local.s3.EmbeddedS3;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;

/** A real process, killed as {@code kill -9} does, and what the next one finds. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnlyInCi
class KilledStoreTest {
  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("vitrine", "secret"));

  @TempDir Path home;

  @Test
  void deliversTheEventOfEveryUploadThatWasAnswered() throws Exception {
    Set<String> answered = new ConcurrentSkipListSet<>();
    AtomicBoolean killed = new AtomicBoolean();
    try (StoreProcess first = StoreProcess.start(home, false)) {
      URI endpoint = first.awaitEndpoint("s3");
      List<Thread> uploaders = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String name = "demo/" + i + "-";
        uploaders.add(new Thread(() -> uploadUntil(killed, endpoint, name, answered)));
      }
      uploaders.forEach(Thread::start);
      while (answered.size() < 40) {
        Thread.sleep(5);
      }
      first.kill();
      killed.set(true);
      for (Thread uploader : uploaders) {
        uploader.join();
      }
    }

    try (StoreProcess second = StoreProcess.start(home, true)) {
      S3Client s3 = s3(second.awaitEndpoint("s3"));
      for (String key : answered) {
        assertThat(s3.getObjectAsBytes(r -> r.bucket(EmbeddedS3.BUCKET).key(key)).asUtf8String())
            .isEqualTo(key);
      }
      Set<String> missing = new HashSet<>(answered);
      while (!missing.isEmpty()) {
        missing.remove(
            new JsonMapper()
                .readTree(second.await("message"))
                .at("/Records/0/s3/object/key")
                .textValue());
      }
    }
  }

  @Test
  void keepsTheItemThatDynamoDbAnsweredLast() throws Exception {
    Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("last"));
    try (StoreProcess first = StoreProcess.start(home, false)) {
      DynamoDbClient dynamoDb = dynamoDb(first.awaitEndpoint("dynamodb"));
      dynamoDb.createTable(
          t ->
              t.tableName("table")
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .keySchema(
                      KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
                  .attributeDefinitions(
                      AttributeDefinition.builder()
                          .attributeName("id")
                          .attributeType(ScalarAttributeType.S)
                          .build()));
      dynamoDb.putItem(p -> p.tableName("table").item(item));
      first.kill();
    }

    try (StoreProcess second = StoreProcess.start(home, false)) {
      DynamoDbClient dynamoDb = dynamoDb(second.awaitEndpoint("dynamodb"));

      assertThat(dynamoDb.getItem(g -> g.tableName("table").key(item)).item()).isEqualTo(item);
    }
  }

  private static void uploadUntil(
      AtomicBoolean killed, URI endpoint, String name, Set<String> answered) {
    S3Client s3 = s3(endpoint);
    for (int i = 0; !killed.get(); i++) {
      String key = name + i;
      try {
        s3.putObject(
            r -> r.bucket(EmbeddedS3.BUCKET).key(key),
            RequestBody.fromString(key, StandardCharsets.UTF_8));
        answered.add(key);
      } catch (SdkException unanswered) {
        continue;
      }
    }
  }

  private static S3Client s3(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(KEYS)
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static DynamoDbClient dynamoDb(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(KEYS)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
