package dev.vitrine.table;

import java.time.Instant;

/** The table's stream as Lambda hands it over: records that show keys only. */
public final class StreamEvents {
  /** When all of the records were written. */
  public static final Instant WRITTEN = Instant.ofEpochSecond(1_479_499_740);

  private StreamEvents() {}

  /**
   * {@return a record in JSON}
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Using AWS Lambda with
   *     Amazon DynamoDB: the event</a>
   */
  public static String record(int number, String pk, String sk) {
    return """
    {"eventID": "x", "eventName": "MODIFY", "eventVersion": "1.1", "eventSource": "aws:dynamodb",
     "awsRegion": "us-east-1", "eventSourceARN": "arn:aws:dynamodb:us-east-1:1:table/t/stream/s",
     "dynamodb": {"ApproximateCreationDateTime": 1479499740, "SequenceNumber": "%d",
       "Keys": {"pk": {"S": "%s"}, "sk": {"S": "%s"}},
       "SizeBytes": 112, "StreamViewType": "KEYS_ONLY"}}
    """
        .formatted(number, pk, sk);
  }
}
