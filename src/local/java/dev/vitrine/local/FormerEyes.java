package dev.vitrine.local;

import dev.vitrine.local.model.ModelName;
import dev.vitrine.local.store.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Remembers across starts which model looked at pictures, and says what a change means. */
final class FormerEyes {
  private static final Logger LOG = Logger.getLogger(FormerEyes.class);

  private final Path file;

  /**
   * @param file keeps the model's name; made when it is missing
   */
  FormerEyes(Path file) {
    this.file = file;
  }

  /**
   * Remembers who looks at pictures now.
   *
   * @param real the real model's name; empty for the stand-in
   * @return sentences for the terminal; empty when the same model looked before
   */
  synchronized Optional<String> change(Optional<String> real) {
    String now = real.orElse(ModelName.CLIP);
    try {
      String before = Files.isRegularFile(file) ? Files.readString(file).strip() : ModelName.CLIP;
      if (now.equals(before)) {
        return Optional.empty();
      }
      PrivateFile.write(file, now);
      return Optional.of(
          "%s tags pictures that are new, or described again, from now on. Earlier pictures keep the tags of %s until you tag them again: under Vocabulary on the page, or by POST /retags."
              .formatted(now, before));
    } catch (IOException e) {
      LOG.debugf(e, "which model looks at pictures is not remembered"); // hinders no start
      return Optional.empty();
    }
  }
}
