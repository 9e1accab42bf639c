package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What can be set of an object or a bucket in S3 and not here, such as tags; and what S3 says of it
 * where it was never set. Clients ask for it before they copy an object or describe a bucket.
 *
 * @param name parameter of the address
 */
record SubResource(String name) {
  /**
   * S3Proxy refuses most requests with these parameters, and does so before it checks signatures.
   * The others it takes for requests without the parameter, such as to delete the bucket.
   */
  private static final Set<String> NAMES =
      Set.of(
          "accelerate",
          "analytics",
          "cors",
          "encryption",
          "intelligent-tiering",
          "inventory",
          "legal-hold",
          "lifecycle",
          "logging",
          "metadataTable",
          "metrics",
          "notification",
          "object-lock",
          "ownershipControls",
          "policy",
          "policyStatus",
          "publicAccessBlock",
          "replication",
          "requestPayment",
          "restore",
          "retention",
          "tagging",
          "torrent",
          "website");

  /** Elements of a bucket that are empty where nothing was set. */
  private static final Map<String, String> EMPTY =
      Map.of(
          "accelerate", "AccelerateConfiguration",
          "logging", "BucketLoggingStatus",
          "notification", "NotificationConfiguration");

  /** Codes and messages of a bucket's errors 404. */
  private static final Map<String, List<String>> MISSING =
      Map.ofEntries(
          missing("cors", "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
          missing(
              "encryption",
              "ServerSideEncryptionConfigurationNotFoundError",
              "The server side encryption configuration was not found"),
          missing(
              "lifecycle",
              "NoSuchLifecycleConfiguration",
              "The lifecycle configuration does not exist"),
          missing(
              "object-lock",
              "ObjectLockConfigurationNotFoundError",
              "Object Lock configuration does not exist for this bucket"),
          missing(
              "ownershipControls",
              "OwnershipControlsNotFoundError",
              "The bucket ownership controls were not found"),
          missing("policy", "NoSuchBucketPolicy", "The bucket policy does not exist"),
          missing("policyStatus", "NoSuchBucketPolicy", "The bucket policy does not exist"),
          missing(
              "publicAccessBlock",
              "NoSuchPublicAccessBlockConfiguration",
              "The public access block configuration was not found"),
          missing(
              "replication",
              "ReplicationConfigurationNotFoundError",
              "The replication configuration was not found"),
          missing("tagging", "NoSuchTagSet", "The TagSet does not exist"),
          missing(
              "website",
              "NoSuchWebsiteConfiguration",
              "The specified bucket does not have a website configuration"));

  private static Map.Entry<String, List<String>> missing(String name, String code, String message) {
    return Map.entry(name, List.of(code, message));
  }

  /** {@return what a request asks for, if S3Proxy knows nothing of it} */
  static Optional<SubResource> of(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        ? Optional.empty()
        : Collections.list(request.getParameterNames()).stream()
            .filter(NAMES::contains)
            .findFirst()
            .map(SubResource::new);
  }

  /**
   * {@return the XML of what was never set}
   *
   * @throws S3Exception the error that S3 answers with instead
   * @throws UnsupportedOperationException when nothing is known of it
   */
  String ofObject() {
    if (name.equals("tagging")) {
      return element("Tagging", "<TagSet/>");
    }
    if (name.equals("legal-hold") || name.equals("retention")) {
      throw S3Errors.of(400, "InvalidRequest", "Bucket is missing Object Lock Configuration");
    }
    throw unknown();
  }

  /**
   * {@return the XML of what was never set}
   *
   * @throws S3Exception the error that S3 answers with instead
   * @throws UnsupportedOperationException when nothing is known of it
   */
  String ofBucket() {
    if (name.equals("requestPayment")) {
      return element("RequestPaymentConfiguration", "<Payer>BucketOwner</Payer>");
    }
    String empty = EMPTY.get(name);
    if (empty != null) {
      return element(empty, "");
    }
    List<String> missing = MISSING.get(name);
    if (missing != null) {
      throw S3Errors.of(404, missing.get(0), missing.get(1));
    }
    throw unknown();
  }

  UnsupportedOperationException unknown() {
    return new UnsupportedOperationException("Local mode keeps no " + name + ".");
  }

  private static String element(String name, String content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><%s xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">%s</%s>"
        .formatted(name, content, name);
  }
}
