package dev.vitrine.stepfunctions.language;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import com.dashjoin.jsonata.Utils;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain Java objects: Map, List, String, Number, Boolean, null. State data is never changed
 * once made, so branches share it.
 */
public final class Values {

  /** Largest state input, output, argument or result, as UTF-8 JSON. */
  public static final int MAX_BYTES = 256 * 1024;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Values() {}

  /**
   * Reads text that comes from outside.
   *
   * @return the value; objects keep the order of their fields
   * @throws JsonProcessingException when the text is not one JSON value, or has a number beyond
   *     1.8e308, which would become a text when it is written
   */
  public static @Nullable Object parse(String json) throws JsonProcessingException {
    Object value = parseStored(json);
    if (hasInfinity(value)) {
      throw new JsonParseException(null, "A number is beyond the range of double precision");
    }
    return value;
  }

  /**
   * Reads text that was accepted before. Earlier versions also accepted numbers beyond 1.8e308, and
   * read them as infinities; what they began must still be made again.
   *
   * @throws JsonProcessingException when the text is not one JSON value
   */
  public static @Nullable Object parseStored(String json) throws JsonProcessingException {
    return JSON.readValue(json, Object.class);
  }

  /**
   * Whether a number that no double holds, for which we have no JSON, is somewhere in the value.
   */
  static boolean hasInfinity(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      return object.values().stream().anyMatch(Values::hasInfinity);
    }
    if (value instanceof List<?> array) {
      return array.stream().anyMatch(Values::hasInfinity);
    }
    return value instanceof Number number && Double.isInfinite(number.doubleValue());
  }

  /** Compact JSON. */
  public static String write(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + value, e);
    }
  }

  /** The name JSONata gives to a value's type. */
  static String typeOf(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String) {
      return "string";
    }
    if (value instanceof Number) {
      return "number";
    }
    if (value instanceof Boolean) {
      return "boolean";
    }
    return value instanceof List ? "array" : "object";
  }

  /**
   * What JSONata returned, as plain JSON: its own lists carry flags that would change the meaning
   * of the next expression that reads them.
   *
   * @throws UnsupportedValueException when a function or a regular expression is somewhere in it
   */
  static @Nullable Object plain(Object value) throws UnsupportedValueException {
    if (value == Jsonata.NULL_VALUE) {
      return null;
    }
    if (value instanceof Map<?, ?> map) {
      return plainMap(map);
    }
    if (value instanceof List<?> list) {
      return plainList(list);
    }
    if (Utils.isFunction(value) || value instanceof Parser.Symbol || value instanceof Pattern) {
      throw new UnsupportedValueException();
    }
    return value;
  }

  private static Object plainMap(Map<?, ?> map) throws UnsupportedValueException {
    Map<String, @Nullable Object> copy = null;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object before = entry.getValue();
      Object after = before == null ? null : plain(before);
      if (after != before && copy == null) {
        copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> each : map.entrySet()) {
          copy.put(String.valueOf(each.getKey()), each.getValue());
        }
      }
      if (copy != null) {
        copy.put(String.valueOf(entry.getKey()), after);
      }
    }
    return copy == null ? map : copy;
  }

  private static Object plainList(List<?> list) throws UnsupportedValueException {
    List<@Nullable Object> copy = list.getClass() == ArrayList.class ? null : new ArrayList<>(list);
    for (int i = 0; i < list.size(); i++) {
      Object before = list.get(i);
      Object after = before == null ? null : plain(before);
      if (after != before && copy == null) {
        copy = new ArrayList<>(list);
      }
      if (copy != null) {
        copy.set(i, after);
      }
    }
    return copy == null ? list : copy;
  }

  /** Whether the value is longer than {@link #MAX_BYTES} as JSON; stops counting when it knows. */
  public static boolean tooLarge(@Nullable Object value) {
    return count(value, MAX_BYTES) < 0;
  }

  /** What is left of the budget after the value; negative when it does not fit. */
  private static int count(@Nullable Object value, int budget) {
    if (value instanceof String text) {
      return text.length() > budget ? -1 : budget - quotedLength(text);
    }
    if (value instanceof Map<?, ?> map) {
      int left = budget - 2 - Math.max(0, map.size() - 1);
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        left = left < 0 ? left : count(entry.getValue(), left - 1 - quotedLength(key(entry)));
      }
      return left;
    }
    if (value instanceof List<?> list) {
      int left = budget - 2 - Math.max(0, list.size() - 1);
      for (int i = 0; i < list.size() && left >= 0; i++) {
        left = count(list.get(i), left);
      }
      return left;
    }
    return budget - String.valueOf(value).length();
  }

  private static String key(Map.Entry<?, ?> entry) {
    return String.valueOf(entry.getKey());
  }

  private static int quotedLength(String text) {
    int length = 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        length += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      } else if (c < 0x20) {
        length += c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\b' ? 2 : 6;
      } else {
        length += c == '"' || c == '\\' ? 2 : 1;
      }
    }
    return length;
  }

  /** A JSONata result that has no JSON form. */
  static final class UnsupportedValueException extends Exception {
    private static final long serialVersionUID = 1;
  }
}
