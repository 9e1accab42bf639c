package dev.vitrine.local.s3;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.local.store.VitrineHome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An object was written or removed.
 *
 * @param name {@code ObjectCreated:Put}, {@code :Post}, {@code :Copy} or {@code
 *     :CompleteMultipartUpload}; or {@link #REMOVED}
 * @param key as it is, not encoded
 * @param size in bytes; 0 of a removed object
 * @param eTag without quotes; empty of a removed object
 * @param sequencer 16 upper-case hexadecimal digits; the later event of a key has the greater
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
public record ObjectEvent(
    String name,
    String bucket,
    String key,
    long size,
    String eTag,
    String sequencer,
    String requestId,
    Instant at) {
  /** An object that keeps no versions was deleted. */
  public static final String REMOVED = "ObjectRemoved:Delete";

  private static final JsonMapper JSON = new JsonMapper();

  public ObjectEvent {
    if (!sequencer.matches("[0-9A-F]{16}")) {
      throw new IllegalArgumentException("not a sequencer: " + sequencer);
    }
  }

  /** {@return the message that S3 would put on a queue} */
  public String toNotification() {
    ObjectNode message = JSON.createObjectNode();
    ObjectNode event = message.putArray("Records").addObject();
    event
        .put("eventVersion", "2.1")
        .put("eventSource", "aws:s3")
        .put("awsRegion", VitrineHome.REGION)
        .put("eventTime", at.truncatedTo(ChronoUnit.MILLIS).toString())
        .put("eventName", name);
    event.putObject("userIdentity").put("principalId", VitrineHome.ACCOUNT);
    event.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
    event
        .putObject("responseElements")
        .put("x-amz-request-id", requestId)
        .put("x-amz-id-2", requestId);
    ObjectNode s3 = event.putObject("s3");
    s3.put("s3SchemaVersion", "1.0").put("configurationId", "vitrine");
    ObjectNode where = s3.putObject("bucket").put("name", bucket);
    where.putObject("ownerIdentity").put("principalId", VitrineHome.ACCOUNT);
    where.put("arn", "arn:aws:s3:::" + bucket);
    ObjectNode object = s3.putObject("object").put("key", encoded()).put("sequencer", sequencer);
    if (!name.equals(REMOVED)) {
      object.put("size", size).put("eTag", eTag);
    }
    return message.toString();
  }

  /** As in a form, but for slashes. */
  private String encoded() {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }
}
