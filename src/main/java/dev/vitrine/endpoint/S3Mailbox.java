package dev.vitrine.endpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.image.PictureRef;
import dev.vitrine.upload.StorageUnavailableException;
import dev.vitrine.upload.UploadConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A folder of the uploads bucket that no seller can be called: {@code .vitrine/.later/}. Endpoints
 * write to {@code answers/} and {@code failures/} in it. The bucket empties it after two days.
 */
@ApplicationScoped
class S3Mailbox implements Mailbox {
  private static final String REQUESTS = ".vitrine/.later/questions/";
  private static final String TASKS = ".vitrine/.later/tasks/";

  /** Requests about deleted pictures, whose answers may still come. */
  private static final String ABANDONED = ".vitrine/.later/abandoned/";

  private final S3Client s3;
  private final UploadConfig config;
  private final ObjectMapper json;

  S3Mailbox(S3Client s3, UploadConfig config, ObjectMapper json) {
    this.s3 = s3;
    this.config = config;
    this.json = json;
  }

  @Override
  public String post(String endpoint, String inferenceId, byte[] request) {
    String key = body(endpoint, inferenceId);
    put(key, request);
    return "s3://" + config.bucket() + "/" + key;
  }

  private static String body(@Nullable String endpoint, String inferenceId) {
    return REQUESTS + (endpoint == null ? "" : endpoint + "/") + inferenceId;
  }

  @Override
  public List<String> unread(String endpoint, Instant since) {
    String prefix = body(endpoint, "");
    return called(() -> s3.listObjectsV2(r -> r.bucket(config.bucket()).prefix(prefix)))
        .contents()
        .stream()
        .filter(object -> !object.lastModified().isBefore(since))
        .map(object -> object.key().substring(prefix.length()))
        .toList();
  }

  @Override
  public boolean has(@Nullable String location) {
    if (location == null) {
      return false;
    }
    URI place = URI.create(location);
    String key = place.getPath().substring(1);
    return called(() -> s3.listObjectsV2(r -> r.bucket(place.getHost()).prefix(key).maxKeys(1)))
        .contents()
        .stream()
        .anyMatch(object -> object.key().equals(key));
  }

  @Override
  public Optional<byte[]> read(@Nullable String location) {
    if (location == null) {
      return Optional.empty();
    }
    URI place = URI.create(location);
    return get(place.getHost(), place.getPath().substring(1));
  }

  @Override
  public void keep(String inferenceId, OpenQuestion question) {
    put(TASKS + inferenceId, question);
  }

  private void put(String key, OpenQuestion question) {
    try {
      put(key, json.writeValueAsBytes(question));
    } catch (IOException e) {
      throw new AssertionError("strings are JSON", e);
    }
  }

  @Override
  public Optional<OpenQuestion> find(String inferenceId) {
    return get(config.bucket(), TASKS + inferenceId).map(this::question);
  }

  private OpenQuestion question(byte[] document) {
    try {
      return json.readValue(document, OpenQuestion.class);
    } catch (IOException e) {
      throw new IllegalStateException("a question of our own writing cannot be read", e);
    }
  }

  @Override
  public void answered(String endpoint, String inferenceId) {
    delete(body(endpoint, inferenceId));
  }

  /** The entry that remembers the request goes last, so that a deletion can be repeated. */
  @Override
  public void forget(String inferenceId, OpenQuestion question) {
    delete(body(question.endpoint(), inferenceId));
    deleteAt(question.answer());
    deleteAt(question.failure());
    delete(TASKS + inferenceId);
  }

  @Override
  public void deleteAllAbout(PictureRef picture) {
    for (String key : keys(TASKS + picture.imageId() + "-")) {
      get(config.bucket(), key)
          .map(this::question)
          .filter(question -> question.isAbout(picture))
          .ifPresent(question -> abandon(key.substring(TASKS.length()), question));
    }
  }

  private void abandon(String inferenceId, OpenQuestion question) {
    if (!has(question.answer()) && !has(question.failure())) {
      put(ABANDONED + inferenceId, question);
    }
    forget(inferenceId, question);
  }

  @Override
  public void discard(String inferenceId) {
    get(config.bucket(), ABANDONED + inferenceId)
        .map(this::question)
        .ifPresent(
            gone -> {
              deleteAt(gone.answer());
              deleteAt(gone.failure());
            });
  }

  @Override
  public List<String> abandoned(Instant before, int most) {
    // One whose answer never comes stays for two days: the oldest would hide all others.
    List<String> names =
        called(
            () ->
                s3
                    .listObjectsV2Paginator(r -> r.bucket(config.bucket()).prefix(ABANDONED))
                    .contents()
                    .stream()
                    .filter(object -> object.lastModified().isBefore(before))
                    .map(object -> object.key().substring(ABANDONED.length()))
                    .collect(Collectors.toCollection(ArrayList::new)));
    Collections.shuffle(names);
    return List.copyOf(names.subList(0, Math.min(most, names.size())));
  }

  private void deleteAt(@Nullable String location) {
    if (location != null) {
      URI place = URI.create(location);
      called(
          () -> s3.deleteObject(r -> r.bucket(place.getHost()).key(place.getPath().substring(1))));
    }
  }

  private void delete(String key) {
    called(() -> s3.deleteObject(r -> r.bucket(config.bucket()).key(key)));
  }

  private List<String> keys(String prefix) {
    return called(
        () ->
            s3
                .listObjectsV2Paginator(r -> r.bucket(config.bucket()).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList());
  }

  private void put(String key, byte[] bytes) {
    called(
        () -> s3.putObject(r -> r.bucket(config.bucket()).key(key), RequestBody.fromBytes(bytes)));
  }

  private Optional<byte[]> get(String bucket, String key) {
    try {
      return Optional.of(
          called(() -> s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArrayUnsafe()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  private static <T> T called(Supplier<T> call) {
    try {
      return call.get();
    } catch (NoSuchKeyException e) {
      throw e;
    } catch (SdkException e) {
      throw new StorageUnavailableException("S3 did not answer: " + e.getMessage(), e);
    }
  }
}
