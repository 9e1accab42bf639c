package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * The request that this thread answers, as far as S3Proxy does not tell the store of it. S3Proxy
 * compares conditions before it calls the store, at a time when others may still write the object;
 * the store compares them again under the key's lock.
 */
final class RequestInHand {
  private static final ThreadLocal<RequestInHand> CURRENT =
      ThreadLocal.withInitial(
          () -> new RequestInHand(WriteConditions.NONE, ReadConditions.NONE, ""));

  private final WriteConditions conditions;
  private final ReadConditions readConditions;
  private final String method;
  private @Nullable Seen seen;
  private @Nullable ByteRange sent;
  private int parts;

  /**
   * @param eTag null if there was no object
   */
  private record Seen(String bucket, String key, @Nullable String eTag) {
    boolean isOf(String otherBucket, String otherKey) {
      return bucket.equals(otherBucket) && key.equals(otherKey);
    }
  }

  private RequestInHand(WriteConditions conditions, ReadConditions readConditions, String method) {
    this.conditions = conditions;
    this.readConditions = readConditions;
    this.method = method;
  }

  /** Must be followed by {@link #end}: threads answer many requests. */
  static void begin(HttpServletRequest request) {
    WriteConditions conditions =
        new WriteConditions(request.getHeader("If-Match"), request.getHeader("If-None-Match"));
    CURRENT.set(new RequestInHand(conditions, ReadConditions.of(request), request.getMethod()));
  }

  static void end() {
    CURRENT.remove();
  }

  /** {@return the request of this thread; one without conditions, if it answers none} */
  static RequestInHand current() {
    return CURRENT.get();
  }

  WriteConditions conditions() {
    return conditions;
  }

  boolean isReading() {
    return method.equals("GET");
  }

  /** {@return what a read expects of the object; nothing, if the request has another method} */
  ReadConditions conditionsOf(String readingMethod) {
    return method.equals(readingMethod) ? readConditions : ReadConditions.NONE;
  }

  /**
   * Notes what is sent of the object.
   *
   * @param part null for all of it
   * @param ofParts how many parts it was uploaded in; 0 if the request asks for none
   */
  void send(@Nullable ByteRange part, int ofParts) {
    sent = part;
    parts = ofParts;
  }

  @Nullable ByteRange sent() {
    return sent;
  }

  int parts() {
    return parts;
  }

  /**
   * Notes what S3Proxy reads of an object.
   *
   * @param eTag null if there is no object
   */
  void saw(String bucket, String key, @Nullable String eTag) {
    seen = new Seen(bucket, key, eTag);
  }

  /**
   * Requires what the request expects of an object that it removes. DeleteObjects has a condition
   * for each key in its body; S3Proxy compares it with the object that it reads right before, so
   * that the same object must still be there.
   *
   * @param now the object; null if there is none
   * @throws software.amazon.awssdk.services.s3.model.S3Exception PreconditionFailed or NoSuchKey
   */
  void requireRemovable(String bucket, String key, Supplier<@Nullable HeadObjectResponse> now) {
    Seen last = seen;
    seen = null;
    if (conditions.ifMatch() != null) {
      new WriteConditions(conditions.ifMatch(), null).require(now.get());
    } else if (last != null && last.isOf(bucket, key)) {
      HeadObjectResponse object = now.get();
      if (object != null && !Objects.equals(object.eTag(), last.eTag())) {
        throw WriteConditions.failed();
      }
    }
  }
}
