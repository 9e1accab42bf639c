package dev.vitrine.export;

import dev.vitrine.image.PictureRef;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.Optional;

/**
 * Gives no originals: in AWS an answer has at most 6 MB and 29 s, which is too little for the
 * pictures of a zip.
 */
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
