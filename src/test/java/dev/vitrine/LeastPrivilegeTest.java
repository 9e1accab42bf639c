package dev.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every call that a handler's code can make is allowed to its function, and nothing else is. */
class LeastPrivilegeTest {
  /** Without the right to list a bucket, a missing object is forbidden and not missing. */
  private static final String TELL_MISSING = "s3:ListBucket";

  private static final Map<String, Set<String>> ACTIONS =
      Map.ofEntries(
          Map.entry("S3Client.headObject", Set.of("s3:GetObject", "s3:GetObjectVersion")),
          Map.entry("S3Client.getObject", Set.of("s3:GetObject", TELL_MISSING)),
          Map.entry("S3Client.getObjectAsBytes", Set.of("s3:GetObject", TELL_MISSING)),
          Map.entry("S3Client.putObject", Set.of("s3:PutObject")),
          Map.entry("S3Client.deleteObject", Set.of("s3:DeleteObject")),
          Map.entry("S3Client.deleteObjects", Set.of("s3:DeleteObject")),
          Map.entry("S3Client.listObjectsV2", Set.of("s3:ListBucket")),
          Map.entry("S3Client.listObjectsV2Paginator", Set.of("s3:ListBucket")),
          Map.entry("S3Client.utilities", Set.of()),
          Map.entry("S3Client.serviceClientConfiguration", Set.of()),
          Map.entry("S3Presigner.presignGetObject", Set.of("s3:GetObject")),
          // Whoever posts with our signature does so in our name.
          Map.entry("PostPolicy.sign", Set.of("s3:PutObject")),
          Map.entry("DynamoDbClient.getItem", Set.of("dynamodb:GetItem")),
          Map.entry("DynamoDbClient.batchGetItem", Set.of("dynamodb:BatchGetItem")),
          Map.entry("DynamoDbClient.query", Set.of("dynamodb:Query")),
          Map.entry("DynamoDbClient.queryPaginator", Set.of("dynamodb:Query")),
          Map.entry("DynamoDbClient.putItem", Set.of("dynamodb:PutItem")),
          Map.entry("DynamoDbClient.updateItem", Set.of("dynamodb:UpdateItem")),
          Map.entry("DynamoDbClient.batchWriteItem", Set.of("dynamodb:BatchWriteItem")),
          // A transaction needs what its actions need: lessons and index entries come and go,
          // counters count.
          Map.entry(
              "DynamoDbClient.transactWriteItems",
              Set.of("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem")),
          Map.entry("SqsClient.sendMessage", Set.of("sqs:SendMessage")),
          Map.entry("SqsClient.getQueueAttributes", Set.of("sqs:GetQueueAttributes")),
          // With a filter, as all queries here, it needs the right to read vectors as well.
          Map.entry(
              "S3VectorsClient.queryVectors",
              Set.of("s3vectors:QueryVectors", "s3vectors:GetVectors")),
          Map.entry("S3VectorsClient.getVectors", Set.of("s3vectors:GetVectors")),
          Map.entry("S3VectorsClient.putVectors", Set.of("s3vectors:PutVectors")),
          Map.entry("S3VectorsClient.deleteVectors", Set.of("s3vectors:DeleteVectors")),
          Map.entry("S3VectorsClient.createIndex", Set.of("s3vectors:CreateIndex")),
          Map.entry("S3VectorsClient.listIndexes", Set.of("s3vectors:ListIndexes")),
          Map.entry("EventBridgeClient.putEvents", Set.of("events:PutEvents")),
          Map.entry("SfnClient.startExecution", Set.of("states:StartExecution")),
          Map.entry("SfnClient.sendTaskSuccess", Set.of("states:SendTaskSuccess")),
          Map.entry("SfnClient.sendTaskFailure", Set.of("states:SendTaskFailure")),
          Map.entry("SfnClient.describeExecution", Set.of("states:DescribeExecution")),
          Map.entry("SfnClient.getExecutionHistoryPaginator", Set.of("states:GetExecutionHistory")),
          Map.entry(
              "SageMakerRuntimeClient.invokeEndpointAsync",
              Set.of("sagemaker:InvokeEndpointAsync")),
          Map.entry("SageMakerRuntimeClient.invokeEndpoint", Set.of("sagemaker:InvokeEndpoint")));

  private static final Set<String> POLLING =
      Set.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");

  /** To read a stream, and to leave what fails in a queue. */
  private static final Set<String> STREAMING =
      Set.of(
          "dynamodb:DescribeStream",
          "dynamodb:GetRecords",
          "dynamodb:GetShardIterator",
          "dynamodb:ListStreams",
          "sqs:SendMessage");

  /**
   * Rights of release 0.1.0, whose code runs until a deployment has moved its alias. They can go
   * with release 0.3.
   */
  private static final Set<String> FORMER = Set.of("dynamodb:UpdateItem", "dynamodb:DeleteItem");

  /** Functions that release 0.1.0 did not have. */
  private static final Set<String> NEWER = Set.of("tell-events", "deliver-event");

  private final Template template = new Template();

  @Test
  void aFunctionMayDoWhatItsCodeCanCallAndNothingElse() {
    Map<String, JsonNode> functions = template.functions();
    Map<String, Set<String>> calls = new HandlerReach().calls();

    assertThat(functions.keySet()).isEqualTo(calls.keySet());
    functions.forEach(
        (handler, function) ->
            assertThat(Template.actions(function))
                .as(handler)
                .containsExactlyInAnyOrderElementsOf(needed(handler, calls.get(handler))));
  }

  @Test
  void whatTheApiSignsIsAFormAndNeverReachesWhatTheWorkflowWrites() {
    Map<String, String> writes = new TreeMap<>();
    for (JsonNode policy : template.functions().get("api").path("Policies")) {
      for (JsonNode statement : policy.path("Statement")) {
        if (statement.path("Action").asText().equals("s3:PutObject")) {
          JsonNode form = statement.path("Condition").path("StringEquals").path("s3:authType");
          writes.put(
              statement.path("Resource").path("!Sub").asText().replace("${UploadsBucket.Arn}/", ""),
              statement.path("Effect").asText() + " " + form.asText("by any request"));
        }
      }
    }

    assertThat(writes)
        .isEqualTo(
            Map.of(
                "*", "Allow POST",
                ".vitrine/*", "Deny POST",
                ".vitrine/.later/*", "Allow by any request"));
  }

  private Set<String> needed(String handler, Set<String> calls) {
    Set<String> needed = new TreeSet<>();
    for (String call : calls) {
      if (call.matches(
              "(S3Client|S3Presigner|S3VectorsClient|DynamoDbClient|SfnClient|SqsClient|EventBridgeClient|SageMakerRuntimeClient)\\..*")
          || ACTIONS.containsKey(call)) {
        assertThat(ACTIONS).as(handler).containsKey(call);
        needed.addAll(ACTIONS.get(call));
      }
    }
    if (needed.contains("dynamodb:PutItem") && !NEWER.contains(handler)) {
      needed.addAll(FORMER);
    }
    if (polledFunctions(false).contains(handler)) {
      needed.addAll(POLLING);
    }
    if (polledFunctions(true).contains(handler)) {
      needed.addAll(STREAMING);
    }
    return needed;
  }

  /** Lambda polls a queue or a stream in the name of the function it calls. */
  private Set<String> polledFunctions(boolean ofStreams) {
    Set<String> polled = new HashSet<>();
    for (JsonNode source : template.resources("AWS::Lambda::EventSourceMapping").values()) {
      JsonNode properties = source.path("Properties");
      String function = properties.path("FunctionName").path("!Ref").asText();
      if (properties.has("StartingPosition") == ofStreams) {
        polled.add(TemplateTest.kebab(function.replace("Function.Alias", "")));
      }
    }
    return polled;
  }
}
