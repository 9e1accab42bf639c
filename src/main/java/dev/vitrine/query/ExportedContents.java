package dev.vitrine.query;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.WorkState;
import dev.vitrine.image.ImageId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What an export says of each image that was not exported before, or has changed since. */
final class ExportedContents {
  private final Map<ImageId, String> byImage = new LinkedHashMap<>();

  void add(ImageRecord image) {
    if (!WorkState.isExportedAsItIs(image)) {
      byImage.put(image.imageId(), WorkState.exportedContent(image));
    }
  }

  void addAll(ExportedContents others) {
    byImage.putAll(others.byImage);
  }

  void forEach(BiConsumer<ImageId, String> each) {
    byImage.forEach(each);
  }
}
