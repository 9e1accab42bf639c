package dev.vitrine.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists the keys of a bucket in the order of S3, that of their bytes in UTF-8. Reads the folders
 * that a page needs and no others.
 */
final class ObjectListing {
  private final BlobStore files;
  private final Path root;

  ObjectListing(BlobStore files, Path root) {
    this.files = files;
    this.root = root;
  }

  /**
   * @throws IllegalArgumentException if there is a delimiter other than a slash
   */
  ListObjectsV2Response page(ListObjectsV2Request request) {
    String delimiter = request.delimiter() == null ? "" : request.delimiter();
    if (!delimiter.isEmpty() && !delimiter.equals("/")) {
      throw new IllegalArgumentException("A delimiter other than / is not supported.");
    }
    Path bucket = root.resolve(request.bucket());
    if (!Files.isDirectory(bucket)) {
      throw S3Exceptions.noSuchBucket(request.bucket(), "");
    }
    String after =
        request.continuationToken() == null ? request.startAfter() : request.continuationToken();
    Page page =
        new Page(
            request.bucket(),
            bytes(request.prefix()),
            bytes(after),
            !delimiter.isEmpty(),
            request.maxKeys() == null ? Integer.MAX_VALUE : request.maxKeys());
    try {
      page.walk(bucket, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.response();
  }

  private static byte[] bytes(@Nullable String text) {
    return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
  }

  /** A file or folder and the key, or the beginning of keys, that it stands for. */
  private record Entry(byte[] key, Path path, boolean isFolder) {}

  /** The page as far as it is found. */
  private final class Page {
    private final String bucket;
    private final byte[] prefix;
    private final byte[] after;
    private final boolean folded;
    private final int most;
    private final List<S3Object> objects = new ArrayList<>();
    private final List<CommonPrefix> prefixes = new ArrayList<>();
    private String last = "";
    private boolean truncated;

    /**
     * @param after lists only keys behind this one
     * @param folded whether keys that are equal up to a slash behind the prefix are listed as one
     */
    Page(String bucket, byte[] prefix, byte[] after, boolean folded, int most) {
      this.bucket = bucket;
      this.prefix = prefix;
      this.after = after;
      this.folded = folded;
      this.most = most;
    }

    ListObjectsV2Response response() {
      return ListObjectsV2Response.builder()
          .contents(objects)
          .commonPrefixes(prefixes)
          .nextContinuationToken(truncated && most > 0 ? last : null)
          .isTruncated(truncated && most > 0)
          .build();
    }

    /**
     * @param begin what all keys in the folder begin with
     */
    void walk(Path folder, byte[] begin) throws IOException {
      for (Entry entry : entries(folder, begin)) {
        if (truncated) {
          return;
        }
        if (!entry.isFolder()) {
          object(entry);
        } else if (isFolded(entry.key())) {
          prefix(entry);
        } else {
          walk(entry.path(), entry.key());
        }
      }
    }

    private boolean isFolded(byte[] key) {
      return folded && key.length > prefix.length && key[key.length - 1] == '/';
    }

    private List<Entry> entries(Path folder, byte[] begin) throws IOException {
      List<Entry> entries = new ArrayList<>();
      try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
        for (Path child : children) {
          String name = child.getFileName().toString();
          if (KeyPath.isName(name)) {
            byte[] key = joined(begin, KeyPath.bytes(name));
            boolean isFolder = KeyPath.isFolder(name);
            if (isWanted(key, isFolder)) {
              entries.add(new Entry(key, child, isFolder));
            }
          }
        }
      } catch (NoSuchFileException | NotDirectoryException deletedMeanwhile) {
        return List.of();
      }
      entries.sort((a, b) -> Arrays.compareUnsigned(a.key(), b.key()));
      return entries;
    }

    private boolean isWanted(byte[] key, boolean isFolder) {
      boolean isBehind = Arrays.compareUnsigned(key, after) > 0;
      if (!isFolder) {
        return isBehind && beginsWith(key, prefix);
      }
      return (isBehind || beginsWith(after, key))
          && (beginsWith(key, prefix) || beginsWith(prefix, key));
    }

    private void object(Entry entry) {
      String path = root.resolve(bucket).relativize(entry.path()).toString().replace('\\', '/');
      HeadObjectResponse head = files.blobMetadataIfPresent(bucket, path);
      // A file that is still being written has no ETag.
      if (head == null || (head.eTag() == null && UnfinishedWrites.isNamedLikeOne(path))) {
        return;
      }
      if (isFull()) {
        return;
      }
      last = new String(entry.key(), StandardCharsets.UTF_8);
      objects.add(
          S3Object.builder()
              .key(last)
              .eTag(head.eTag())
              .lastModified(head.lastModified())
              .size(head.contentLength())
              .storageClass(head.storageClassAsString())
              .build());
    }

    private void prefix(Entry folder) throws IOException {
      if (beginsWith(after, folder.key()) || !hasObject(folder.path()) || isFull()) {
        return;
      }
      last = new String(folder.key(), StandardCharsets.UTF_8);
      prefixes.add(CommonPrefix.builder().prefix(last).build());
    }

    private boolean isFull() {
      truncated = objects.size() + prefixes.size() >= most;
      return truncated;
    }

    private boolean hasObject(Path folder) throws IOException {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
        for (Path child : children) {
          String name = child.getFileName().toString();
          if (KeyPath.isName(name) && (!KeyPath.isFolder(name) || hasObject(child))) {
            return true;
          }
        }
        return false;
      } catch (NoSuchFileException | NotDirectoryException deletedMeanwhile) {
        return false;
      }
    }
  }

  private static boolean beginsWith(byte[] key, byte[] begin) {
    return key.length >= begin.length
        && Arrays.equals(key, 0, begin.length, begin, 0, begin.length);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
