package dev.vitrine.catalog;

import static dev.vitrine.listing.ExportFile.CSV;
import static dev.vitrine.listing.ExportFile.JSON_LINES;
import static dev.vitrine.listing.ExportFile.SHOPIFY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.vitrine.image.Color;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.TagLabel;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a change of a picture means for what was exported of it. */
class SellerWorkTest {
  private static final List<ExportFile> DATA = List.of(CSV, JSON_LINES);
  private static final List<ExportFile> ALL = List.of(CSV, JSON_LINES, SHOPIFY);

  private final ImageRecord image = Examples.done("demo/a.jpg", "cup");

  /** Each changes one thing of a picture, and says which files hold it. */
  static Stream<Arguments> changes() {
    return Stream.of(
        arguments("title", ALL, written(TextName.TITLE)),
        arguments("alt text", ALL, written(TextName.ALT_TEXT)),
        arguments("caption", DATA, written(TextName.CAPTION)),
        arguments("prompt", DATA, written(TextName.PROMPT)),
        arguments("handle", List.of(SHOPIFY), written(TextName.HANDLE)),
        arguments("tag", ALL, corrected(c -> c.tagAdded(new TagLabel("blue"), Examples.NOW))),
        arguments("value", ALL, corrected(c -> c.attributeSet("look", "old", Examples.NOW))),
        arguments("product", ALL, corrected(c -> c.placed(new ProductPlace("M", 1), Examples.NOW))),
        arguments("suggestions", DATA, tagged(new Suggestion(null, "plate", 0.4, null))),
        arguments("their scores", List.of(), tagged(new Suggestion(null, "saucer", 0.3, null))),
        arguments("a color's shade", DATA, measured("white", "white")),
        arguments("background", ALL, measured("white", "scene")),
        arguments(
            "restyle", List.of(JSON_LINES), (UnaryOperator<ImageRecord>) SellerWorkTest::painted),
        arguments(
            "boxes of products",
            List.of(JSON_LINES),
            (UnaryOperator<ImageRecord>) Examples::severalProducts));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void aPictureHasChangedIfItsFileHoldsWhatHas(
      String what, List<ExportFile> holding, UnaryOperator<ImageRecord> change) {
    for (ExportFile file : ExportFile.values()) {
      ImageRecord changed = change.apply(exported(Set.of(file)));

      assertThat(SellerWork.of(changed))
          .as(what + " of " + file)
          .isEqualTo(holding.contains(file) ? SellerWork.CHANGED : SellerWork.EXPORTED);
    }
    assertThat(SellerWork.of(change.apply(exported(Set.copyOf(ALL)))))
        .isEqualTo(holding.isEmpty() ? SellerWork.EXPORTED : SellerWork.CHANGED);
  }

  private ImageRecord exported(Set<ExportFile> files) {
    ImageRecord marked = image;
    for (ExportFile file : files) {
      String content = ExportedContent.of(image, file);
      marked = marked.with(ExportMark.of(file, Examples.NOW, content));
    }
    return marked;
  }

  private static UnaryOperator<ImageRecord> written(TextName name) {
    return corrected(corrections -> corrections.written(name, "by-hand", Examples.NOW));
  }

  private static UnaryOperator<ImageRecord> corrected(Function<Corrections, Corrections> how) {
    return image -> image.with(how.apply(image.corrections()));
  }

  private static UnaryOperator<ImageRecord> tagged(Suggestion suggestion) {
    TagImageResult found = Examples.tags("cup");
    return image ->
        ImageJourney.retagged(
            image,
            new TagImageResult(
                found.tags(), List.of(suggestion), found.attributes(), found.notSure(), null));
  }

  /** The second color has another shade, which no attribute and no text says. */
  private static UnaryOperator<ImageRecord> measured(String secondColor, String background) {
    return image -> {
      Measurements old = image.measured();
      List<Color> colors = List.of(old.colors().get(0), new Color(secondColor, "#123456", 0.2));
      Measurements other =
          new Measurements(
              old.format(),
              old.width(),
              old.height(),
              colors,
              background,
              old.blur(),
              old.hash(),
              old.separation(),
              old.boxed(),
              old.evidence());
      return image.with(other, image.description());
    };
  }

  private static ImageRecord painted(ImageRecord image) {
    return image.with(
        List.of(Restyle.done(Examples.order("great-wave"), "execution", Examples.painted())));
  }
}
