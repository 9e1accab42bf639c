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
      ThreadLocal.withInitial(() -> new RequestInHand(WriteConditions.NONE, false));

  private final WriteConditions conditions;
  private final boolean reading;
  private @Nullable Seen seen;

  /**
   * @param eTag null if there was no object
   */
  private record Seen(String bucket, String key, @Nullable String eTag) {
    boolean isOf(String otherBucket, String otherKey) {
      return bucket.equals(otherBucket) && key.equals(otherKey);
    }
  }

  private RequestInHand(WriteConditions conditions, boolean reading) {
    this.conditions = conditions;
    this.reading = reading;
  }

  /** Must be followed by {@link #end}: threads answer many requests. */
  static void begin(HttpServletRequest request) {
    WriteConditions conditions =
        new WriteConditions(request.getHeader("If-Match"), request.getHeader("If-None-Match"));
    CURRENT.set(new RequestInHand(conditions, request.getMethod().equals("GET")));
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
    return reading;
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
