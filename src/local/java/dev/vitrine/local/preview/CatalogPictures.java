package dev.vitrine.local.preview;

import dev.vitrine.action.Retag;
import dev.vitrine.action.Retag.Change;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageJourney;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.PictureRef;
import dev.vitrine.render.PictureStore;
import dev.vitrine.tag.TagImageResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The pictures of the catalog, which is read only. */
public final class CatalogPictures implements DescribedPictures {
  private static final int PAGE = 50;

  private final Catalog catalog;
  private final PictureStore pictures;

  public CatalogPictures(Catalog catalog, PictureStore pictures) {
    this.catalog = catalog;
    this.pictures = pictures;
  }

  @Override
  public List<DescribedPicture> newest(String seller, int most, BooleanSupplier isWanted) {
    List<DescribedPicture> newest = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      Catalog.Page page = catalog.list(ImageQuery.all(seller), PAGE, cursor);
      page.images().stream()
          .filter(image -> !image.status().unfinished() && image.description() != null)
          .map(CatalogPicture::new)
          .forEach(newest::add);
      cursor = page.cursor();
    } while (newest.size() < most && cursor != null && isWanted.getAsBoolean());
    return newest.subList(0, Math.min(most, newest.size()));
  }

  private final class CatalogPicture implements DescribedPicture {
    private final ImageRecord image;

    CatalogPicture(ImageRecord image) {
      this.image = image;
    }

    @Override
    public String imageId() {
      return image.imageId().value();
    }

    @Override
    public byte[] jpeg() {
      PictureRef picture = image.picture();
      return pictures.read(picture.bucket(), picture.rendition());
    }

    @Override
    public List<Change> changes(TagImageResult found) {
      return Retag.between(image, ImageJourney.retagged(image, found));
    }
  }
}
