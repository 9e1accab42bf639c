package dev.vitrine.meaning;

import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.tag.Embedding;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/**
 * In AWS there is no index yet: docs/decisions/0028-search-by-meaning.md says which one is planned.
 */
@DefaultBean
@ApplicationScoped
class NoMeaningIndex implements MeaningIndex {
  @Override
  public void follow(Collection<ImageIndex.Name> images) {
    // Nothing to do: an index that is added later is built from the records.
  }

  @Override
  public boolean isKept() {
    return false;
  }

  @Override
  public Nearest described(String seller, TextReader.Meaning text, int most) {
    throw new MeaningUnavailableException();
  }

  @Override
  public Nearest nearest(String seller, Embedding to, int most) {
    throw new MeaningUnavailableException();
  }
}
