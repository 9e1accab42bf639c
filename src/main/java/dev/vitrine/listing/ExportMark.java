package dev.vitrine.listing;

import dev.vitrine.image.Sha256;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * That an image was exported.
 *
 * @param at when the first export with this content read it
 * @param files which hold what the image is now compared with
 * @param content what these files say of it, see {@link #contentOf}
 */
public record ExportMark(Instant at, SortedSet<ExportFile> files, String content) {
  private static final int BYTES = 8;

  public ExportMark {
    // The first marks had none: such an image counts as changed.
    files = files == null ? new TreeSet<>() : new TreeSet<>(files);
    files = Collections.unmodifiableSortedSet(files);
  }

  /** {@return whether it says something else than the mark before, and of a later reading} */
  public boolean replaces(@Nullable ExportMark before) {
    return before == null || (!before.at.isAfter(at) && !before.saysTheSame(this));
  }

  private boolean saysTheSame(ExportMark other) {
    return other.files.equals(files) && other.content.equals(content);
  }

  /** {@return 16 hexadecimal digits that differ if what an export says of an image differs} */
  public static String contentOf(List<String> said) {
    // No text has this character, so that two texts are not the same as one.
    byte[] hash = Sha256.of(String.join("\u0000", said));
    return HexFormat.of().formatHex(hash, 0, BYTES);
  }
}
