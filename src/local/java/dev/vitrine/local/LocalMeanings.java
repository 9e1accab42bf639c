package dev.vitrine.local;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.local.meaning.VectorFiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;

/** The index of embeddings, in the folder {@code embeddings} of VITRINE_HOME. */
@ApplicationScoped
class LocalMeanings {
  /** Closed by {@link LocalIndexing}, before the stores that it lies in. */
  @Produces
  @Singleton
  VectorFiles embeddings(LocalStores stores, Catalog catalog) throws IOException {
    return new VectorFiles(stores.folder("embeddings"), catalog);
  }
}
