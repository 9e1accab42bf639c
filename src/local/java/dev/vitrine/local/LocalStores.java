package dev.vitrine.local;

import dev.vitrine.image.MemoryBudget;
import dev.vitrine.local.function.LocalContext;
import dev.vitrine.local.queue.UploadQueue;
import dev.vitrine.local.s3.EmbeddedS3;
import dev.vitrine.local.store.EmbeddedDynamoDb;
import dev.vitrine.local.store.VitrineHome;
import dev.vitrine.upload.StartWorkflowHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The services that keep data in VITRINE_HOME: S3, the queue of its events, DynamoDB. Opened at
 * first use, once the page's port is known, because S3 lets only that page in.
 */
@ApplicationScoped
class LocalStores {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(5);

  private final VitrineHome home;
  private final EmbeddedS3 s3;
  private final EmbeddedDynamoDb dynamoDb;
  private final UploadQueue queue;

  LocalStores(
      LocalConfig config,
      LocalHttp http,
      Instance<StartWorkflowHandler> starter,
      MemoryBudget memory)
      throws Exception {
    home = VitrineHome.open(config.home());
    queue =
        new UploadQueue(
            home.folder("uploads"),
            "vitrine-uploads",
            RETRY_DELAY,
            event -> starter.get().handleRequest(event, new LocalContext("start-workflow")));
    queue.takeOver(config.home().resolve("queue"));
    s3 =
        new EmbeddedS3(
            home.folder("s3"),
            config.s3Port().orElseGet(() -> http.port() + 1),
            home.keys(),
            http.origins(),
            queue::send,
            memory);
    dynamoDb =
        new EmbeddedDynamoDb(
            home.folder("dynamodb"), config.dynamoDbPort().orElseGet(() -> http.port() + 2));
    s3.start();
    dynamoDb.start();
  }

  /** Starts to deliver uploads, first those of an earlier process. */
  void deliverUploads() {
    queue.start();
  }

  /** Waits for the upload in delivery; the others are delivered after a restart. */
  void stopDelivering() {
    queue.close();
  }

  /** {@return whether uploads are delivered} */
  boolean isDelivering() {
    return queue.isDelivering();
  }

  AwsBasicCredentials keys() {
    return home.keys();
  }

  Path folder(String service) throws IOException {
    return home.folder(service);
  }

  VitrineHome home() {
    return home;
  }

  /** Takes the rights of other users away from all that was written since the start. */
  void makeWrittenPrivate() throws IOException {
    home.makeWrittenPrivate(s3.objects());
  }

  URI s3() {
    return s3.endpoint();
  }

  URI dynamoDb() {
    return dynamoDb.endpoint();
  }

  DynamoDbClient tables() {
    return dynamoDb.client();
  }

  DynamoDbStreamsClient streams() {
    return dynamoDb.streams();
  }

  void close() throws Exception {
    s3.close();
    stopDelivering();
    dynamoDb.close();
    home.close();
  }
}
