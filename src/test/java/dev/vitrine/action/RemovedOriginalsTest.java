package dev.vitrine.action;

import static dev.vitrine.catalog.Examples.BUCKET;
import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.ImageStatus;
import dev.vitrine.catalog.MemoryCatalog;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.PictureRef;
import dev.vitrine.upload.NoUploads;
import dev.vitrine.upload.Upload;
import dev.vitrine.upload.Uploads;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemovedOriginalsTest {
  private static final String KEY = "demo/a.jpg";

  private final MemoryCatalog catalog = new MemoryCatalog();
  private final Bucket bucket = new Bucket();
  private final CatalogUploadLog log =
      new CatalogUploadLog(catalog, bucket, Examples.leftovers(bucket));
  private final ImageRecord image = catalog.put(Examples.done(KEY, "cup"));

  @Test
  void aRemovedOriginalTakesItsRecordAndWhatWasMadeOfItAlong() {
    assertThat(log.removed(removal(2, null), NOW)).isEmpty();

    assertThat(catalog.find("demo", image.imageId())).isEmpty();
    assertThat(bucket.deletedUpTo).containsExactly(removal(2, null));
  }

  @Test
  void aRemovalOlderThanTheRecordRemovesNothing() {
    log.removed(removal(0, null), NOW);

    assertThat(catalog.find("demo", image.imageId())).contains(image);
    assertThat(bucket.deletedUpTo).isEmpty();
  }

  @Test
  void anOriginalThatWasWrittenAgainStays() {
    bucket.current = new Uploads.Current(null, 10);

    assertThat(log.removed(removal(2, null), NOW)).isEmpty();

    assertThat(catalog.find("demo", image.imageId())).contains(image);
    assertThat(bucket.deletedUpTo).isEmpty();
  }

  @Test
  void anOldVersionThatIsDeletedForGoodChangesNothing() {
    PictureRef second = PictureRef.of(BUCKET, KEY, "v2", revision(2));
    catalog.receive(new Upload(second, 10, NOW));
    bucket.current = new Uploads.Current("v2", 10);

    assertThat(log.removed(removal(3, "v1"), NOW)).isEmpty();
    assertThat(catalog.find("demo", image.imageId()).map(ImageRecord::picture)).contains(second);
  }

  @Test
  void theVersionBeforeComesBackWhenTheNewestIsDeletedForGood() {
    bucket.current = new Uploads.Current("v1", 10);

    Optional<PictureRef> back = log.removed(removal(3, "v2"), NOW);

    assertThat(back).contains(PictureRef.of(BUCKET, KEY, "v1", revision(3)));
    assertThat(catalog.now(image).picture()).isEqualTo(back.orElseThrow());
    assertThat(catalog.now(image).status()).isEqualTo(ImageStatus.RUNNING);
  }

  private static PictureRef removal(int sequencer, @Nullable String version) {
    return PictureRef.of(BUCKET, KEY, version, revision(sequencer));
  }

  private static final class Bucket extends NoUploads {
    Uploads.@Nullable Current current;

    @Override
    public Optional<Current> current(ImageKey key) {
      return Optional.ofNullable(current);
    }
  }
}
