package dev.vitrine.upload;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message S3 puts on the queue when objects are written or removed.
 *
 * @param records empty in the test event S3 sends when the notification is configured
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record S3Notification(@JsonProperty("Records") List<ObjectChange> records) {
  S3Notification {
    // Jackson passes null if the member is missing, as in S3's test event.
    records = records == null ? List.of() : List.copyOf(records);
  }

  /** One object that was written or removed. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ObjectChange(String eventName, Instant eventTime, S3 s3) {
    boolean isCreation() {
      return isOf("ObjectCreated:");
    }

    /** {@return whether an object is gone, or one of its versions, or the marker of a deletion} */
    boolean isRemoval() {
      return isOf("ObjectRemoved:");
    }

    private boolean isOf(String kind) {
      return eventName.startsWith(kind) || eventName.startsWith("s3:" + kind);
    }
  }

  /** Where it happened. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record S3(Bucket bucket, S3Object object) {}

  /** The bucket. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Bucket(String name) {}

  /**
   * The object.
   *
   * @param key form-encoded
   * @param size 0 when it was removed
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record S3Object(String key, long size, @Nullable String versionId, String sequencer) {
    String decodedKey() {
      return URLDecoder.decode(key, StandardCharsets.UTF_8);
    }
  }
}
