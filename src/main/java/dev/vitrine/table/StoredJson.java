package dev.vitrine.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How records are written as JSON that is kept. */
public final class StoredJson {
  private StoredJson() {}

  /** {@return a new mapper, so that no setting of the application changes what is stored} */
  public static JsonMapper mapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .serializationInclusion(JsonInclude.Include.NON_NULL)
        .build();
  }

  /** {@return JSON as an attribute, compressed} */
  public static AttributeValue packed(String json) {
    byte[] compressed = compressed(json.getBytes(StandardCharsets.UTF_8));
    return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(compressed));
  }

  /**
   * {@return the JSON of an attribute, compressed or not}
   *
   * @throws UncheckedIOException when it is not whole
   */
  public static String unpacked(AttributeValue stored) {
    return stored.b() == null
        ? stored.s()
        : new String(expanded(stored.b().asByteArrayUnsafe()), StandardCharsets.UTF_8);
  }

  /** {@return the bytes compressed with gzip} */
  public static byte[] compressed(byte[] json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot be compressed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * {@return what was compressed}
   *
   * @throws UncheckedIOException when it is not whole
   */
  public static byte[] expanded(byte[] compressed) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("stored JSON cannot be expanded", e);
    }
  }
}
