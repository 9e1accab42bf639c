package dev.vitrine.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * An event of SNS.
 *
 * @param records one, says Lambda's documentation of the event's form, which is a list
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">Using Lambda with
 *     SNS</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ResumeTaskRequest(@JsonProperty("Records") List<Notification> records) {
  public ResumeTaskRequest {
    records = List.copyOf(records);
  }

  /** One message of a topic. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Notification(@JsonProperty("Sns") Sns sns) {}

  /**
   * What SNS says.
   *
   * @param message JSON, an {@link AnswerNotice}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Sns(@JsonProperty("Message") String message) {}
}
