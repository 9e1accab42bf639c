package dev.vitrine.local.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * The sizes of the parts that an object was uploaded in, in an attribute of its file, which S3Proxy
 * forgets. A file that replaces it has no such attribute.
 */
final class PartSizes {
  private static final String NAME = "vitrine.parts";

  /** Behind the hyphen S3 has the number of parts. */
  private static final Pattern SEVERAL = Pattern.compile("\"?[0-9a-f]{32}-(\\d{1,5})\"?");

  /** In bytes; some file systems have 4,096 for all attributes of a file. */
  private static final int LONGEST = 1_000;

  private PartSizes() {}

  /**
   * Writes nothing where the parts have so many sizes that there is no room for them. Most clients
   * send parts of one size and a last one.
   *
   * @param sizes in bytes, in the order of the parts
   */
  static void write(Path file, List<Long> sizes) throws IOException {
    StringBuilder runs = new StringBuilder();
    int from = 0;
    while (from < sizes.size()) {
      int to = from;
      while (to < sizes.size() && sizes.get(to).equals(sizes.get(from))) {
        to++;
      }
      runs.append(from == 0 ? "" : ",").append(to - from).append('*').append(sizes.get(from));
      from = to;
    }
    if (runs.length() <= LONGEST) {
      attributes(file).write(NAME, StandardCharsets.US_ASCII.encode(runs.toString()));
    }
  }

  /** {@return the sizes in bytes, in the order of the parts; empty if they are not known} */
  static List<Long> read(Path file) throws IOException {
    UserDefinedFileAttributeView attributes = attributes(file);
    if (!attributes.list().contains(NAME)) {
      return List.of();
    }
    ByteBuffer runs = ByteBuffer.allocate(attributes.size(NAME));
    attributes.read(NAME, runs);
    return Arrays.stream(StandardCharsets.US_ASCII.decode(runs.flip()).toString().split(","))
        .map(run -> run.split("\\*"))
        .flatMap(
            run -> Collections.nCopies(Integer.parseInt(run[0]), Long.parseLong(run[1])).stream())
        .toList();
  }

  /** {@return how many parts an object was uploaded in; 0 if it came as a whole} */
  static int count(HeadObjectResponse object) {
    Matcher several = SEVERAL.matcher(object.eTag() == null ? "" : object.eTag());
    return several.matches() ? Integer.parseInt(several.group(1)) : 0;
  }

  /**
   * {@return the bytes of a part; null for all of an empty object} An object that came as a whole
   * has one part.
   *
   * @param number from 1
   * @throws software.amazon.awssdk.services.s3.model.S3Exception InvalidPartNumber when there are
   *     fewer parts
   * @throws UnsupportedOperationException when the sizes are not known
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject</a>
   */
  static @Nullable ByteRange part(int number, HeadObjectResponse object, Path file)
      throws IOException {
    int count = Math.max(1, count(object));
    if (number > count) {
      throw S3Errors.of(416, "InvalidPartNumber", "The requested partnumber is not satisfiable");
    }
    long size = object.contentLength();
    if (count == 1) {
      return size == 0 ? null : new ByteRange(0, size - 1, size);
    }
    List<Long> sizes = read(file);
    boolean isKnown =
        sizes.size() == count && sizes.stream().mapToLong(Long::longValue).sum() == size;
    if (!isKnown || sizes.get(number - 1) == 0) {
      throw new UnsupportedOperationException(
          "Local mode does not know the sizes of this object's parts.");
    }
    long first = sizes.stream().limit(number - 1).mapToLong(Long::longValue).sum();
    return new ByteRange(first, first + sizes.get(number - 1) - 1, size);
  }

  private static UserDefinedFileAttributeView attributes(Path file) {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }
}
