package dev.vitrine.image;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Formats of pictures that sellers have and no maintained Java library reads. Each has one
 * sentence, the same before an upload and after it.
 */
public enum UnreadableFormat {
  HEIC(
      List.of("heic", "heif", "heics", "heifs"),
      "This is an iPhone HEIC photo, which cannot be read here. On the iPhone,"
          + " Settings > Camera > Formats > Most Compatible makes it take JPEG photos."),
  AVIF(List.of("avif", "avifs"), "This is an AVIF picture, which cannot be read here.");

  /** What to do about a picture of any format that is not read. */
  public static final String ADVICE = "Please save it as JPEG, PNG or WebP and upload it again.";

  private final List<String> endings;
  private final String sentence;

  UnreadableFormat(List<String> endings, String sentence) {
    this.endings = endings;
    this.sentence = sentence;
  }

  /** {@return what the file is, without {@link #ADVICE}} */
  public String sentence() {
    return sentence;
  }

  /**
   * {@return the format that a file seems to have before its bytes are known}
   *
   * @param fileName its ending counts when the media type says nothing
   * @param mediaType as the browser or the client knows it
   */
  public static Optional<UnreadableFormat> of(String fileName, String mediaType) {
    String type = mediaType.toLowerCase(Locale.ROOT).replaceFirst("-sequence$", "");
    String name = fileName.toLowerCase(Locale.ROOT);
    boolean isUnknown = !type.startsWith("image/");
    return Stream.of(values())
        .filter(
            format ->
                format.endings.stream()
                    .anyMatch(
                        ending ->
                            type.equals("image/" + ending)
                                || isUnknown && name.endsWith("." + ending)))
        .findFirst();
  }
}
