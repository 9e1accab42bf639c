package dev.vitrine.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelUnavailableException;
import dev.vitrine.image.Box;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.render.JpegWriter;
import dev.vitrine.table.Deadline;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Question;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class TagProductsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Evidence SEEN =
      new Evidence(Evidence.Source.MACHINE, "florence-2-base", null, null, null, "run", NOW);

  private static final List<ProductBox> SIX = Collections.nCopies(6, box(0, 0.1, 0.4, 0.9));

  private final List<BufferedImage> asked = new ArrayList<>();
  private int awayAfter = Integer.MAX_VALUE;
  private int widestTaken = Integer.MAX_VALUE;
  private final PictureTagger tagger =
      new PictureTagger(new ByColor(), Clock.fixed(NOW, ZoneOffset.UTC));

  private static ProductBox box(double left, double top, double right, double bottom) {
    return new ProductBox(
        new Box(left, top, right, bottom), new Attribute("thing", 1, SEEN, false));
  }

  private List<SeenProduct> tag(byte[] jpeg, List<ProductBox> boxes) {
    return work(jpeg, boxes).products();
  }

  private TagProductsResult work(byte[] jpeg, List<ProductBox> boxes) {
    return tagger.tagProducts(jpeg, boxes, Vocabularies.shop("1"), SellerThresholds.NONE, "run");
  }

  @Test
  void eachPartOfThePictureIsTaggedByItself() {
    ProductBox red = box(0, 0.1, 0.4, 0.9);
    ProductBox blue = box(0.6, 0.1, 1, 0.9);
    ProductBox both = box(0.3, 0.1, 0.7, 0.9);

    List<SeenProduct> products = tag(redAndBlue(200, 100), List.of(red, blue, both));

    assertThat(products)
        .extracting(SeenProduct::box)
        .containsExactly(red.box(), blue.box(), both.box());
    assertThat(products.get(0).category().value()).isEqualTo("mug");
    assertThat(products.get(0).category().evidence().model()).isEqualTo(Vocabularies.MODEL);
    assertThat(products.get(0).label()).isEqualTo(red.label());
    assertThat(products.get(1).category().value()).isEqualTo("sneaker");
    assertThat(products.get(2).category()).isNull();
  }

  @Test
  void aPartHasALittleAroundItAndStaysWithinThePicture() {
    tag(redAndBlue(200, 100), List.of(box(0, 0, 0.5, 0.5), box(0.4, 0.4, 0.6, 0.6)));

    assertThat(asked.get(0).getWidth()).isEqualTo(105);
    assertThat(asked.get(0).getHeight()).isEqualTo(53);
    assertThat(asked.get(1).getWidth()).isEqualTo(44);
    assertThat(asked.get(1).getHeight()).isEqualTo(32); // 22 are fewer than the models take well
  }

  @Test
  void aPartIsNeverThinnerThanTheModelsTake() {
    tag(redAndBlue(1000, 100), List.of(box(0, 0.4, 1, 0.45)));
    tag(redAndBlue(1000, 20), List.of(box(0.5, 0.4, 0.52, 0.45)));

    assertThat(asked.get(0).getWidth()).isEqualTo(1000);
    assertThat(asked.get(0).getHeight()).isEqualTo(62);
    assertThat(asked.get(1).getWidth()).isEqualTo(32);
    assertThat(asked.get(1).getHeight()).isEqualTo(20);
  }

  /** What a function of 85 s has left when the first answer took 15 s, and more. */
  @Test
  void aSlowAnswerLeavesNoProductUnasked() {
    List<SeenProduct> products = Deadline.within(30_000, () -> tag(redAndBlue(200, 100), SIX));

    assertThat(products).hasSize(6).allMatch(product -> product.category() != null);
  }

  /** The model is so slow that no time is left after one answer. */
  @Test
  void whatATaskHasNoTimeForIsLeftToTheNextUntilNothingIsLeft() {
    List<ProductBox> boxes =
        List.of(box(0, 0.1, 0.4, 0.9), box(0.6, 0.1, 1, 0.9), box(0.1, 0.1, 0.4, 0.9));
    List<ProductBox> left = boxes;
    List<SeenProduct> products = new ArrayList<>();
    while (!left.isEmpty()) {
      List<ProductBox> now = left;
      TagProductsResult result = Deadline.within(8_000, () -> work(redAndBlue(200, 100), now));
      assertThat(result.products()).hasSize(1);
      products.addAll(result.products());
      left = result.untagged();
    }

    assertThat(products)
        .extracting(SeenProduct::box)
        .containsExactlyElementsOf(boxes.stream().map(ProductBox::box).toList());
    assertThat(products).allMatch(product -> product.category() != null);
    assertThat(asked).hasSize(3);
  }

  @Test
  void whatAModelSaidBeforeItFellSilentIsKept() {
    awayAfter = 2;

    TagProductsResult result = Deadline.within(80_000, () -> work(redAndBlue(200, 100), SIX));

    assertThat(result.products()).hasSize(2);
    assertThat(result.untagged()).hasSize(4);
  }

  @Test
  void aProductWhosePartIsRefusedTakesNothingFromTheOthersAndComesLast() {
    ProductBox red = box(0, 0.1, 0.4, 0.9);
    ProductBox blue = box(0.6, 0.1, 1, 0.9);
    ProductBox wide = box(0.1, 0.1, 0.9, 0.9);
    widestTaken = 150;

    TagProductsResult first = work(redAndBlue(200, 100), List.of(wide, red, blue));
    TagProductsResult later = work(redAndBlue(200, 100), List.of(red, wide, blue));

    for (TagProductsResult result : List.of(first, later)) {
      assertThat(result.products())
          .extracting(SeenProduct::box)
          .containsExactly(red.box(), blue.box());
      assertThat(result.untagged()).containsExactly(wide);
    }
    assertThatThrownBy(() -> work(redAndBlue(200, 100), first.untagged()))
        .as("the workflow stores the error beside the products that are tagged")
        .isInstanceOf(ModelRefusedException.class);
  }

  /** The model takes so long to refuse the first that no time is left. */
  @Test
  void aRefusalWithoutTimeForTheOthersEndsTheTask() {
    widestTaken = 150;
    List<ProductBox> boxes = List.of(box(0.1, 0.1, 0.9, 0.9), box(0, 0.1, 0.4, 0.9));

    assertThatThrownBy(() -> Deadline.within(8_000, () -> work(redAndBlue(200, 100), boxes)))
        .isInstanceOf(ModelRefusedException.class);
  }

  @Test
  void aModelThatIsAwayLeavesThePictureInItsQueue() {
    awayAfter = 0;

    assertThatThrownBy(() -> Deadline.within(80_000, () -> tag(redAndBlue(200, 100), SIX)))
        .isInstanceOf(ModelUnavailableException.class);
  }

  @Test
  void noMoreThanSixAreAskedFor() {
    assertThat(tag(redAndBlue(64, 64), Collections.nCopies(9, box(0, 0, 1, 1)))).hasSize(6);
    assertThat(asked).hasSize(6);
  }

  private static byte[] redAndBlue(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.RED);
    g.fillRect(0, 0, width / 2, height);
    g.setColor(Color.BLUE);
    g.fillRect(width / 2, 0, width - width / 2, height);
    g.dispose();
    return new JpegWriter().write(image, 1);
  }

  /** Sees a mug in what is red, a sneaker in what is blue, and is not sure of what is both. */
  private final class ByColor implements Tagger {
    @Override
    public Scores score(byte[] jpeg, List<LabelGroup> groups) {
      try {
        if (asked.size() >= awayAfter) {
          throw new ModelUnavailableException("away", null);
        }
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
        if (image.getWidth() > widestTaken) {
          throw new ModelRefusedException("INVALID_IMAGE", "the picture is too wide");
        }
        asked.add(image);
        double mug = red(image, 2) / 2 + red(image, image.getWidth() - 3) / 2;
        List<ScoredLabel> labels =
            List.of(new ScoredLabel("mug", mug), new ScoredLabel("sneaker", 1 - mug));
        return new Scores(
            Vocabularies.MODEL, Map.of(Question.CATEGORY, sorted(labels)), null, null);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private List<ScoredLabel> sorted(List<ScoredLabel> labels) {
      return labels.stream()
          .sorted((one, other) -> Double.compare(other.score(), one.score()))
          .toList();
    }

    private double red(BufferedImage image, int x) {
      return new Color(image.getRGB(x, image.getHeight() / 2)).getRed() > 127 ? 1 : 0;
    }

    @Override
    public Scores scoreEmbedding(Embedding seen, List<LabelGroup> groups) {
      throw new UnsupportedOperationException();
    }
  }
}
