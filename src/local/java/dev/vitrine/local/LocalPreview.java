package dev.vitrine.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.image.MemoryBudget;
import dev.vitrine.lesson.ThresholdSource;
import dev.vitrine.local.hub.FreeSpace;
import dev.vitrine.local.preview.CatalogPictures;
import dev.vitrine.local.preview.ModelPreview;
import dev.vitrine.local.sagemaker.InProcessTagger;
import dev.vitrine.render.PictureStore;
import dev.vitrine.tag.PictureTagger;
import dev.vitrine.vocabulary.VocabularySource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;

/** The preview of what a model would change that is not used yet. */
@ApplicationScoped
class LocalPreview {
  @Produces
  @Singleton
  ModelPreview preview(
      Catalog catalog,
      PictureStore pictures,
      VocabularySource vocabularies,
      ThresholdSource thresholds,
      ObjectMapper json,
      Clock clock,
      MemoryBudget memory,
      LocalStores stores) {
    return new ModelPreview(
        new ModelPreview.Means(
            new CatalogPictures(catalog, pictures),
            clip -> new PictureTagger(InProcessTagger.through(clip.endpoint(), json), clock),
            vocabularies,
            thresholds,
            FreeSpace.ofThisMachine(),
            memory,
            () -> cache(stores)));
  }

  void close(@Disposes ModelPreview preview) {
    preview.close();
  }

  private static Path cache(LocalStores stores) {
    try {
      return stores.folder("models");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
