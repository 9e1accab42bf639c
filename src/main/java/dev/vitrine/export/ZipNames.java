package dev.vitrine.export;

import dev.vitrine.image.PictureRef;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of pictures in a zip, made of their keys: names that every file system takes, of which no
 * two are the same on any. A name never leads out of the zip's folder.
 */
final class ZipNames {
  /** The folder of all pictures. */
  static final String FOLDER = "pictures/";

  /** Longest folder or file name, in bytes of UTF-8; file systems take 255. */
  private static final int LONGEST_NAME = 120;

  /** Longest path below the folder, in bytes of UTF-8; Windows takes 260 characters in all. */
  private static final int LONGEST_PATH = 180;

  private static final int LONGEST_EXTENSION = 10;

  /** What Windows does not take; characters without a shape of their own; halves of characters. */
  private static final Pattern UNSAFE = Pattern.compile("[<>:\"\\\\|?*\\p{C}\\p{Zl}\\p{Zp}]");

  /** Windows takes away what stands at these ends. */
  private static final Pattern ENDS = Pattern.compile("^\\s+|[\\s.]+$");

  /** What Windows takes for a device, also with an extension, and with spaces before it. */
  private static final Pattern DEVICE =
      Pattern.compile(
          "(?i)(con|conin\\$|conout\\$|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3]) *(\\..*)?");

  /** In lower case, as many file systems tell no case apart. */
  private final Set<String> files = new HashSet<>();

  private final Set<String> folders = new HashSet<>();

  /**
   * {@return a name for a picture, as {@code pictures/shoes/red.jpg}}
   *
   * <p>If another picture has that name, the image's id is added to it, as {@code
   * pictures/shoes/red~aabbccdd.jpg}. A number might look like that of another photo of a product.
   */
  String add(PictureRef picture) {
    List<String> parts = parts(picture);
    String path = String.join("/", parts);
    String name = parts.get(parts.size() - 1);
    if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      path = name;
    }
    String id = picture.imageId().value();
    Stream<String> more = Stream.iterate(with(name, "~" + id), one -> with(one, "~"));
    String free =
        Stream.concat(Stream.of(path, with(path, "~" + id.substring(0, 8))), more)
            .filter(this::isFree)
            .findFirst()
            .orElseThrow();
    take(free);
    return FOLDER + free;
  }

  private boolean isFree(String path) {
    String folded = folded(path);
    return !files.contains(folded)
        && !folders.contains(folded)
        && parents(folded).noneMatch(files::contains);
  }

  private void take(String path) {
    String folded = folded(path);
    files.add(folded);
    parents(folded).forEach(folders::add);
  }

  private static String folded(String path) {
    return path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static Stream<String> parents(String path) {
    return Stream.iterate(path.lastIndexOf('/'), at -> at > 0, at -> path.lastIndexOf('/', at - 1))
        .map(at -> path.substring(0, at));
  }

  private static List<String> parts(PictureRef picture) {
    String key = picture.key().substring(picture.seller().length() + 1);
    List<String> parts =
        Arrays.stream(key.split("/")).map(ZipNames::safe).filter(part -> !part.isEmpty()).toList();
    return parts.isEmpty() ? List.of(picture.imageId().value()) : parts;
  }

  /** {@return a part of a key as a name; empty if nothing of it can be in one} */
  private static String safe(String part) {
    String composed = Normalizer.normalize(part, Normalizer.Form.NFC);
    String plain = ENDS.matcher(UNSAFE.matcher(composed).replaceAll("_")).replaceAll("");
    int dot = dot(plain);
    String extension = plain.substring(dot);
    String name = cut(plain.substring(0, dot), LONGEST_NAME - extension.length()) + extension;
    return DEVICE.matcher(name).matches() ? "_" + name : name;
  }

  private static String cut(String text, int bytes) {
    String all = text;
    while (all.getBytes(StandardCharsets.UTF_8).length > bytes) {
      all = all.substring(0, all.offsetByCodePoints(all.length(), -1));
    }
    return ENDS.matcher(all).replaceAll("");
  }

  private static String with(String path, String addition) {
    int dot = dot(path);
    return path.substring(0, dot) + addition + path.substring(dot);
  }

  /** {@return where the extension begins; the name's end if it has none} */
  private static int dot(String name) {
    int dot = name.lastIndexOf('.');
    boolean isExtension =
        dot > name.lastIndexOf('/') + 1
            && name.length() - dot <= LONGEST_EXTENSION
            && name.substring(dot + 1)
                .chars()
                .allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c));
    return isExtension ? dot : name.length();
  }
}
