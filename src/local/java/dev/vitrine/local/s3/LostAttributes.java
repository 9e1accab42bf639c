package dev.vitrine.local.s3;

import dev.vitrine.image.ImageFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Objects whose files lost their extended attributes, as most programs copy files without them.
 * Such an object has no ETag and no media type, and could be taken for half of one.
 */
final class LostAttributes {
  private static final Logger LOG = Logger.getLogger(LostAttributes.class);

  /** An attribute of a bucket's folder: whoever copies the folder with attributes copies it too. */
  private static final String MARK = "vitrine.attributes";

  private static final String TYPE = "user.content-type";

  private final Path bucket;
  private final Instant start;
  private final List<Path> likeHalves = new ArrayList<>();
  private int restored;

  private LostAttributes(Path bucket, Instant start) {
    this.bucket = bucket;
    this.start = start;
  }

  /**
   * Gives the objects of a bucket that lost theirs an ETag, which is not their MD5, and the media
   * type that their key says. What else described them, such as user metadata, is lost. Reads the
   * names of all files, unless an earlier start has done so since the folder was copied.
   *
   * @param bucket folder of a bucket
   * @param start when this process began to write
   */
  static void restore(Path bucket, Instant start) throws IOException {
    if (attributes(bucket).list().contains(MARK)) {
      return;
    }
    int restored = new LostAttributes(bucket, start).restore();
    if (restored > 0) {
      LOG.warnf(
          "%d files of %s had lost their extended attributes, as in a copy without them. They have an"
              + " ETag and a media type again, and no other metadata. cp -a, rsync -aX and tar --xattrs"
              + " copy attributes.",
          restored, bucket);
    }
    write(bucket, MARK, "kept");
  }

  private int restore() throws IOException {
    Files.walkFileTree(
        bucket,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.lastModifiedTime().toInstant().isBefore(start)) {
              try {
                visit(file);
              } catch (NoSuchFileException e) { // deleted meanwhile
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    if (restored > 0) {
      // Where attributes were lost, a file named like half of an object may be a whole one.
      for (Path file : likeHalves) {
        describe(file);
      }
    }
    return restored;
  }

  private void visit(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (!KeyPath.isName(name) || KeyPath.isFolder(name) || UnfinishedWrites.hasETag(file)) {
      return;
    }
    if (UnfinishedWrites.isNamedLikeOne(name)) {
      likeHalves.add(file);
    } else {
      describe(file);
    }
  }

  private void describe(Path file) throws IOException {
    Optional<String> type = mediaType(KeyPath.key(bucket.relativize(file).toString()));
    if (type.isPresent() && !attributes(file).list().contains(TYPE)) {
      write(file, TYPE, type.get());
    }
    // Behind the hyphen S3 has the number of parts: such an ETag is no MD5.
    String unique = UUID.randomUUID().toString().replace("-", "");
    write(file, UnfinishedWrites.ETAG, '"' + unique + "-1\"");
    restored++;
  }

  private static Optional<String> mediaType(String key) {
    String ending = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String subtype =
        switch (ending) {
          case "jpg" -> "jpeg";
          case "tif" -> "tiff";
          default -> ending;
        };
    return Arrays.stream(ImageFormat.values())
        .map(ImageFormat::mediaType)
        .filter(("image/" + subtype)::equals)
        .findFirst();
  }

  private static void write(Path file, String name, String value) throws IOException {
    attributes(file).write(name, ByteBuffer.wrap(value.getBytes(StandardCharsets.US_ASCII)));
  }

  private static UserDefinedFileAttributeView attributes(Path file) {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }
}
