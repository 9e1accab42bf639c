package dev.vitrine.catalog;

import java.time.Instant;
import java.util.List;

/** A bucket that nobody lists and in which nothing is deleted. */
final class NoUploads implements Uploads {
  @Override
  public List<Listed> written(Instant from, Instant to, int mostPages) {
    throw new UnsupportedOperationException("nobody lists");
  }

  @Override
  public void delete(ImageRecord image) {
    throw new UnsupportedOperationException("nobody deletes");
  }
}
