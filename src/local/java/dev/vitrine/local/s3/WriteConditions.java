package dev.vitrine.local.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * What a write expects of the object that it replaces.
 *
 * @param ifMatch the ETag that the object has; {@code *}: there is one
 * @param ifNoneMatch {@code *}: there is none; otherwise an ETag that it does not have
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">How
 *     to prevent object overwrites with conditional writes</a>
 */
record WriteConditions(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
  static final WriteConditions NONE = new WriteConditions(null, null);

  private static final String ANY = "*";

  boolean isNone() {
    return ifMatch == null && ifNoneMatch == null;
  }

  /**
   * @param now the object; null if there is none
   * @throws software.amazon.awssdk.services.s3.model.S3Exception PreconditionFailed; NoSuchKey, if
   *     there must be an object
   */
  void require(@Nullable HeadObjectResponse now) {
    if (ifMatch != null && now == null) {
      throw S3Errors.of(404, "NoSuchKey", "The specified key does not exist.");
    }
    if (ifMatch != null && !ifMatch.equals(ANY) && !isETag(ifMatch, now)) {
      throw failed();
    }
    if (ifNoneMatch != null
        && now != null
        && (ifNoneMatch.equals(ANY) || isETag(ifNoneMatch, now))) {
      throw failed();
    }
  }

  private static boolean isETag(String condition, @Nullable HeadObjectResponse object) {
    String eTag = object == null ? null : object.eTag();
    return eTag != null && unquoted(eTag).equals(unquoted(condition));
  }

  static RuntimeException failed() {
    return S3Errors.of(
        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  }

  private static String unquoted(String eTag) {
    return eTag.replace("\"", "");
  }
}
