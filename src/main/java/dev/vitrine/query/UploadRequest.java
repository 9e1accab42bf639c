package dev.vitrine.query;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.image.ImageFormat;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.UnreadableFormat;
import dev.vitrine.restyle.Style;
import dev.vitrine.restyle.Styles;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Asks for permission to upload a picture.
 *
 * @param fileName name of the picture's file, without folders
 * @param contentType media type of the picture
 * @param restyle names of styles to paint after the picture is described
 */
@Schema(
    name = "UploadRequest",
    requiredProperties = {"fileName", "contentType"})
public record UploadRequest(
    @Schema(minLength = 1, maxLength = 200, pattern = "^[^/\\\\\\u0000-\\u001f\\u007f]+$")
        @Nullable String fileName,
    @Schema(
            enumeration = {
              "image/jpeg",
              "image/png",
              "image/webp",
              "image/gif",
              "image/tiff",
              "image/bmp"
            })
        @Nullable String contentType,
    @Nullable List<@Nullable String> restyle) {
  private static final int LONGEST_NAME = 200;

  String checkedFileName() {
    if (fileName == null || fileName.isBlank() || fileName.length() > LONGEST_NAME) {
      throw ApiProblem.invalid("fileName", "A file's name has 1 to 200 characters.");
    }
    if (fileName.equals(".") || fileName.equals("..")) {
      throw ApiProblem.invalid("fileName", "A file cannot be called . or ..");
    }
    if (fileName.codePoints().anyMatch(UploadRequest::isForbidden)) {
      throw ApiProblem.invalid(
          "fileName", "A file's name has no slashes, backslashes or control characters.");
    }
    if (ImageKey.isSystemFile(fileName)) {
      throw ApiProblem.invalid("fileName", "This is a file manager's own file, not a picture.");
    }
    return fileName;
  }

  private static boolean isForbidden(int codePoint) {
    return codePoint == '/'
        || codePoint == '\\'
        || Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE;
  }

  String checkedContentType() {
    UnreadableFormat.of(fileName == null ? "" : fileName, contentType == null ? "" : contentType)
        .ifPresent(
            format -> {
              throw new ApiProblem(
                  400, "UNSUPPORTED_FORMAT", format.sentence() + " " + UnreadableFormat.ADVICE);
            });
    List<String> known = Arrays.stream(ImageFormat.values()).map(ImageFormat::mediaType).toList();
    if (contentType == null || !known.contains(contentType)) {
      throw new ApiProblem(
          400,
          "UNSUPPORTED_FORMAT",
          "Vitrine reads pictures of the types " + String.join(", ", known) + ".");
    }
    return contentType;
  }

  List<String> checkedStyles() {
    List<String> styles = restyle == null ? List.of() : restyle.stream().distinct().toList();
    for (String style : styles) {
      if (style == null || Styles.named(style).isEmpty()) {
        String known = Styles.ALL.stream().map(Style::name).collect(Collectors.joining(", "));
        throw new ApiProblem(
            400, "UNKNOWN_STYLE", "There is no style of this name. The styles are " + known + ".");
      }
    }
    return styles;
  }
}
