package dev.vitrine.local.s3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The path of a key's file in its bucket's folder. Keys are not paths: {@code a//b}, {@code a/./b},
 * {@code a} beside {@code a/b}, and {@code A} beside {@code a} are objects of their own, also on
 * disks that ignore letter case.
 *
 * <ul>
 *   <li>A segment of the key is a folder, whose name ends with {@code ~}; the last one is a file.
 *   <li>An upper-case letter is written as {@code ^} and its lower-case letter, an empty segment as
 *       {@code %}, a byte that some file system changes or forbids as {@code %} and two hexadecimal
 *       digits.
 *   <li>Names of files are limited to 255 bytes. So a segment of more than {@value #CHUNK} bytes is
 *       cut into folders whose names end with {@code ^}, and the rest inside them.
 * </ul>
 *
 * <p>Thus {@code demo/IMG 1.jpg} lies in {@code demo~/^i^m^g 1.jpg}.
 */
final class KeyPath {
  /** Ends the name of a folder in which the next segment follows. */
  static final char FOLDER = '~';

  /** Ends the name of a folder in which the same segment goes on. */
  static final char GOES_ON = '^';

  private static final char BYTE = '%';
  private static final String NOTHING = "%";

  /** Most bytes of a key in a name: up to three characters each, and S3Proxy adds to the name. */
  private static final int CHUNK = 50;

  /** Characters written as they are: special to no file system, and not to this class. */
  private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789 !#$&'()+,-.;=@[]_`{}";

  /** S3Proxy keeps unfinished multipart uploads under {@code .mpus-UUID-key-part}. */
  static final String MULTIPART = ".mpus-";

  private static final int MULTIPART_PREFIX = MULTIPART.length() + 37;

  private static final Pattern NAME =
      Pattern.compile("(%|([ -~&&[^A-Z%^~]]|\\^[a-z]|%[0-9a-f]{2})+)[~^]?");

  private KeyPath() {}

  /** {@return the path of a key, its folders separated by slashes} */
  static String of(String key) {
    int suffix = key.lastIndexOf('-');
    if (key.startsWith(MULTIPART) && suffix >= MULTIPART_PREFIX) {
      return key.substring(0, MULTIPART_PREFIX)
          + encoded(key.substring(MULTIPART_PREFIX, suffix))
          + key.substring(suffix);
    }
    return encoded(key);
  }

  /** {@return the key whose path this is; the opposite of {@link #of}} */
  static String key(String path) {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    for (String name : path.split("/", -1)) {
      key.writeBytes(bytes(name));
    }
    return key.toString(StandardCharsets.UTF_8);
  }

  private static String encoded(String key) {
    StringBuilder path = new StringBuilder();
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    int from = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i - from == CHUNK) {
        path.append(name(bytes, from, i)).append(GOES_ON).append('/');
        from = i;
      }
      if (i == bytes.length) {
        path.append(name(bytes, from, i));
      } else if (bytes[i] == '/') {
        path.append(name(bytes, from, i)).append(FOLDER).append('/');
        from = i + 1;
      }
    }
    return path.toString();
  }

  private static String name(byte[] bytes, int from, int to) {
    if (from == to) {
      return NOTHING;
    }
    StringBuilder name = new StringBuilder();
    for (int i = from; i < to; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean isLastOfName = i == to - 1;
      if (c >= 'A' && c <= 'Z') {
        name.append(GOES_ON).append(Character.toLowerCase(c));
      } else if (PLAIN.indexOf(c) >= 0 && !(isLastOfName && (c == '.' || c == ' '))) {
        name.append(c);
      } else {
        name.append(BYTE).append(HexFormat.of().toHexDigits(bytes[i]));
      }
    }
    return name.toString();
  }

  /** {@return whether this class makes such names; file managers leave others} */
  static boolean isName(String name) {
    return NAME.matcher(name).matches() && !name.startsWith(MULTIPART);
  }

  /** {@return whether a name is a folder's} */
  static boolean isFolder(String name) {
    return name.endsWith(String.valueOf(FOLDER)) || name.endsWith(String.valueOf(GOES_ON));
  }

  /** {@return the part of a key that a file's or folder's name stands for, in UTF-8} */
  static byte[] bytes(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int end = isFolder(name) ? name.length() - 1 : name.length();
    boolean isNothing = name.substring(0, end).equals(NOTHING);
    for (int i = isNothing ? end : 0; i < end; i++) {
      char c = name.charAt(i);
      if (c == GOES_ON && i + 1 < end) {
        bytes.write(Character.toUpperCase(name.charAt(++i)));
      } else if (c == BYTE && i + 2 < end) {
        bytes.write(HexFormat.fromHexDigits(name, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    if (name.charAt(name.length() - 1) == FOLDER) {
      bytes.write('/');
    }
    return bytes.toByteArray();
  }
}
