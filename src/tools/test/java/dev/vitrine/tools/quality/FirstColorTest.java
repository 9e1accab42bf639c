package dev.vitrine.tools.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.decode.PictureDecoder;
import dev.vitrine.decode.PictureLimits;
import dev.vitrine.image.UnreadableImageException;
import dev.vitrine.measure.ColorMeasurer;
import dev.vitrine.render.Renditions;
import dev.vitrine.vocabulary.ShippedVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first color of the pictures that come with the project, which a person has looked at. */
class FirstColorTest {
  private static final Path QUALITY = Path.of("quality");

  /** 111 of the first file and 38 of the other are right; rounding elsewhere may cost a few. */
  @ParameterizedTest
  @CsvSource({"colors.csv, 120, 108", "colors-held-out.csv, 43, 36"})
  void isRightAsOftenAsMeasured(String file, int pictures, int leastRight) throws Exception {
    Labels labels =
        Labels.read(QUALITY.resolve(file), new ShippedVocabulary(Setup.JSON).of(""))
            .only(path -> path.startsWith("blendswap-cc0/"));
    List<String> wrong = new ArrayList<>();
    for (String path : labels.byPath().keySet()) {
      String first = first(QUALITY.resolve("cc0").resolve(path));
      if (!labels.of(path, Judge.COLOR).contains(first)) {
        wrong.add(path + " is " + first);
      }
    }

    assertThat(labels.byPath()).hasSize(pictures);
    assertThat(pictures - wrong.size()).as("%s", wrong).isGreaterThanOrEqualTo(leastRight);
  }

  private static String first(Path picture) throws IOException, UnreadableImageException {
    byte[] original = Files.readAllBytes(picture);
    Renditions.Pair pair =
        new Renditions().of(new PictureDecoder(PictureLimits.DEFAULT).decode(original));
    return ColorMeasurer.measure(pair.thumbnailPixels()).colors().get(0).name();
  }
}
