package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.upload.NoUploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRecountTest {
  @TempDir Path folder;

  private final Parts index = new Parts();
  private Path mark;

  @BeforeEach
  void mark() {
    mark = folder.resolve("index-content");
  }

  @Test
  void allImagesOfAllSellersAreNamedOnce() {
    recount().once();
    recount().once();

    assertThat(index.asked).containsExactly("a null", "a 1", "b null", "b 1", "c null", "c 1");
  }

  @Test
  void aHomeOfAnEarlierReleaseIsRecounted() throws IOException {
    Files.writeString(mark, "1");

    recount().once();

    assertThat(index.asked).hasSize(6);
    assertThat(mark).hasContent(LocalRecount.CONTENT);
  }

  @Test
  void oneThatBreaksOffIsDoneAgain() {
    index.isDown = true;
    assertThatThrownBy(() -> recount().once()).hasMessage("down");

    index.isDown = false;
    recount().once();

    assertThat(index.asked).hasSize(6);
  }

  private LocalRecount recount() {
    return new LocalRecount(index, new TwoPagesOfSellers(), mark);
  }

  private static final class TwoPagesOfSellers extends NoUploads {
    @Override
    public List<String> sellers(@Nullable String after) {
      if (after == null) {
        return List.of("a", "b");
      }
      return after.equals("b") ? List.of("c") : List.of();
    }
  }

  /** Two parts of each seller. */
  private static final class Parts implements ImageIndex {
    final List<String> asked = new ArrayList<>();
    boolean isDown;

    @Override
    public Part recount(String seller, @Nullable String cursor) {
      if (isDown) {
        throw new IllegalStateException("down");
      }
      asked.add(seller + " " + cursor);
      return new Part(100, cursor == null ? "1" : null);
    }

    @Override
    public void follow(Collection<Name> images) {
      throw new AssertionError("the stream does it");
    }
  }
}
