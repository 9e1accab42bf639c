package dev.vitrine.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/**
 * JSON of the HTTP API: omits null fields when writing; rejects unknown fields, and a field that
 * comes twice, when reading. The workflow's messages do the opposite: they write nulls and ignore
 * unknown fields, see docs/decisions/0005-two-kinds-of-json.md.
 */
@Provider
public class ApiJson implements ContextResolver<ObjectMapper> {
  private static final CoercionInputShape[] NOT_TEXT = {
    CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
  };

  private final ObjectMapper mapper;

  public ApiJson() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
    for (CoercionInputShape shape : NOT_TEXT) {
      builder.withCoercionConfig(
          LogicalType.Textual, text -> text.setCoercion(shape, CoercionAction.Fail));
    }
    mapper = builder.build();
  }

  @Override
  public ObjectMapper getContext(Class<?> type) {
    return mapper;
  }
}
