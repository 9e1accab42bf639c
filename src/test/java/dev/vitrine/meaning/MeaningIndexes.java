package dev.vitrine.meaning;

import dev.vitrine.catalog.MemoryCatalog;
import java.util.Optional;
import software.amazon.awssdk.services.s3vectors.S3VectorsClient;

/** Indexes for tests of other rooms. */
public final class MeaningIndexes {
  private MeaningIndexes() {}

  /** {@return the one of an installation that keeps none} */
  public static MeaningIndex none() {
    S3VectorsClient neverCalled =
        new S3VectorsClient() {
          @Override
          public String serviceName() {
            return "s3vectors";
          }

          @Override
          public void close() {}
        };
    return new S3VectorsMeaningIndex(neverCalled, Optional::empty, new MemoryCatalog());
  }
}
