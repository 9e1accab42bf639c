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
import java.util.Base64;
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
  private static final byte[] SLASH = {'/'};

  private final BlobStore files;
  private final Path root;
  private final FolderNames folders = new FolderNames();

  ObjectListing(BlobStore files, Path root) {
    this.files = files;
    this.root = root;
  }

  ListObjectsV2Response page(ListObjectsV2Request request) {
    Path bucket = root.resolve(request.bucket());
    if (!Files.isDirectory(bucket)) {
      throw S3Exceptions.noSuchBucket(request.bucket(), "");
    }
    String token = request.continuationToken();
    byte[] after = token == null ? bytes(request.startAfter()) : after(token);
    Page page =
        new Page(
            request.bucket(),
            bytes(request.prefix()),
            after,
            bytes(request.delimiter()),
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

  /** {@return a token that XML can hold, which a key may not} */
  private static String token(String last) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(last));
  }

  private static byte[] after(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw S3Errors.of(400, "InvalidArgument", "The continuation token provided is incorrect");
    }
  }

  /** A file or folder and the key, or the beginning of keys, that it stands for. */
  private record Entry(byte[] key, Path path, boolean isFolder) {}

  /** The page as far as it is found. */
  private final class Page {
    private final String bucket;
    private final byte[] prefix;
    private final byte[] after;
    private final byte[] delimiter;
    private final int most;
    private final List<S3Object> objects = new ArrayList<>();
    private final List<CommonPrefix> prefixes = new ArrayList<>();
    private String last = "";
    private boolean truncated;

    /**
     * @param after lists only keys behind this one
     * @param delimiter keys that are equal up to its first place behind the prefix are listed as
     *     one; empty: none are
     */
    Page(String bucket, byte[] prefix, byte[] after, byte[] delimiter, int most) {
      this.bucket = bucket;
      this.prefix = prefix;
      this.after = after;
      this.delimiter = delimiter;
      this.most = most;
    }

    ListObjectsV2Response response() {
      return ListObjectsV2Response.builder()
          .contents(objects)
          .commonPrefixes(prefixes)
          .nextContinuationToken(truncated && most > 0 ? token(last) : null)
          .isTruncated(truncated && most > 0)
          .build();
    }

    /**
     * @param begin what all keys in the folder begin with
     */
    void walk(Path folder, byte[] begin) throws IOException {
      List<String> names = names(folder);
      for (int i = first(names, begin); i < names.size() && !truncated; i++) {
        String name = names.get(i);
        Entry entry = new Entry(key(begin, name), folder.resolve(name), KeyPath.isFolder(name));
        if (isBehindPrefix(entry.key())) {
          return;
        }
        if (isWanted(entry.key(), entry.isFolder())) {
          add(entry);
        }
      }
    }

    private void add(Entry entry) throws IOException {
      if (!entry.isFolder()) {
        object(entry);
      } else if (!isFolded(entry.key())) {
        walk(entry.path(), entry.key());
      } else if (!beginsWith(after, entry.key()) && hasObject(entry.path())) {
        prefix(entry.key());
      }
    }

    /** {@return whether a folder is listed as one, so that nothing in it need be read} */
    private boolean isFolded(byte[] key) {
      return Arrays.equals(delimiter, SLASH)
          && key.length > prefix.length
          && key[key.length - 1] == '/';
    }

    /** {@return the beginning of a key under which it is listed; null if it is listed itself} */
    private byte @Nullable [] beginning(byte[] key) {
      for (int i = prefix.length; delimiter.length > 0 && i + delimiter.length <= key.length; i++) {
        int end = i + delimiter.length;
        if (Arrays.equals(key, i, end, delimiter, 0, delimiter.length)) {
          return Arrays.copyOf(key, end);
        }
      }
      return null;
    }

    private List<String> names(Path folder) throws IOException {
      try {
        return folders.of(folder);
      } catch (NoSuchFileException | NotDirectoryException deletedMeanwhile) {
        return List.of();
      }
    }

    /**
     * {@return index of the first name that may be wanted} The only earlier one may be a folder, in
     * which the first wanted key lies; it is right before those that come after that key.
     */
    private int first(List<String> names, byte[] begin) {
      byte[] from = Arrays.compareUnsigned(after, prefix) > 0 ? after : prefix;
      int low = 0;
      int high = names.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (Arrays.compareUnsigned(key(begin, names.get(middle)), from) < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return Math.max(0, low - 1);
    }

    /** {@return whether this key, and all that come after it, lack the prefix} */
    private boolean isBehindPrefix(byte[] key) {
      return Arrays.compareUnsigned(key, prefix) > 0 && !beginsWith(key, prefix);
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
      byte[] beginning = beginning(entry.key());
      if (beginning != null && beginsWith(after, beginning)) {
        return;
      }
      String path = root.resolve(bucket).relativize(entry.path()).toString().replace('\\', '/');
      HeadObjectResponse head = files.blobMetadataIfPresent(bucket, path);
      // A file that is still being written has no ETag.
      if (head == null || (head.eTag() == null && UnfinishedWrites.isNamedLikeOne(path))) {
        return;
      }
      if (beginning != null) {
        prefix(beginning);
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

    /** Lists a beginning of keys, unless the key before had the same. */
    private void prefix(byte[] key) {
      String name = new String(key, StandardCharsets.UTF_8);
      boolean isListed =
          !prefixes.isEmpty() && prefixes.get(prefixes.size() - 1).prefix().equals(name);
      if (isListed || isFull()) {
        return;
      }
      last = name;
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

  /**
   * @param begin what all keys in the folder begin with
   * @param name of a file or folder in it
   */
  private static byte[] key(byte[] begin, String name) {
    byte[] rest = KeyPath.bytes(name);
    byte[] key = Arrays.copyOf(begin, begin.length + rest.length);
    System.arraycopy(rest, 0, key, begin.length, rest.length);
    return key;
  }
}
