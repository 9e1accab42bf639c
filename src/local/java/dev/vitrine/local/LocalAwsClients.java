package dev.vitrine.local;

import dev.vitrine.RetriableHttp;
import dev.vitrine.local.store.VitrineHome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * The ordinary AWS clients, pointed at this machine. Only DynamoDB is called without HTTP, which
 * took a seventh of a picture's processor time.
 */
@ApplicationScoped
class LocalAwsClients {
  private final LocalStores stores;
  private final LocalHttp http;

  LocalAwsClients(LocalStores stores, LocalHttp http) {
    this.stores = stores;
    this.http = http;
  }

  /** Asks no proxy, whatever the environment says: none can reach this machine's own addresses. */
  @Produces
  @ApplicationScoped
  SdkHttpClient http() {
    return RetriableHttp.through(
        ProxyConfiguration.builder()
            .useEnvironmentVariablesValues(false)
            .useSystemPropertyValues(false)
            .build());
  }

  @Produces
  @ApplicationScoped
  AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(stores.keys());
  }

  @Produces
  @ApplicationScoped
  S3Client s3(SdkHttpClient http, AwsCredentialsProvider credentials) {
    return at(stores.s3(), S3Client.builder(), http, credentials).forcePathStyle(true).build();
  }

  @Produces
  @ApplicationScoped
  S3Presigner presigner(AwsCredentialsProvider credentials) {
    return S3Presigner.builder()
        .credentialsProvider(credentials)
        .region(Region.of(VitrineHome.REGION))
        .endpointOverride(stores.s3())
        .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
        .build();
  }

  @Produces
  @ApplicationScoped
  DynamoDbClient dynamoDb() {
    return stores.tables();
  }

  @Produces
  @ApplicationScoped
  DynamoDbStreamsClient dynamoDbStreams() {
    return stores.streams();
  }

  @Produces
  @ApplicationScoped
  SfnClient stepFunctions(SdkHttpClient http, AwsCredentialsProvider credentials) {
    return at(this.http.address(), SfnClient.builder(), http, credentials).build();
  }

  @Produces
  @ApplicationScoped
  SageMakerRuntimeClient sageMaker(SdkHttpClient http, AwsCredentialsProvider credentials) {
    return at(this.http.address(), SageMakerRuntimeClient.builder(), http, credentials)
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }

  private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> B at(
      URI endpoint, B builder, SdkHttpClient http, AwsCredentialsProvider credentials) {
    return builder
        .httpClient(http)
        .credentialsProvider(credentials)
        .region(Region.of(VitrineHome.REGION))
        .endpointOverride(endpoint);
  }
}
