package dev.vitrine.local;

import dev.vitrine.local.model.ModelName;
import dev.vitrine.local.store.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps across starts which model looked at pictures last, and says what a change means. */
final class LastClipModel {
  private static final Logger LOG = Logger.getLogger(LastClipModel.class);

  private final Path file;

  /**
   * @param file keeps the model's name; made when it is missing
   */
  LastClipModel(Path file) {
    this.file = file;
  }

  /**
   * Keeps the name of the model that looks at pictures now.
   *
   * @param real the real model's name; empty for the stand-in
   * @param isAnotherOnItsWay whether another model will be used as soon as it is here; until then
   *     nothing is kept, and nothing said
   * @return sentences for the terminal; empty when the same model looked before, or it is not known
   *     which one did
   */
  synchronized Optional<String> change(Optional<String> real, boolean isAnotherOnItsWay) {
    if (isAnotherOnItsWay) {
      return Optional.empty();
    }
    String now = real.orElse(ModelName.CLIP);
    try {
      Optional<String> before =
          Files.isRegularFile(file)
              ? Optional.of(Files.readString(file).strip())
              : Optional.empty();
      if (before.isPresent() && before.get().equals(now)) {
        return Optional.empty();
      }
      PrivateFile.write(file, now);
      return before.map(last -> sentences(now, last));
    } catch (IOException e) {
      LOG.debugf(e, "which model looks at pictures is not kept"); // hinders no start
      return Optional.empty();
    }
  }

  private static String sentences(String now, String before) {
    return "%s tags pictures that are new, or described again, from now on. Earlier pictures keep the tags of %s until you tag them again: under Vocabulary on the page, or by POST /retags."
        .formatted(now, before);
  }
}
