package dev.vitrine.local.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The table of models that can be named, read from {@code models/known-models.json}. */
public final class KnownModels {
  private static final String TABLE = "/models/known-models.json";

  private final Map<String, KnownModel> byName;
  private final String preferred;

  private KnownModels(Map<String, KnownModel> byName, String preferred) {
    this.byName = Collections.unmodifiableMap(byName);
    this.preferred = preferred;
  }

  /** {@return the shipped table of models that score labels} */
  public static KnownModels clip() {
    return family("clip");
  }

  /** {@return the shipped table of models that write captions} */
  public static KnownModels captioner() {
    return family("captioner");
  }

  private static KnownModels family(String name) {
    try (InputStream table = KnownModels.class.getResourceAsStream(TABLE)) {
      JsonNode json = JsonMapper.builder().build().readTree(Objects.requireNonNull(table, TABLE));
      return of(json.get(name));
    } catch (IOException e) {
      throw new UncheckedIOException(TABLE + " cannot be read", e);
    }
  }

  private static KnownModels of(JsonNode family) {
    Pattern files = Pattern.compile(family.get("files").asText());
    Set<String> required = new HashSet<>();
    family.get("required").forEach(path -> required.add(path.asText()));
    Map<String, KnownModel> byName = new TreeMap<>();
    for (JsonNode model : family.get("models")) {
      String name = model.get("name").asText();
      String repository =
          family.get("owner").asText() + "/" + model.path("repository").asText(name);
      long memory = model.path("memoryMiB").asLong() << 20;
      long bytes = model.path("bytes").asLong();
      byName.put(name, new KnownModel(name, repository, bytes, memory, files, required));
    }
    return new KnownModels(byName, family.get("default").asText());
  }

  /** {@return the model that is offered to those who have chosen none} */
  public KnownModel preferred() {
    return Objects.requireNonNull(byName.get(preferred), preferred);
  }

  /**
   * Looks a model up.
   *
   * @throws FetchFailedException when nobody knows it; the message lists those that are known
   */
  public KnownModel named(String name) throws FetchFailedException {
    KnownModel model = byName.get(name);
    if (model == null) {
      throw FetchFailedException.lasting(
          name + " is not a model that Vitrine knows. Known: " + String.join(", ", names()) + ".");
    }
    return model;
  }

  /** {@return all names, in alphabetical order} */
  public Set<String> names() {
    return byName.keySet();
  }
}
