package dev.vitrine.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.query.ImageView;

/**
 * Images as JSON Lines: each line is an image as {@code GET /images/{id}} shows it, without the
 * restyles that were deleted.
 */
final class ImagesJsonl implements Export {
  private final ObjectMapper json;
  private final StringBuilder text = new StringBuilder();
  private final ExportedContents contents = new ExportedContents(ExportFile.JSON_LINES);
  private int images;

  ImagesJsonl(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public int add(ImageRecord image) {
    try {
      String line = json.writeValueAsString(ImageView.listed(image, null));
      text.append(line).append('\n');
      images++;
      contents.add(image);
      return Export.bytes(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a view of strings, numbers and times is JSON", e);
    }
  }

  @Override
  public int images() {
    return images;
  }

  @Override
  public ExportedContents contents() {
    return contents;
  }

  @Override
  public String text() {
    return text.toString();
  }
}
