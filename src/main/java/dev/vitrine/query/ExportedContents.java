package dev.vitrine.query;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.WorkState;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.query.ExportReceipts.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an export says of each image that was not exported before, or has changed since. An image
 * that is still worked on is in the file, but does not count as exported: it would be called so
 * with half of its words.
 */
final class ExportedContents {
  private final ExportFile file;
  private final Map<ImageId, Said> byImage = new LinkedHashMap<>();

  ExportedContents(ExportFile file) {
    this.file = file;
  }

  void add(ImageRecord image) {
    if (image.status().unfinished()) {
      return;
    }
    SortedSet<ExportFile> files = new TreeSet<>(Set.of(file));
    ExportMark mark = image.exported();
    if (mark != null && WorkState.isExportedAsItIs(image)) {
      if (mark.files().contains(file)) {
        return;
      }
      // What other files hold of it is still true, and remains to be compared.
      files.addAll(mark.files());
    }
    byImage.put(image.imageId(), new Said(files, WorkState.exportedContent(image, files)));
  }

  /**
   * {@return the contents by the images' ids, cut into portions}
   *
   * @param most images of a portion
   */
  List<Map<String, Said>> portions(int most) {
    List<Map<String, Said>> portions = new ArrayList<>();
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
