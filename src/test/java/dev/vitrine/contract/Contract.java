package dev.vitrine.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Reads model-artifacts/contract: the endpoints' requests, answers, errors and limits. */
public final class Contract {
  private static final String IDS = "https://vitrine.invalid/contract/";
  private static final Path FOLDER = Path.of("model-artifacts/contract").toAbsolutePath();
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          builder ->
              builder.schemaMappers(mappers -> mappers.mapPrefix(IDS, FOLDER.toUri().toString())));

  private Contract() {}

  /**
   * Compares a request or an answer with the contract.
   *
   * @param definition e.g. {@code clip.schema.json#/$defs/request}
   * @return what is wrong; empty when it is as the contract says
   */
  public static List<String> problems(String definition, JsonNode value) {
    return SCHEMAS.getSchema(SchemaLocation.of(IDS + definition)).validate(value).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  /**
   * Reads a part of a schema.
   *
   * @param schema e.g. {@code clip}
   * @param pointer e.g. {@code /$defs/labels/maxItems}
   */
  public static JsonNode part(String schema, String pointer) {
    JsonNode part = read(schema + ".schema.json").at(pointer);
    if (part.isMissingNode()) {
      throw new IllegalArgumentException(schema + " has no " + pointer);
    }
    return part;
  }

  /** {@return a limit of the contract; see {@link #part}} */
  public static long limit(String schema, String pointer) {
    return part(schema, pointer).longValue();
  }

  /**
   * {@return the requests of contract/cases, each an object of case, request, code and schema}
   *
   * @param endpoint e.g. {@code clip}
   */
  public static JsonNode cases(String endpoint) {
    return read("cases/" + endpoint + ".json");
  }

  private static JsonNode read(String file) {
    try {
      return JSON.readTree(FOLDER.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
