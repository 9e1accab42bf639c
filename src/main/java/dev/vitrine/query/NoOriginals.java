package dev.vitrine.query;

import dev.vitrine.image.PictureRef;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.Optional;

/** In AWS an answer has at most 6 MB, and API Gateway waits for 29 s: two pictures are too much. */
@DefaultBean
@ApplicationScoped
class NoOriginals implements Originals {
  @Override
  public boolean areCarried() {
    return false;
  }

  @Override
  public Optional<InputStream> open(PictureRef picture) {
    throw new IllegalStateException("the API carries no pictures here");
  }
}
