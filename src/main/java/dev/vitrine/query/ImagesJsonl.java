package dev.vitrine.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.catalog.ImageRecord;

/** Each image whole, as the API shows it, in a line of its own. */
final class ImagesJsonl implements Export {
  private final ObjectMapper json;
  private final StringBuilder text = new StringBuilder();

  ImagesJsonl(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public int add(ImageRecord image) {
    try {
      String line = json.writeValueAsString(ImageView.of(image));
      text.append(line).append('\n');
      return Export.bytes(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a view of strings, numbers and times is JSON", e);
    }
  }

  @Override
  public String text() {
    return text.toString();
  }
}
