package dev.vitrine.meaning;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.Sha256;
import dev.vitrine.tag.Embedding;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3vectors.S3VectorsClient;
import software.amazon.awssdk.services.s3vectors.model.PutInputVector;
import software.amazon.awssdk.services.s3vectors.model.QueryOutputVector;

/**
 * Embeddings in S3 Vectors, if the installation names a bucket of it. Each model has an index of
 * its own, as the length of vectors is fixed when an index is made. All sellers share it: a vector
 * has its seller's name in its key and in its metadata, a query asks for one seller's, and what
 * comes is looked at again.
 *
 * <p>The nearest are approximate, and no more than {@value S3VectorIndexes#MOST_FOUND}.
 */
@DefaultBean
@ApplicationScoped
class S3VectorsMeaningIndex implements MeaningIndex {
  private static final int NAME_LETTERS = 40;
  private static final int HASH_BYTES = 6;

  private final Catalog catalog;
  private final Optional<S3VectorIndexes> indexes;

  S3VectorsMeaningIndex(S3VectorsClient s3, MeaningConfig config, Catalog catalog) {
    this.catalog = catalog;
    this.indexes = config.bucket().map(bucket -> new S3VectorIndexes(s3, bucket));
  }

  @Override
  public boolean isKept() {
    return indexes.isPresent();
  }

  @Override
  public void follow(Collection<ImageIndex.Name> images) {
    indexes.ifPresent(kept -> follow(kept, images));
  }

  /** Vectors are put before old ones are deleted: an image that changes is never missing. */
  private void follow(S3VectorIndexes kept, Collection<ImageIndex.Name> images) {
    Map<String, String> ownIndexes = new LinkedHashMap<>();
    Map<String, List<PutInputVector>> vectors = new HashMap<>();
    for (ImageIndex.Name image : images) {
      String key = key(image.seller(), image.imageId());
      ownIndexes.put(key, "");
      embedding(image)
          .ifPresent(
              embedding -> {
                String index = embedding.index();
                ownIndexes.put(key, index);
                vectors
                    .computeIfAbsent(index, name -> new ArrayList<>())
                    .add(S3VectorIndexes.vector(image.seller(), key, embedding.vector()));
              });
    }
    vectors.forEach((index, some) -> kept.put(index, some.get(0).data().float32().size(), some));
    for (String index : ownIndexes.isEmpty() ? List.<String>of() : kept.names()) {
      kept.delete(
          index,
          ownIndexes.keySet().stream().filter(k -> !index.equals(ownIndexes.get(k))).toList());
    }
  }

  private Optional<Placed> embedding(ImageIndex.Name image) {
    return catalog
        .find(image.seller(), image.imageId())
        .map(found -> found.descriptionOrNone().embedding())
        .flatMap(Placed::of);
  }

  @Override
  public NearestImages nearest(String seller, Embedding to, int most) {
    return search(seller, to, most, (vectors, index, found) -> found.stream());
  }

  @Override
  public NearestImages described(String seller, TextReader.Meaning text, int most) {
    Optional<UnitVector> nothing = UnitVector.of(text.nothing().vector());
    return search(
        seller,
        text.text(),
        most,
        (kept, index, found) -> {
          Map<String, List<Float>> numbers =
              kept.numbers(index, found.stream().map(near -> key(seller, near.imageId())).toList());
          return found.stream()
              .filter(
                  near -> {
                    List<Float> own = numbers.get(key(seller, near.imageId()));
                    return own != null
                        && nothing.filter(n -> n.cosine(own) < near.likeness()).isPresent();
                  });
        });
  }

  private interface Choice {
    Stream<Near> of(S3VectorIndexes kept, String index, List<Near> found);
  }

  private NearestImages search(String seller, Embedding to, int most, Choice choice) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("most is outside [1, " + MOST + "]: " + most);
    }
    S3VectorIndexes kept = indexes.orElseThrow(MeaningUnavailableException::new);
    Optional<Placed> asked = Placed.of(to);
    if (asked.isEmpty()) {
      return new NearestImages(List.of(), true);
    }
    String index = asked.get().index();
    Optional<List<QueryOutputVector>> found = kept.query(index, seller, asked.get().vector(), most);
    // An index that is not there lacks at least the picture that is asked about.
    return found
        .map(some -> new NearestImages(choice.of(kept, index, near(seller, some)).toList(), true))
        .orElseGet(() -> new NearestImages(List.of(), false));
  }

  private static List<Near> near(String seller, List<QueryOutputVector> found) {
    String own = seller + "/";
    return found.stream()
        .filter(one -> one.key().startsWith(own))
        .map(
            one ->
                new Near(
                    new ImageId(one.key().substring(own.length())),
                    Math.max(-1, Math.min(1, 1 - (double) one.distance()))))
        .sorted(Comparator.comparingDouble(Near::likeness).reversed())
        .toList();
  }

  private static String key(String seller, ImageId imageId) {
    return seller + "/" + imageId;
  }

  /** A vector and the index of its model. */
  private record Placed(String index, UnitVector vector) {

    static Optional<Placed> of(Embedding embedding) {
      return UnitVector.of(embedding.vector())
          .map(vector -> new Placed(indexOf(embedding.model(), vector.numbers().size()), vector));
    }
  }

  /**
   * {@return an index's name: what can be read of the model's, the length of its vectors, and a
   * hash of its name} A name has 3 to 63 of {@code a-z0-9.-}, letters or digits at both ends.
   */
  static String indexOf(String model, int dimension) {
    String words = model.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String readable = words.substring(0, Math.min(NAME_LETTERS, words.length()));
    String hash = HexFormat.of().formatHex(Sha256.of(model), 0, HASH_BYTES);
    return (readable + "-" + dimension + "-" + hash).replaceAll("^-+", "").replaceAll("-{2,}", "-");
  }
}
