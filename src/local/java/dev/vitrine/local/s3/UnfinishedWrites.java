package dev.vitrine.local.s3;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** Half-written files and parts of uploads, which a killed process leaves in a bucket's folder. */
final class UnfinishedWrites {
  /** The attribute in which the store keeps an ETag. */
  static final String ETAG = "user.content-md5";

  /** The store writes {@code key-UUID} and renames it to {@code key}. */
  private static final Pattern TEMPORARY =
      Pattern.compile(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.DOTALL);

  private static final Pattern MULTIPART = Pattern.compile("\\.(mpus|s3proxy-mpu-stub)-.*");

  /** Clients may resume a multipart upload for so long. */
  private static final Duration MULTIPART_LIFETIME = Duration.ofDays(7);

  private UnfinishedWrites() {}

  static boolean isNamedLikeOne(String key) {
    return TEMPORARY.matcher(key).matches();
  }

  /**
   * Deletes half files last written before {@code start}, and parts nobody has completed for a
   * week.
   *
   * @param bucket folder of a bucket
   * @param start when this process began to write
   */
  static void remove(Path bucket, Instant start) throws IOException {
    Files.walkFileTree(
        bucket,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (isUnfinished(file, bucket, attributes.lastModifiedTime().toInstant(), start)) {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * {@return whether a file of a bucket is no object: half of one, or a part of an upload that the
   * client has to begin anew}
   *
   * @param inBuckets its path, which begins with the bucket
   */
  static boolean isPart(Path inBuckets, Path file) throws IOException {
    return MULTIPART.matcher(inBuckets.getName(1).toString()).matches()
        || (isNamedLikeOne(file.getFileName().toString()) && !hasETag(file));
  }

  private static boolean isUnfinished(Path file, Path bucket, Instant written, Instant start)
      throws IOException {
    if (MULTIPART.matcher(bucket.relativize(file).getName(0).toString()).matches()) {
      return written.isBefore(start.minus(MULTIPART_LIFETIME));
    }
    return isNamedLikeOne(file.getFileName().toString())
        && written.isBefore(start)
        && !hasETag(file);
  }

  /** The store gives a file its ETag last, so whatever has one is whole. */
  static boolean hasETag(Path file) throws IOException {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
        .list()
        .contains(ETAG);
  }
}
