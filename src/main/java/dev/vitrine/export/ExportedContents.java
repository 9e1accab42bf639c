package dev.vitrine.export;

import dev.vitrine.catalog.ExportedContent;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ExportFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an export says of each image that was not exported before, or has changed since. An image
 * that is still worked on is in the file, but does not count as exported: it would be called so
 * with half of its words.
 */
final class ExportedContents {
  private final ExportFile file;
  private final Map<ImageId, String> byImage = new LinkedHashMap<>();

  ExportedContents(ExportFile file) {
    this.file = file;
  }

  /** {@return the file that has the images} */
  ExportFile file() {
    return file;
  }

  void add(ImageRecord image) {
    if (!image.status().unfinished() && !ExportedContent.isAsIn(file, image)) {
      byImage.put(image.imageId(), ExportedContent.of(image, file));
    }
  }

  /**
   * {@return the contents by the images' ids, cut into portions}
   *
   * @param most images of a portion
   */
  List<Map<String, String>> portions(int most) {
    List<Map<String, String>> portions = new ArrayList<>();
    byImage.forEach(
        (imageId, content) -> {
          if (portions.isEmpty() || portions.get(portions.size() - 1).size() == most) {
            portions.add(new LinkedHashMap<>());
          }
          portions.get(portions.size() - 1).put(imageId.value(), content);
        });
    return portions;
  }
}
