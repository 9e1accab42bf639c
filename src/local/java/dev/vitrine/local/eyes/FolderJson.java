package dev.vitrine.local.eyes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A JSON file of a model's folder, or a part of one.
 *
 * @param folder for messages
 * @param name of the file, relative to the folder, and of the part
 */
public record FolderJson(Path folder, String name, JsonNode json) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** {@return the file, which has to be there} */
  public static FolderJson read(Path folder, String file) throws UnusableModelException {
    require(folder, file);
    return readIfThere(folder, file);
  }

  /** {@return the file; one without members where there is none} */
  public static FolderJson readIfThere(Path folder, String file) throws UnusableModelException {
    Path path = folder.resolve(file);
    try {
      JsonNode json =
          Files.isRegularFile(path) ? MAPPER.readTree(path.toFile()) : MAPPER.createObjectNode();
      if (!json.isObject()) {
        throw new UnusableModelException(folder, file + " is not a JSON object.");
      }
      return new FolderJson(folder, file, json);
    } catch (IOException e) {
      throw new UnusableModelException(folder, file + " cannot be read as JSON.", e);
    }
  }

  /** Checks that the file is there. */
  public static Path require(Path folder, String file) throws UnusableModelException {
    Path path = folder.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new UnusableModelException(folder, file + " is missing.");
    }
    return path;
  }

  /** {@return a member that is an object; one without members where there is none} */
  public FolderJson part(String member) {
    JsonNode part = json.path(member);
    return new FolderJson(folder, name + ": " + member, part.isObject() ? part : none());
  }

  private static JsonNode none() {
    return MissingNode.getInstance();
  }

  /** {@return whether there is a member, and not null} */
  public boolean has(String member) {
    return json.hasNonNull(member);
  }

  /** {@return a member that is a whole number within bounds} */
  public int whole(String member, int least, int most) throws UnusableModelException {
    JsonNode value = json.path(member);
    if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
      throw wrong(member, "must be a whole number from " + least + " to " + most);
    }
    return value.intValue();
  }

  /** {@return a member that is a whole number within bounds; {@code otherwise} if there is none} */
  public int whole(String member, int least, int most, int otherwise)
      throws UnusableModelException {
    return has(member) ? whole(member, least, most) : otherwise;
  }

  /** {@return a member that is a number; {@code otherwise} if there is none} */
  public double number(String member, double otherwise) throws UnusableModelException {
    if (!has(member)) {
      return otherwise;
    }
    JsonNode value = json.path(member);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(member, "must be a number");
    }
    return value.doubleValue();
  }

  /** {@return a member that is a text; {@code otherwise} if there is none} */
  public String text(String member, String otherwise) throws UnusableModelException {
    JsonNode value = json.path(member);
    if (has(member) && !value.isTextual()) {
      throw wrong(member, "must be a text");
    }
    return value.asText(otherwise);
  }

  /** {@return three numbers, for red, green and blue} */
  public float[] colors(String member) throws UnusableModelException {
    JsonNode value = json.path(member);
    float[] colors = new float[3];
    for (int c = 0; c < colors.length; c++) {
      if (value.size() != colors.length || !value.path(c).isNumber()) {
        throw wrong(member, "must be three numbers");
      }
      colors[c] = (float) value.path(c).doubleValue();
    }
    return colors;
  }

  /** {@return an exception that says what a member must be} */
  public UnusableModelException wrong(String member, String what) {
    return new UnusableModelException(folder, name + ": " + member + " " + what + ".");
  }
}
