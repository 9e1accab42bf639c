package dev.vitrine.listing;

import dev.vitrine.image.Sha256;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that an image was exported.
 *
 * @param readings what each kind of exported file held of the image; empty if the stored mark has
 *     another form
 */
public record ExportMark(SortedMap<ExportFile, Reading> readings) {
  private static final int BYTES = 8;

  /**
   * What a file holds of an image.
   *
   * @param at when the first export with this content read the image
   * @param content see {@link #contentOf}
   */
  public record Reading(Instant at, String content) {}

  public ExportMark {
    // Jackson passes null where a mark of another form has none.
    readings = readings == null ? new TreeMap<>() : new TreeMap<>(readings);
    readings = Collections.unmodifiableSortedMap(readings);
  }

  /** {@return the mark of one file} */
  public static ExportMark of(ExportFile file, Instant at, String content) {
    return new ExportMark(new TreeMap<>(Map.of(file, new Reading(at, content))));
  }

  /**
   * {@return this mark with what an earlier one has of other files} Of a file that both have, the
   * later reading stays; if they say the same, the earlier mark's.
   */
  public ExportMark after(@Nullable ExportMark before) {
    if (before == null) {
      return this;
    }
    SortedMap<ExportFile, Reading> all = new TreeMap<>(before.readings);
    readings.forEach((file, reading) -> all.merge(file, reading, ExportMark::later));
    return new ExportMark(all);
  }

  private static Reading later(Reading before, Reading now) {
    boolean isNews = !now.content().equals(before.content()) && !now.at().isBefore(before.at());
    return isNews ? now : before;
  }

  /** {@return when the latest export that had something new of the image read it} */
  public Instant at() {
    return Collections.max(readings.values().stream().map(Reading::at).toList());
  }

  /** {@return 16 hexadecimal digits that differ if what an export says of an image differs} */
  public static String contentOf(List<String> words) {
    // No text has this character, so that two texts are not the same as one.
    byte[] hash = Sha256.of(String.join("\u0000", words));
    return HexFormat.of().formatHex(hash, 0, BYTES);
  }
}
