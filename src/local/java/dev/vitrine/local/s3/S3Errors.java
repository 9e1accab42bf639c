package dev.vitrine.local.s3;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Errors of S3 with its codes and words. */
final class S3Errors {
  private S3Errors() {}

  static S3Exception of(int status, String code, String message) {
    return of(status, AwsErrorDetails.builder().errorCode(code).errorMessage(message).build());
  }

  private static S3Exception of(int status, AwsErrorDetails details) {
    return (S3Exception) S3Exception.builder().statusCode(status).awsErrorDetails(details).build();
  }

  /**
   * With the header {@code Content-Range}, which tells the object's size.
   *
   * @param size of the object, in bytes
   */
  static S3Exception unsatisfiableRange(long size) {
    return of(
        416,
        AwsErrorDetails.builder()
            .errorCode("InvalidRange")
            .errorMessage("The requested range is not satisfiable")
            .sdkHttpResponse(
                SdkHttpResponse.builder()
                    .statusCode(416)
                    .putHeader("Content-Range", "bytes */" + size)
                    .build())
            .build());
  }
}
