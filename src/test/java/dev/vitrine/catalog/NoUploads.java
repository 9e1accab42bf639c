package dev.vitrine.catalog;

import dev.vitrine.image.ImageKey;
import dev.vitrine.image.PictureRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  @Override
  public void deleteDerived(PictureRef upTo) {
    throw new UnsupportedOperationException("nobody deletes");
  }

  @Override
  public Optional<Current> current(ImageKey key) {
    throw new UnsupportedOperationException("nobody looks");
  }
}
