package dev.vitrine.catalog;

import dev.vitrine.upload.Upload;
import dev.vitrine.upload.UploadLog;
import jakarta.enterprise.context.ApplicationScoped;

/** Uploads as the catalog knows them: an image's record begins with its upload. */
@ApplicationScoped
class CatalogUploadLog implements UploadLog {
  private final Catalog catalog;

  CatalogUploadLog(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public boolean received(Upload upload) {
    return catalog
        .receive(upload)
        .filter(image -> image.picture().revision().equals(upload.picture().revision()))
        .filter(image -> image.status().unfinished() && image.run().attempt() == 0)
        .isPresent();
  }
}
