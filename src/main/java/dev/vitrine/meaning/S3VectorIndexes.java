package dev.vitrine.meaning;

import dev.vitrine.table.Deadline;
import dev.vitrine.table.Patience;
import dev.vitrine.table.TableUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3vectors.S3VectorsClient;
import software.amazon.awssdk.services.s3vectors.model.ConflictException;
import software.amazon.awssdk.services.s3vectors.model.DataType;
import software.amazon.awssdk.services.s3vectors.model.DistanceMetric;
import software.amazon.awssdk.services.s3vectors.model.IndexSummary;
import software.amazon.awssdk.services.s3vectors.model.ListIndexesResponse;
import software.amazon.awssdk.services.s3vectors.model.NotFoundException;
import software.amazon.awssdk.services.s3vectors.model.PutInputVector;
import software.amazon.awssdk.services.s3vectors.model.QueryOutputVector;
import software.amazon.awssdk.services.s3vectors.model.S3VectorsException;
import software.amazon.awssdk.services.s3vectors.model.ValidationException;
import software.amazon.awssdk.services.s3vectors.model.VectorData;

/**
 * The vector indexes of a bucket of S3 Vectors. Every method throws {@link
 * TableUnavailableException} when S3 Vectors does not take or answer a call now. What nobody waits
 * for is tried again for some time before: writes, and the names of indexes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html">Limitations
 *     and restrictions</a>
 */
final class S3VectorIndexes {
  /** Most vectors of a query's answer. */
  static final int MOST_FOUND = 100;

  /** Most vectors that one call writes or deletes. */
  private static final int MOST_WRITTEN = 500;

  /** A call's body may have 20 MiB; a number takes up to 13 bytes of JSON. */
  private static final int MOST_NUMBERS = 1_000_000;

  /** How long a write is tried where no {@link Deadline} is set. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Left to the caller when writes end, also if one of them has just begun. */
  private static final Duration RESERVED = Duration.ofSeconds(20);

  /** Statuses 4xx that say "later": Request Timeout, Too Many Requests. */
  private static final Set<Integer> TRANSIENT = Set.of(408, 429);

  private static final String SELLER = "seller";
  private static final Logger LOG = Logger.getLogger(S3VectorIndexes.class);

  private final S3VectorsClient s3;
  private final String bucket;

  S3VectorIndexes(S3VectorsClient s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /** {@return the names of all indexes of the bucket} */
  List<String> names() {
    List<String> names = new ArrayList<>();
    String next = null;
    do {
      ListIndexesResponse page = namesFrom(next);
      page.indexes().stream().map(IndexSummary::indexName).forEach(names::add);
      next = page.nextToken();
    } while (next != null);
    return names;
  }

  private ListIndexesResponse namesFrom(@Nullable String token) {
    try {
      return retrying(() -> s3.listIndexes(r -> r.vectorBucketName(bucket).nextToken(token)));
    } catch (S3VectorsException e) { // NotFoundException: the bucket is gone
      throw new TableUnavailableException("S3 Vectors lists no indexes: " + e.getMessage(), e);
    }
  }

  /** {@return a vector as it is written: with the seller, by which queries are filtered} */
  static PutInputVector vector(String seller, String key, UnitVector vector) {
    return PutInputVector.builder()
        .key(key)
        .data(VectorData.fromFloat32(vector.numbers()))
        .metadata(Document.mapBuilder().putString(SELLER, seller).build())
        .build();
  }

  /**
   * Puts vectors into an index, which is made if it is not there. A vector that S3 Vectors refuses
   * for itself is left out: repeating it would hold up all others.
   *
   * @param dimension of each vector
   */
  void put(String index, int dimension, List<PutInputVector> vectors) {
    int most = Math.min(MOST_WRITTEN, MOST_NUMBERS / dimension);
    for (int from = 0; from < vectors.size(); from += most) {
      putPart(index, dimension, vectors.subList(from, Math.min(vectors.size(), from + most)));
    }
  }

  private void putPart(String index, int dimension, List<PutInputVector> vectors) {
    try {
      putWhere(index, dimension, vectors);
    } catch (ValidationException e) {
      if (vectors.size() > 1) {
        vectors.forEach(vector -> putPart(index, dimension, List.of(vector)));
      } else {
        LOG.errorf("%s is left out of the index %s: %s", vectors.get(0).key(), index, e);
      }
    }
  }

  private void putWhere(String index, int dimension, List<PutInputVector> vectors) {
    Patience patience = new Patience(PATIENCE);
    while (true) {
      try {
        retrying(
            () -> s3.putVectors(r -> r.vectorBucketName(bucket).indexName(index).vectors(vectors)));
        return;
      } catch (NotFoundException e) {
        make(index, dimension);
        patience.pause("S3 Vectors does not find the index " + index, e);
      } catch (ConflictException e) {
        throw new TableUnavailableException("S3 Vectors writes nothing: " + e.getMessage(), e);
      }
    }
  }

  private void make(String index, int dimension) {
    try {
      retrying(
          () ->
              s3.createIndex(
                  r ->
                      r.vectorBucketName(bucket)
                          .indexName(index)
                          .dataType(DataType.FLOAT32)
                          .dimension(dimension)
                          .distanceMetric(DistanceMetric.COSINE)));
      LOG.infof("made the index %s of %d dimensions", index, dimension);
    } catch (ConflictException e) {
      LOG.debugf("another one made the index %s", index);
    } catch (NotFoundException | ValidationException e) {
      throw new TableUnavailableException("S3 Vectors makes no index: " + e.getMessage(), e);
    }
  }

  /** Deletes vectors from an index; keys that it does not have change nothing. */
  void delete(String index, List<String> keys) {
    for (int from = 0; from < keys.size(); from += MOST_WRITTEN) {
      List<String> part = keys.subList(from, Math.min(keys.size(), from + MOST_WRITTEN));
      try {
        retrying(
            () -> s3.deleteVectors(r -> r.vectorBucketName(bucket).indexName(index).keys(part)));
      } catch (NotFoundException e) {
        return; // the index is gone, and all that was in it
      } catch (S3VectorsException e) {
        throw new TableUnavailableException("S3 Vectors deletes nothing: " + e.getMessage(), e);
      }
    }
  }

  /**
   * {@return vectors of a seller that are near to another one, with their distances; empty if there
   * is no such index}
   *
   * @param most at least 1; never more than {@value #MOST_FOUND} are found
   */
  Optional<List<QueryOutputVector>> query(String index, String seller, UnitVector to, int most) {
    Document own = Document.mapBuilder().putString("$eq", seller).build();
    return tryingOnce(
            () ->
                s3.queryVectors(
                    r ->
                        r.vectorBucketName(bucket)
                            .indexName(index)
                            .queryVector(VectorData.fromFloat32(to.numbers()))
                            .topK(Math.min(most, MOST_FOUND))
                            .filter(Document.mapBuilder().putDocument(SELLER, own).build())
                            .returnDistance(true)))
        .map(answer -> answer.vectors());
  }

  /**
   * {@return the numbers of the vectors that exist, by key}
   *
   * @param keys at most {@value #MOST_FOUND}, the most that a call gives
   */
  Map<String, List<Float>> numbers(String index, List<String> keys) {
    Map<String, List<Float>> numbers = new HashMap<>();
    if (!keys.isEmpty()) {
      tryingOnce(
              () ->
                  s3.getVectors(
                      r -> r.vectorBucketName(bucket).indexName(index).keys(keys).returnData(true)))
          .ifPresent(
              answer ->
                  answer.vectors().forEach(one -> numbers.put(one.key(), one.data().float32())));
    }
    return numbers;
  }

  private static <T> Optional<T> tryingOnce(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (NotFoundException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new TableUnavailableException("S3 Vectors does not answer: " + e.getMessage(), e);
    }
  }

  /** Passes on only the errors that a caller knows what to do about. */
  private static <T> T retrying(Supplier<T> call) {
    Patience patience = new Patience(PATIENCE);
    while (true) {
      if (Deadline.isNearerThan(RESERVED)) {
        throw new TableUnavailableException("no time is left for S3 Vectors", null);
      }
      try {
        return call.get();
      } catch (NotFoundException | ConflictException | ValidationException e) {
        throw e;
      } catch (SdkException e) {
        if (!isPassing(e)) {
          throw new TableUnavailableException("S3 Vectors refuses: " + e.getMessage(), e);
        }
        patience.pause("S3 Vectors does not answer: " + e.getMessage(), e);
      }
    }
  }

  private static boolean isPassing(SdkException error) {
    return !(error instanceof S3VectorsException refused)
        || refused.statusCode() >= 500
        || TRANSIENT.contains(refused.statusCode());
  }
}
