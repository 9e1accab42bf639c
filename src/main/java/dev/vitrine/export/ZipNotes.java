package dev.vitrine.export;

import dev.vitrine.image.ImageId;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Texts in a zip about what is left out of it. Headers, which other exports have for this, would
 * come before it is known.
 */
final class ZipNotes {
  private int waiting;
  private int unchosen;
  private final Set<ImageId> unreadable = new LinkedHashSet<>();

  /**
   * Takes in what a part of the export leaves out.
   *
   * @param unreadable images whose records cannot be read
   */
  void add(CsvExport part, List<ImageId> unreadable) {
    waiting += part.waiting();
    unchosen += part.unchosen();
    this.unreadable.addAll(unreadable);
  }

  /** Writes a text for each reason for which something is left out. */
  void writeTo(PictureZip zip) throws IOException {
    if (waiting > 0) {
      zip.add("waiting.txt", waitingWords());
    }
    if (unchosen > 0) {
      zip.add(
          "other-products.txt",
          "Products that the parameter products leaves out: " + unchosen + ".\r\n");
    }
    if (!unreadable.isEmpty()) {
      zip.add("unreadable.txt", unreadableWords());
    }
  }

  private String waitingWords() {
    return waiting
        + (waiting == 1 ? " product is" : " products are")
        + " not in shopify.csv, because Vitrine is still working on their photos, or because"
        + " nothing names them. Export them later, with a title.\r\n";
  }

  private String unreadableWords() {
    return unreadable.size()
        + (unreadable.size() == 1 ? " picture is" : " pictures are")
        + " not in this zip, because this version of Vitrine cannot read what is kept of"
        + (unreadable.size() == 1 ? " it" : " them")
        + ". Ask whoever runs it. The ids:\r\n"
        + unreadable.stream().map(id -> id + "\r\n").collect(Collectors.joining());
  }
}
