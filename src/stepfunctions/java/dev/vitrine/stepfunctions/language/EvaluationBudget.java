package dev.vitrine.stepfunctions.language;

import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser;
import com.dashjoin.jsonata.Utils;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one expression may use up. The service gives up after some time; this class counts steps,
 * because a replay after a crash must end exactly where the first run did. Work in text and in
 * lists is converted into steps, so one number bounds time and memory.
 */
final class EvaluationBudget {

  /** Evaluated sub-expressions, plus the work inside functions. */
  static final int MAX_STEPS = 2_000_000;

  /** Sub-expressions inside sub-expressions; a recursive function uses about three a call. */
  static final int MAX_DEPTH = 1_500;

  /** Largest value that may come up on the way, in characters of JSON: sixteen times a state's. */
  static final long MAX_SIZE = 16L * Values.MAX_BYTES;

  /** Levels of arrays and objects in a value. */
  static final int MAX_NESTING = 900;

  private static final int CHARACTERS_A_STEP = 32;
  private static final int CHARACTERS_READ_A_STEP = 256;
  private static final int ENTRIES_A_STEP = 4;

  /** A part of a split text is kept as an object of about that many characters. */
  static final int PART_SIZE = 16;

  /** Smaller containers are measured again rather than remembered. */
  private static final int REMEMBERED_FROM = 64;

  /** A match of a regular expression is kept as an object of about that many characters. */
  static final int MATCH_SIZE = 64;

  /** The kind of a node; the library keeps it to itself. */
  private static final VarHandle NODE_TYPE = nodeType();

  /** Sizes of containers by identity; null until the first is worth remembering. */
  private @Nullable Map<Object, Long> sizes;

  private long steps;
  private int depth;

  private static VarHandle nodeType() {
    try {
      return MethodHandles.privateLookupIn(Parser.Symbol.class, MethodHandles.lookup())
          .findVarHandle(Parser.Symbol.class, "type", String.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Called by the library before each sub-expression. */
  void enter(Object node, @Nullable Object input, Frame frame) {
    depth++;
    spend(1);
    if (depth > MAX_DEPTH) {
      throw new IllegalStateException("It is nested too deeply.");
    }
  }

  /** Called by the library after each sub-expression that ended well. */
  void leave(Object node, @Nullable Object input, Frame frame, @Nullable Object result) {
    depth--;
    if (result instanceof String text) {
      if ("binary".equals(NODE_TYPE.get((Parser.Symbol) node))) {
        spendText(text.length());
      }
    } else if (result instanceof Map || result instanceof List) {
      if (!"variable".equals(NODE_TYPE.get((Parser.Symbol) node))) {
        measure(result);
      }
    }
  }

  void spend(long more) {
    steps += more;
    if (steps > MAX_STEPS || more < 0) {
      throw new IllegalStateException("It took too many steps.");
    }
  }

  /** For text that was made or searched. */
  void spendText(long characters) {
    if (characters > MAX_SIZE) {
      throw tooLarge();
    }
    spend(characters / CHARACTERS_A_STEP);
  }

  /** For text that is only read, which is fast. */
  void spendReading(long characters) {
    spend(characters / CHARACTERS_READ_A_STEP);
  }

  private static IllegalStateException tooLarge() {
    return new IllegalStateException("It made a value of more than " + MAX_SIZE + " characters.");
  }

  /**
   * Finds how long a value is as JSON, counting what occurs twice in it twice.
   *
   * @throws IllegalStateException if that is more than {@link #MAX_SIZE}, or if it is nested too
   *     deeply
   */
  long measure(@Nullable Object value) {
    long size = size(value, 0);
    if (size > MAX_SIZE) {
      throw tooLarge();
    }
    return size;
  }

  private long size(@Nullable Object value, int nesting) {
    if (value instanceof String text) {
      return text.length() + 3L;
    }
    if (!(value instanceof List) && !(value instanceof Map)) {
      return 5;
    }
    if (nesting > MAX_NESTING) {
      throw new IllegalStateException("It made a value that is nested too deeply.");
    }
    if (value instanceof Utils.RangeList range) {
      spend(range.size() / ENTRIES_A_STEP);
      return 5L * range.size();
    }
    Long known = sizes == null ? null : sizes.get(value);
    if (known != null) {
      return known;
    }
    return remember(
        value, value instanceof Map<?, ?> map ? map.values() : (List<?>) value, nesting);
  }

  private long remember(Object container, Iterable<?> members, int nesting) {
    long size = 3;
    int count = 0;
    for (Object member : members) {
      size += 3 + size(member, nesting + 1);
      if (size > MAX_SIZE) {
        throw tooLarge();
      }
      count++;
    }
    if (container instanceof Map<?, ?> map) {
      for (Object key : map.keySet()) {
        size += String.valueOf(key).length();
      }
    }
    spend(count / ENTRIES_A_STEP);
    if (count > REMEMBERED_FROM || size > REMEMBERED_FROM * CHARACTERS_A_STEP) {
      if (sizes == null) {
        sizes = new IdentityHashMap<>();
      }
      sizes.put(container, size);
    }
    return size;
  }

  /**
   * What a regular expression finds in a text.
   *
   * @param longest length of the longest match, in characters
   */
  record Matches(long count, long longest) {}

  /**
   * Lets a regular expression find all its matches once, counting how often it looks at the text.
   *
   * @throws IllegalStateException if it looks too often or finds too much
   */
  Matches search(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(new CountedText(text));
    long count = 0;
    int longest = 0;
    while (matcher.find()) {
      count++;
      longest = Math.max(longest, matcher.end() - matcher.start());
      spendText(MATCH_SIZE);
    }
    return new Matches(count, longest);
  }

  /** A text that counts how often a character of it is looked at. */
  private final class CountedText implements CharSequence {
    private final String text;
    private int looks;

    CountedText(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++looks == CHARACTERS_A_STEP) {
        looks = 0;
        spend(1);
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
