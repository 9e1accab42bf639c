package dev.vitrine.local.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.image.ImageId;
import dev.vitrine.meaning.MeaningIndex.Near;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {
  private static final int DIMENSIONS = 48;

  @TempDir Path folder;

  private final Random random = new Random(7);
  private final DotProducts products = new DotProducts();

  /** What the file should hold. */
  private final Map<ImageId, FileVector> kept = new HashMap<>();

  @AfterEach
  void close() {
    products.close();
  }

  @Test
  void theNearestOfManyBlocksAreThoseOfComparingOneByOne() throws IOException {
    try (VectorFile file = create()) {
      fill(file, 3 * VectorFile.BLOCK_ROWS + 5);

      for (int most : new int[] {1, 10, 200}) {
        assertNearest(file, most);
      }
    }
  }

  @Test
  void replacedAndRemovedOnesAreNotFoundAndTheOthersStay() throws IOException {
    try (VectorFile file = create()) {
      fill(file, 2 * VectorFile.BLOCK_ROWS + 1);
      for (int i = 0; i < 2 * VectorFile.BLOCK_ROWS; i += 3) { // leaves a block too many
        file.remove(id(i));
        kept.remove(id(i));
      }
      file.remove(id(0)); // again
      for (int i = 1; i < 100; i += 3) {
        put(file, i);
      }

      assertThat(file.size()).isEqualTo(kept.size());
      assertNearest(file, 200);
      assertNearest(file, 1);
    }
  }

  @Test
  void aFileThatIsOpenedAgainHoldsTheSame() throws IOException {
    try (VectorFile file = create()) {
      fill(file, VectorFile.BLOCK_ROWS + 1);
    }
    try (VectorFile file = open()) {
      assertThat(file.size()).isEqualTo(kept.size());
      assertNearest(file, 20);
      put(file, 100_000);
      assertNearest(file, 20);
    }
  }

  @Test
  void anEmptyFileFindsNothing() throws IOException {
    try (VectorFile file = create()) {
      assertThat(file.nearest(products, vector(), 5)).isEmpty();
      put(file, 1);
      file.remove(id(1));
      assertThat(file.nearest(products, vector(), 5)).isEmpty();
    }
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    try (VectorFile file = create()) {
      fill(file, 3);
    }
    byte[] bytes = Files.readAllBytes(folder.resolve("vectors"));
    bytes[4096] = '!';
    Files.write(folder.resolve("vectors"), bytes);

    assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("damaged");
  }

  private VectorFile create() throws IOException {
    return VectorFile.create(folder.resolve("vectors"), DIMENSIONS);
  }

  private VectorFile open() throws IOException {
    return VectorFile.open(folder.resolve("vectors"), DIMENSIONS);
  }

  private void fill(VectorFile file, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      put(file, i);
    }
  }

  private void put(VectorFile file, int number) throws IOException {
    FileVector vector = vector();
    file.put(id(number), vector);
    kept.put(id(number), vector);
  }

  private static ImageId id(int number) {
    return ImageId.of("bucket", "key-" + number);
  }

  private FileVector vector() {
    float[] numbers = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return Vectors.unit(numbers);
  }

  /** Compares in double, with what float16 keeps of the numbers. */
  private void assertNearest(VectorFile file, int most) {
    FileVector to = vector();
    Map<ImageId, Double> cosines = new HashMap<>();
    kept.forEach((id, vector) -> cosines.put(id, Vectors.product(Vectors.rounded(vector), to)));
    List<ImageId> best =
        cosines.entrySet().stream()
            .sorted(Map.Entry.<ImageId, Double>comparingByValue(Comparator.reverseOrder()))
            .limit(most)
            .map(Map.Entry::getKey)
            .toList();

    List<Near> found = file.nearest(products, to, most);

    assertThat(found).extracting(Near::imageId).containsExactlyElementsOf(best);
    found.forEach(
        one -> assertThat(one.likeness()).isCloseTo(cosines.get(one.imageId()), within(1e-6)));
  }
}
