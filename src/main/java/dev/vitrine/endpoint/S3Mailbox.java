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

  /** Locations of the answers to requests whose tasks have gone on. */
  private static final String ANSWERED = ".vitrine/.later/answered/";

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
  public String post(String inferenceId, byte[] request) {
    put(REQUESTS + inferenceId, request);
    return "s3://" + config.bucket() + "/" + REQUESTS + inferenceId;
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
  public boolean has(String location) {
    URI place = URI.create(location);
    String key = place.getPath().substring(1);
    return called(() -> s3.listObjectsV2(r -> r.bucket(place.getHost()).prefix(key).maxKeys(1)))
        .contents()
        .stream()
        .anyMatch(object -> object.key().equals(key));
  }

  @Override
  public void keep(String inferenceId, WaitingTask task) {
    put(TASKS + inferenceId, task);
  }

  @Override
  public void answered(String inferenceId, WaitingTask task) {
    put(ANSWERED + inferenceId, task);
  }

  private void put(String key, WaitingTask task) {
    try {
      put(key, json.writeValueAsBytes(task));
    } catch (IOException e) {
      throw new AssertionError("strings are JSON", e);
    }
  }

  @Override
  public Optional<WaitingTask> find(String inferenceId) {
    return get(config.bucket(), TASKS + inferenceId).map(this::task);
  }

  private WaitingTask task(byte[] document) {
    try {
      return json.readValue(document, WaitingTask.class);
    } catch (IOException e) {
      throw new IllegalStateException("a task of our own writing cannot be read", e);
    }
  }

  @Override
  public void forget(String inferenceId) {
    delete(TASKS + inferenceId);
    delete(REQUESTS + inferenceId);
  }

  @Override
  public void deleteAllAbout(PictureRef picture) {
    for (String folder : List.of(TASKS, ANSWERED)) {
      for (String key : keys(folder + picture.imageId() + "-")) {
        get(config.bucket(), key)
            .map(this::task)
            .filter(task -> task.isAbout(picture))
            .ifPresent(task -> delete(folder, key.substring(folder.length()), task));
      }
    }
  }

  /** The entry that remembers the request goes last, so that a deletion can be repeated. */
  private void delete(String folder, String inferenceId, WaitingTask task) {
    if (folder.equals(TASKS)) {
      put(ABANDONED + inferenceId, task);
    }
    delete(REQUESTS + inferenceId);
    deleteAt(task.answer());
    deleteAt(task.failure());
    delete(folder + inferenceId);
  }

  @Override
  public boolean discard(String inferenceId, @Nullable String location) {
    String key = ABANDONED + inferenceId;
    Optional<WaitingTask> task = get(config.bucket(), key).map(this::task);
    task.ifPresent(
        gone -> {
          deleteAt(location);
          deleteAt(gone.answer());
          deleteAt(gone.failure());
        });
    return task.isPresent();
  }

  @Override
  public List<String> abandoned(Instant before, int most) {
    return names(ABANDONED, before, most);
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

  @Override
  public List<String> waiting(Instant before, int most) {
    return names(TASKS, before, most);
  }

  /** A task whose answer never comes stays for two days: the oldest would hide all others. */
  private List<String> names(String folder, Instant before, int most) {
    List<String> names =
        called(
            () ->
                s3
                    .listObjectsV2Paginator(r -> r.bucket(config.bucket()).prefix(folder))
                    .contents()
                    .stream()
                    .filter(object -> object.lastModified().isBefore(before))
                    .map(object -> object.key().substring(folder.length()))
                    .collect(Collectors.toCollection(ArrayList::new)));
    Collections.shuffle(names);
    return List.copyOf(names.subList(0, Math.min(most, names.size())));
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
