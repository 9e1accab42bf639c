package dev.vitrine.local.store;

import static dev.vitrine.local.store.DirectDynamoDb.ANY;

import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;

/** Reads the streams of DynamoDB Local in this process, as {@link DirectDynamoDb} its tables. */
final class DirectStreams implements DynamoDbStreamsClient {
  private final LocalDynamoDBRequestHandler database;
  private final DirectDynamoDb tables;

  DirectStreams(LocalDynamoDBRequestHandler database, DirectDynamoDb tables) {
    this.database = database;
    this.tables = tables;
  }

  @Override
  public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
    return tables.call(() -> database.describeStream(ANY, ANY, request));
  }

  @Override
  public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
    return tables.call(() -> database.getShardIterator(ANY, ANY, request));
  }

  @Override
  public GetRecordsResponse getRecords(GetRecordsRequest request) {
    return tables.call(() -> database.getRecords(ANY, ANY, request));
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  /** The database is closed by who opened it. */
  @Override
  public void close() {}
}
