package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.bin.Bin;
import dev.vitrine.image.PictureRef;
import dev.vitrine.upload.NoUploads;
import dev.vitrine.upload.StorageUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A bin in which one picture cannot be deleted. */
class EmptiedBinTest {
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @AutoClose private static TestTable table = new TestTable();

  private final List<String> deleted = new ArrayList<>();
  private final NoUploads bucket =
      new NoUploads() {
        @Override
        public void delete(PictureRef picture, Instant until) {
          if (picture.key().equals("demo/stays.jpg")) {
            throw new StorageUnavailableException("denied", new IllegalStateException());
          }
          deleted.add(picture.key());
        }
      };

  @Test
  void aPictureThatCannotBeDeletedKeepsNoOtherInTheBin() {
    DynamoDbCatalog catalog = table.catalog();
    for (String name : List.of("a", "stays", "b")) {
      ImageRecord image =
          catalog.receive(Examples.upload("demo/" + name + ".jpg", 1)).orElseThrow();
      assertThat(catalog.putIntoBin("demo", image.imageId(), NOW)).isPresent();
    }
    Bin bin = new Bin(catalog, bucket, Examples.leftovers(bucket), CLOCK);

    assertThat(bin.empty("demo")).isEqualTo(new Bin.Emptied(2, true));
    assertThat(deleted).containsExactlyInAnyOrder("demo/a.jpg", "demo/b.jpg");
    assertThatThrownBy(() -> bin.empty("demo")).isInstanceOf(StorageUnavailableException.class);
    assertThat(bin.page("demo", 10, null).images()).hasSize(1);
  }
}
