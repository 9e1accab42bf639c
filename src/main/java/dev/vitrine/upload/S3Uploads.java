package dev.vitrine.upload;

import dev.vitrine.image.ImageKey;
import dev.vitrine.image.PictureRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The uploads bucket in S3. */
@ApplicationScoped
class S3Uploads implements Uploads {
  /**
   * Listing begins after this key, because derived objects, which sort first, outnumber originals.
   */
  private static final String AFTER_DERIVED = ".vitrine0";

  private final S3Client s3;
  private final String bucket;

  S3Uploads(S3Client s3, UploadConfig config) {
    this.s3 = s3;
    this.bucket = config.bucket();
  }

  @Override
  public List<String> sellers(@Nullable String after) {
    // "0" comes after "/": behind all keys of the seller.
    String at = after == null ? AFTER_DERIVED : after + "0";
    while (true) {
      String from = at;
      ListObjectsV2Response page =
          called(() -> s3.listObjectsV2(r -> r.bucket(bucket).delimiter("/").startAfter(from)));
      List<String> sellers =
          page.commonPrefixes().stream()
              .map(prefix -> prefix.prefix().substring(0, prefix.prefix().length() - 1))
              .filter(name -> name.matches(ImageKey.SELLER))
              .toList();
      String last = last(page);
      if (!sellers.isEmpty() || !Boolean.TRUE.equals(page.isTruncated()) || last == null) {
        return sellers;
      }
      at = last;
    }
  }

  /**
   * {@return a key after the last key of a page and after all keys that its last prefix stands for}
   */
  private static @Nullable String last(ListObjectsV2Response page) {
    return Stream.concat(
            page.contents().stream().map(S3Object::key),
            page.commonPrefixes().stream().map(prefix -> prefix.prefix().replaceAll("/$", "0")))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  @Override
  public Page originals(String seller, @Nullable String after, Instant from, Instant to) {
    ListObjectsV2Response page =
        called(
            () -> s3.listObjectsV2(r -> r.bucket(bucket).prefix(seller + "/").startAfter(after)));
    List<S3Object> objects = page.contents();
    boolean isLast = !Boolean.TRUE.equals(page.isTruncated()) || objects.isEmpty();
    return new Page(
        originals(page, from, to).toList(), isLast ? null : objects.get(objects.size() - 1).key());
  }

  private Stream<Listed> originals(ListObjectsV2Response page, Instant from, Instant to) {
    return page.contents().stream()
        .filter(object -> ImageKey.namesAnOriginal(object.key()))
        .filter(object -> !ImageKey.isSystemFile(object.key()))
        .filter(object -> !object.lastModified().isBefore(from))
        .filter(object -> object.lastModified().isBefore(to))
        .map(this::upload);
  }

  private Listed upload(S3Object object) {
    return new Listed(new ImageKey(bucket, object.key()), object.size(), object.lastModified());
  }

  @Override
  public void delete(PictureRef picture, Instant until) {
    if (isWrittenAfter(picture, until)) {
      deleteDerived(picture);
      return;
    }
    called(() -> s3.deleteObject(r -> r.bucket(picture.bucket()).key(picture.key())));
    deleteDerived(picture, object -> true);
  }

  /**
   * Lists instead of asking for the object's head: of all keys with a prefix, the prefix itself
   * comes first.
   */
  private boolean isWrittenAfter(PictureRef picture, Instant time) {
    return called(
            () ->
                s3.listObjectsV2(r -> r.bucket(picture.bucket()).prefix(picture.key()).maxKeys(1)))
        .contents()
        .stream()
        .filter(object -> object.key().equals(picture.key()))
        .anyMatch(object -> object.lastModified().isAfter(time));
  }

  @Override
  public void deleteDerived(PictureRef upTo) {
    // All revisions have the same length, so their keys sort in the order of the revisions.
    String last = upTo.derivedPrefix() + upTo.revision() + "0"; // "0" comes after "/".
    deleteDerived(upTo, object -> object.key().compareTo(last) < 0);
  }

  private void deleteDerived(PictureRef picture, Predicate<S3Object> which) {
    called(
        () ->
            s3
                .listObjectsV2Paginator(
                    r -> r.bucket(picture.bucket()).prefix(picture.derivedPrefix()))
                .stream()
                .map(page -> page.contents().stream().filter(which).toList())
                .filter(objects -> !objects.isEmpty())
                .map(objects -> deleteAll(picture.bucket(), identifiers(objects)))
                .toList());
  }

  @Override
  public void deleteRestyle(PictureRef picture, String order) {
    Stream<String> keys = Stream.of(picture.restyle(order), picture.restyleKeepingProduct(order));
    called(
        () ->
            deleteAll(
                picture.bucket(),
                keys.map(key -> ObjectIdentifier.builder().key(key).build()).toList()));
  }

  @Override
  public Optional<Current> current(ImageKey key) {
    return called(
        () -> {
          try {
            HeadObjectResponse head = s3.headObject(r -> r.bucket(key.bucket()).key(key.key()));
            return Optional.of(new Current(head.versionId(), head.contentLength()));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  private static List<ObjectIdentifier> identifiers(List<S3Object> objects) {
    return objects.stream()
        .map(object -> ObjectIdentifier.builder().key(object.key()).build())
        .toList();
  }

  private DeleteObjectsResponse deleteAll(String where, List<ObjectIdentifier> keys) {
    DeleteObjectsResponse answer =
        s3.deleteObjects(r -> r.bucket(where).delete(d -> d.objects(keys).quiet(true)));
    if (answer.hasErrors()) {
      throw new StorageUnavailableException(
          "S3 kept " + answer.errors().get(0).key(), new IllegalStateException("not deleted"));
    }
    return answer;
  }

  private static <T> T called(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new StorageUnavailableException("S3 did not answer: " + e.getMessage(), e);
    }
  }
}
