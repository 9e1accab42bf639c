package dev.vitrine.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Pages of listings, of folders large and small. */
class ListingPagesTest {
  private static final String BUCKET = "pictures";
  private static final String[] PIECES = {
    "a", "b", "A", "/", "//", "-", "~", "^", "%", " ", "ü", "0", "x".repeat(24), "x".repeat(25)
  };

  private static final List<String> DELIMITERS = List.of("", "/", "/", "-", "a/");

  @TempDir Path root;

  private BlobStore store;

  @BeforeEach
  void makeBucket() throws IOException {
    Files.createDirectories(root.resolve(BUCKET));
    store = new KeyedBlobStore(new FilesystemNio2BlobStore(root.toString()), root);
  }

  @Test
  void haveWhatABucketSortedByItsKeysWouldHave() {
    Random random = new Random(7);
    TreeSet<String> keys = new TreeSet<>(ListingPagesTest::inOrderOfBytes);
    while (keys.size() < 400) {
      keys.add(randomKey(random));
    }
    keys.forEach(this::put);

    for (int i = 0; i < 2_000; i++) {
      String prefix = random.nextBoolean() ? "" : randomKey(random);
      String after = random.nextBoolean() ? "" : randomKey(random);
      int most = 1 + random.nextInt(20);
      String delimiter = DELIMITERS.get(random.nextInt(DELIMITERS.size()));
      ListObjectsV2Response page =
          list(r -> r.prefix(prefix).startAfter(after).maxKeys(most).delimiter(delimiter));

      List<String> wanted = expected(keys, prefix, after, delimiter);
      List<String> listed = new ArrayList<>(names(page));
      listed.sort(ListingPagesTest::inOrderOfBytes);
      assertThat(listed)
          .as("%s after %s, most %d, by %s", prefix, after, most, delimiter)
          .isEqualTo(wanted.subList(0, Math.min(most, wanted.size())));
      assertThat(page.isTruncated()).isEqualTo(wanted.size() > most);
    }
  }

  @Test
  void showWhatCameAndWentSinceThePageBefore() throws IOException {
    IntStream.range(0, 1_200).forEach(i -> put("flat/%04d.jpg".formatted(2 * i)));
    settle();
    ListObjectsV2Response first = list(r -> r.prefix("flat/").maxKeys(600));
    assertThat(names(first)).hasSize(600).endsWith("flat/1198.jpg");

    put("flat/1199.jpg");
    store.removeBlob(DeleteObjectRequest.builder().bucket(BUCKET).key("flat/1200.jpg").build());
    ListObjectsV2Response next =
        list(r -> r.prefix("flat/").continuationToken(first.nextContinuationToken()));

    assertThat(names(next)).startsWith("flat/1199.jpg", "flat/1202.jpg").hasSize(600);
  }

  @Test
  void readALargeFolderOnceAsLongAsItDoesNotChange() throws IOException {
    Path folder = root.resolve(BUCKET).resolve("flat~");
    IntStream.range(0, 1_200).forEach(i -> put("flat/%04d.jpg".formatted(i)));
    FolderNames folders = new FolderNames();
    // It may change once more within the same unit of its file system's time.
    assertThat(folders.of(folder)).isNotSameAs(folders.of(folder));

    settle();
    List<String> names = folders.of(folder);
    assertThat(folders.of(folder)).isSameAs(names).hasSize(1_200);

    put("flat/9999.jpg");
    assertThat(folders.of(folder)).hasSize(1_201);
  }

  private void settle() throws IOException {
    FileTime earlier = FileTime.from(Instant.now().minus(Duration.ofSeconds(10)));
    Files.setLastModifiedTime(root.resolve(BUCKET).resolve("flat~"), earlier);
  }

  private static List<String> expected(
      TreeSet<String> keys, String prefix, String after, String delimiter) {
    List<String> wanted = new ArrayList<>();
    for (String key : keys) {
      int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      String shown = end < 0 ? key : key.substring(0, end + delimiter.length());
      // A prefix that the listing began within is not shown again.
      boolean isBegun = end >= 0 && after.startsWith(shown);
      if (key.startsWith(prefix)
          && inOrderOfBytes(key, after) > 0
          && !isBegun
          && !wanted.contains(shown)) {
        wanted.add(shown);
      }
    }
    return wanted;
  }

  private static String randomKey(Random random) {
    StringBuilder key = new StringBuilder();
    int pieces = 1 + random.nextInt(6);
    for (int i = 0; i < pieces; i++) {
      key.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return key.toString();
  }

  private static int inOrderOfBytes(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private ListObjectsV2Response list(Consumer<ListObjectsV2Request.Builder> what) {
    return store.list(ListObjectsV2Request.builder().bucket(BUCKET).applyMutation(what).build());
  }

  private static List<String> names(ListObjectsV2Response page) {
    List<String> names = new ArrayList<>();
    page.contents().stream().map(S3Object::key).forEach(names::add);
    page.commonPrefixes().stream().map(CommonPrefix::prefix).forEach(names::add);
    return names;
  }

  private void put(String key) {
    store.putBlob(
        PutObjectRequest.builder().bucket(BUCKET).key(key).contentLength(1L).build(),
        new ByteArrayInputStream(new byte[1]));
  }
}
