package dev.vitrine.table;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One write of an item, as Lambda hands over the table's stream, which has the keys only.
 *
 * @param written what the stream says of it
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Using Lambda with
 *     DynamoDB</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StreamRecord(@JsonProperty("dynamodb") Written written) {

  /**
   * What the stream says of a write.
   *
   * @param number of the record in its shard
   * @param at in seconds since 1970, rounded; null if the stream does not say
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Written(
      @JsonProperty("Keys") Keys keys,
      @JsonProperty("SequenceNumber") String number,
      @JsonProperty("ApproximateCreationDateTime") @Nullable Double at) {}

  /** The item's key. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Keys(Text pk, Text sk) {}

  /** A string, in DynamoDB's JSON. */
  public record Text(@JsonProperty("S") String value) {}

  public static StreamRecord of(String pk, String sk, String number, @Nullable Instant at) {
    Double seconds = at == null ? null : (double) at.getEpochSecond();
    return new StreamRecord(new Written(new Keys(new Text(pk), new Text(sk)), number, seconds));
  }

  /** {@return whether the item was written before a time; false if the stream does not say} */
  public boolean isWrittenBefore(Instant time) {
    Double at = written.at();
    return at != null && at < time.getEpochSecond();
  }

  /** {@return whether an image was written} */
  public boolean isOfAnImage() {
    return written.keys().sk().value().equals(TableKeys.IMAGE);
  }

  /** {@return whether an event that no image tells was written} */
  public boolean isOfAnEvent() {
    return written.keys().sk().value().equals(TableKeys.EVENT);
  }

  /** {@return the partition of the item} */
  public String partition() {
    return written.keys().pk().value();
  }

  /** {@return the number of the record in its shard} */
  public String number() {
    return written.number();
  }
}
