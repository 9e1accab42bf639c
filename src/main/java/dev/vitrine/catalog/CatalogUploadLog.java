package dev.vitrine.catalog;

import dev.vitrine.image.ImageKey;
import dev.vitrine.image.Revision;
import dev.vitrine.upload.UploadLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Uploads as the catalog knows them: an image's record begins with its upload. */
@ApplicationScoped
class CatalogUploadLog implements UploadLog {
  private final Catalog catalog;
  private final Clock clock;

  CatalogUploadLog(Catalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  @Override
  public boolean received(
      ImageKey original,
      @Nullable String versionId,
      Revision revision,
      long bytes,
      Instant uploadedAt) {
    return catalog
        .receive(
            new Original(
                original.bucket(), original.key(), versionId, revision.value(), bytes, uploadedAt))
        .filter(image -> image.original().revision().equals(revision.value()))
        .filter(image -> image.status() == ImageStatus.RECEIVED)
        .filter(image -> image.run().attempt() == 0 && image.run().executionArn() == null)
        .isPresent();
  }

  @Override
  public void started(ImageKey original, Revision revision, String executionArn) {
    catalog.update(
        original.seller(),
        original.imageId(),
        image -> ImageJourney.started(image, revision.value(), executionArn, clock.instant()));
  }
}
