package dev.vitrine.action;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.Leftovers;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.PictureRef;
import dev.vitrine.upload.Upload;
import dev.vitrine.upload.UploadLog;
import dev.vitrine.upload.Uploads;
import dev.vitrine.upload.Uploads.Current;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Uploads as the catalog knows them: an image's record begins with its upload. */
@ApplicationScoped
public class CatalogUploadLog implements UploadLog {
  private final Catalog catalog;
  private final Uploads uploads;
  private final Leftovers leftovers;

  public CatalogUploadLog(Catalog catalog, Uploads uploads, Leftovers leftovers) {
    this.catalog = catalog;
    this.uploads = uploads;
    this.leftovers = leftovers;
  }

  @Override
  public boolean received(Upload upload) {
    return catalog
        .receive(upload)
        .filter(image -> image.picture().revision().equals(upload.picture().revision()))
        .filter(image -> image.status().unfinished() && image.run().attempt() == 0)
        .isPresent();
  }

  @Override
  public Optional<PictureRef> removed(PictureRef removed, Instant at) {
    Optional<ImageRecord> known = catalog.find(removed.seller(), removed.imageId());
    Optional<Current> there = uploads.current(new ImageKey(removed.bucket(), removed.key()));
    if (there.isPresent()) {
      return back(removed, at, there.get(), known);
    }
    // The record goes last: while it is there, a deletion that was cut off can be repeated.
    known
        .filter(image -> removed.isNewerThan(image.picture().revision()))
        .ifPresent(image -> leftovers.delete(removed));
    catalog.remove(removed, at);
    return Optional.empty();
  }

  /**
   * {@return the version of the original that the removal brought back; empty if there is none} In
   * a bucket without versions, an original that exists was written after the removal and has an
   * event of its own.
   */
  private Optional<PictureRef> back(
      PictureRef removed, Instant at, Current there, Optional<ImageRecord> known) {
    String version = there.versionId();
    if (version == null
        || known.filter(image -> version.equals(image.picture().versionId())).isPresent()) {
      return Optional.empty();
    }
    PictureRef back = PictureRef.of(removed.bucket(), removed.key(), version, removed.revision());
    return Optional.of(new Upload(back, there.bytes(), at))
        .filter(this::received)
        .map(Upload::picture);
  }
}
