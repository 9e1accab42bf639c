package dev.vitrine.local.store;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;
import software.amazon.dynamodb.services.local.embedded.DDBExceptionMappingInvocationHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;

/**
 * Calls DynamoDB Local in this process, without HTTP: the operations that Vitrine uses, with the
 * answers and exceptions that a client has over HTTP. Does not retry, as the SDK's own client does.
 *
 * @see "docs/decisions/0049: Locally the table is asked without HTTP"
 */
final class DirectDynamoDb implements DynamoDbClient {
  /** The database is one for all keys and regions. */
  static final String ANY = "local";

  private final LocalDynamoDBRequestHandler database;
  private final BooleanSupplier isClosed;

  /**
   * @param isClosed whether the database is closed, or being closed: its refusals then mean nothing
   */
  DirectDynamoDb(LocalDynamoDBRequestHandler database, BooleanSupplier isClosed) {
    this.database = database;
    this.isClosed = isClosed;
  }

  /**
   * @throws DynamoDbException of the type and with the code and status that HTTP would bring; 500
   *     for whatever else goes wrong in the database
   */
  <T> T call(Supplier<T> operation) {
    try {
      return operation.get();
    } catch (DynamoDBLocalServiceException e) {
      throw isClosed.getAsBoolean() ? failed(e) : translated(e);
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private static RuntimeException translated(DynamoDBLocalServiceException refused) {
    if ("ExpiredIteratorException"
        .equals(refused.getErrorCode())) { // the only one it does not know
      return ExpiredIteratorException.builder()
          .message(refused.getMessage())
          .statusCode(refused.statusCode())
          .awsErrorDetails(refused.awsErrorDetails())
          .build();
    }
    try {
      DDBExceptionMappingInvocationHandler.handleDynamoDBLocalServiceException(refused);
      return refused;
    } catch (DynamoDbException e) {
      return e;
    } catch (Throwable e) {
      return failed(e);
    }
  }

  private static DynamoDbException failed(Throwable e) {
    AwsErrorDetails details =
        AwsErrorDetails.builder().errorCode("InternalFailure").errorMessage(e.toString()).build();
    return (DynamoDbException)
        DynamoDbException.builder()
            .statusCode(500)
            .awsErrorDetails(details)
            .message(e.toString())
            .cause(e)
            .build();
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return call(() -> database.getItem(ANY, ANY, request));
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    return call(() -> database.batchGetItem(ANY, ANY, request));
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return call(() -> database.query(ANY, ANY, request));
  }

  @Override
  public ScanResponse scan(ScanRequest request) {
    return call(() -> database.scan(ANY, ANY, request));
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return call(() -> database.putItem(ANY, ANY, request));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return call(() -> database.updateItem(ANY, ANY, request));
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    return call(() -> database.deleteItem(ANY, ANY, request));
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    return call(() -> database.batchWriteItem(ANY, ANY, request));
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    return call(() -> database.transactWriteItems(ANY, ANY, request));
  }

  @Override
  public CreateTableResponse createTable(CreateTableRequest request) {
    return call(() -> database.createTable(ANY, ANY, request));
  }

  @Override
  public DescribeTableResponse describeTable(DescribeTableRequest request) {
    return call(() -> database.describeTable(ANY, ANY, request));
  }

  @Override
  public UpdateTableResponse updateTable(UpdateTableRequest request) {
    return call(() -> database.updateTable(ANY, ANY, request));
  }

  @Override
  public DynamoDbWaiter waiter() {
    return DynamoDbWaiter.builder().client(this).build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  /** The database is closed by who opened it. */
  @Override
  public void close() {}
}
