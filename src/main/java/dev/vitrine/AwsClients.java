package dev.vitrine;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3vectors.S3VectorsClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The AWS clients, as the environment configures them. Local mode produces its own, which differ in
 * endpoint and credentials only.
 */
@ApplicationScoped
class AwsClients {

  @Produces
  @DefaultBean
  @ApplicationScoped
  SdkHttpClient http() {
    return RetriableHttp.through(ProxyConfiguration.builder().build()); // as the environment says
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  AwsCredentialsProvider credentials() {
    return DefaultCredentialsProvider.builder().build();
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  S3Client s3(SdkHttpClient http, AwsCredentialsProvider credentials) {
    return S3Client.builder().httpClient(http).credentialsProvider(credentials).build();
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  S3Presigner presigner(AwsCredentialsProvider credentials) {
    return S3Presigner.builder().credentialsProvider(credentials).build();
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  DynamoDbClient dynamoDb(SdkHttpClient http, AwsCredentialsProvider credentials) {
    return DynamoDbClient.builder().httpClient(http).credentialsProvider(credentials).build();
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  SfnClient stepFunctions(SdkHttpClient http, AwsCredentialsProvider credentials) {
    return SfnClient.builder().httpClient(http).credentialsProvider(credentials).build();
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  SqsClient sqs(SdkHttpClient http, AwsCredentialsProvider credentials) {
    // Used only to read queue lengths, which an answer of the API can leave out: do not wait long.
    return SqsClient.builder()
        .httpClient(http)
        .credentialsProvider(credentials)
        .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofSeconds(2)))
        .build();
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  EventBridgeClient eventBridge(SdkHttpClient http, AwsCredentialsProvider credentials) {
    // The function that waits for a bus posts to webhooks too, and puts the event again later.
    return EventBridgeClient.builder()
        .httpClient(http)
        .credentialsProvider(credentials)
        .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofSeconds(2)))
        .build();
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  S3VectorsClient s3Vectors(SdkHttpClient http, AwsCredentialsProvider credentials) {
    // A search of the API makes two calls, suggestions two for a picture; both must answer within
    // the 29 s of API Gateway.
    return S3VectorsClient.builder()
        .httpClient(http)
        .credentialsProvider(credentials)
        .overrideConfiguration(
            o -> o.apiCallTimeout(Duration.ofSeconds(5)).retryStrategy(r -> r.maxAttempts(2)))
        .build();
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  SageMakerRuntimeClient sageMaker(SdkHttpClient http, AwsCredentialsProvider credentials) {
    // No retries here: the state machine retries, over a longer time than the SDK would.
    return SageMakerRuntimeClient.builder()
        .httpClient(http)
        .credentialsProvider(credentials)
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }
}
