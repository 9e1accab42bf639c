package dev.vitrine.local.hub;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a person chose as a model: {@code off}, a folder, or a published model by its name. */
public sealed interface ModelChoice {
  /** The hub's own name for the newest revision. */
  String NEWEST = "main";

  /** No model of one's own: the stand-in works. */
  record Off() implements ModelChoice {}

  /** A folder that has a model's files. */
  record Folder(Path path) implements ModelChoice {}

  /**
   * A published model.
   *
   * @param revision branch, tag or commit of its repository; {@link #NEWEST} unless it was given
   */
  record Published(KnownModel model, String revision) implements ModelChoice {
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public Published {
      if (!REVISION.matcher(revision).matches()) {
        throw new IllegalArgumentException("not a revision: " + revision);
      }
    }

    /** {@return the choice as it is spelled, which is also its folder's name} */
    public String folderName() {
      return revision.equals(NEWEST) ? model.name() : model.name() + "@" + revision;
    }
  }

  /**
   * Reads a setting like {@code VITRINE_CLIP}.
   *
   * @param setting {@code off}, {@code name}, {@code name@revision}, or a path, which has a slash
   * @throws FetchFailedException when it is none of these, or nobody knows the name
   */
  static ModelChoice of(String setting, KnownModels known) throws FetchFailedException {
    String value = setting.strip();
    if (value.isEmpty() || value.toLowerCase(Locale.ROOT).equals("off")) {
      return new Off();
    }
    if (value.contains("/") || value.contains("\\") || value.startsWith(".")) {
      return new Folder(Path.of(value));
    }
    String[] parts = value.split("@", 2);
    KnownModel model = known.named(parts[0]);
    try {
      return new Published(model, parts.length == 1 ? NEWEST : parts[1]);
    } catch (IllegalArgumentException e) {
      throw FetchFailedException.lasting(
          parts[1] + " is not a revision: give a branch, a tag or a commit after the @.", e);
    }
  }
}
