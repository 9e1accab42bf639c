package dev.vitrine.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.CountedCatalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.ImageStatus;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.vocabulary.TagLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What an export costs: records read from DynamoDB for each image exported. */
class ExportReadsTest {
  private static final int IMAGES = 130;
  private static final ImageQuery DONE_THINGS =
      new ImageQuery(CountedCatalog.SELLER, ImageStatus.DONE, new TagLabel("thing"), null);

  /** All of its images are things that are done; tests only read it. */
  @AutoClose private static CountedCatalog things = filled(i -> false);

  private static CountedCatalog filled(IntPredicate running) {
    CountedCatalog counted = new CountedCatalog();
    counted.add(IMAGES, running);
    return counted;
  }

  /** Collects keys, and says how large each image is. */
  private record Keys(int bytes, List<String> keys) implements Export {
    Keys(int bytes) {
      this(bytes, new ArrayList<>());
    }

    @Override
    public int add(ImageRecord image) {
      keys.add(image.picture().key());
      return bytes;
    }

    @Override
    public int images() {
      return keys.size();
    }

    @Override
    public ExportedContents contents() {
      return new ExportedContents(ExportFile.CSV);
    }

    @Override
    public String text() {
      return "";
    }
  }

  @Test
  void aFilteredExportReadsEachRecordOnce() throws Exception {
    int before = things.recordsRead();
    Keys export = new Keys(1);

    Export.fill(export, things.catalog(), DONE_THINGS, 1_000, null, () -> true);

    assertThat(export.keys).hasSize(IMAGES).doesNotHaveDuplicates();
    assertThat(things.recordsRead() - before).isEqualTo(IMAGES);
  }

  @Test
  void readsLittleMoreWhereAFewRecordsDoNotMatch() throws Exception {
    try (CountedCatalog counted = filled(i -> i % 10 == 0)) {
      Keys export = new Keys(1);

      Export.fill(export, counted.catalog(), DONE_THINGS, 1_000, null, () -> true);

      assertThat(export.keys).hasSize(IMAGES * 9 / 10).doesNotHaveDuplicates();
      assertThat(counted.recordsRead()).isBetween(IMAGES, IMAGES * 11 / 10);
    }
  }

  @Test
  void anAnswerThatIsFullInsideAPageGoesOnWithTheNextImage() throws Exception {
    Keys export = new Keys(Export.MOST_BYTES / 30);

    String first = filledFrom(null, export);
    assertThat(export.keys).hasSize(31);
    String second = filledFrom(first, export);
    assertThat(export.keys).hasSize(62);
    filledFrom(second, export);

    assertThat(export.keys)
        .containsExactlyElementsOf(
            IntStream.range(0, 93).mapToObj(i -> "demo/" + (IMAGES - 1 - i) + ".jpg").toList());
  }

  /** Fills an export from a cursor on. {@return where the next answer begins} */
  private static @Nullable String filledFrom(@Nullable String cursor, Export export) {
    return Export.fill(export, things.catalog(), DONE_THINGS, 1_000, cursor, () -> true).next();
  }
}
