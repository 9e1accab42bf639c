package dev.vitrine.upload;

import dev.vitrine.image.ImageKey;
import dev.vitrine.image.PictureRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bucket that remembers what was to be deleted. Nobody lists it or looks for an original, unless
 * a test overrides that.
 */
public class NoUploads implements Uploads {
  public final List<PictureRef> deletedUpTo = new ArrayList<>();

  /** Ids of the orders whose pictures were to be deleted. */
  public final List<String> deletedRestyles = new ArrayList<>();

  @Override
  public List<String> sellers(@Nullable String after) {
    throw new UnsupportedOperationException("nobody lists");
  }

  @Override
  public Page originals(String seller, @Nullable String after, Instant from, Instant to) {
    throw new UnsupportedOperationException("nobody lists");
  }

  @Override
  public void delete(PictureRef picture, Instant until) {
    throw new UnsupportedOperationException("nobody deletes");
  }

  @Override
  public void deleteDerived(PictureRef upTo) {
    deletedUpTo.add(upTo);
  }

  @Override
  public void deleteRestyle(PictureRef picture, String order) {
    deletedRestyles.add(order);
  }

  @Override
  public Optional<Current> current(ImageKey key) {
    throw new UnsupportedOperationException("nobody looks");
  }
}
