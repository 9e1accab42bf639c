package dev.vitrine.catalog;

import dev.vitrine.catalog.Corrections.WrittenText;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.listing.ExportMark.Reading;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.restyle.RestyleImageResult;
import dev.vitrine.tag.NotSure;
import dev.vitrine.tag.SeenProduct;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the kinds of exported files hold of an image, as a hash; so a change since is found. */
public final class ExportedContent {
  private ExportedContent() {}

  /** {@return whether each kind of file that has the image holds what one of now would hold} */
  public static boolean isExportedAsItIs(ImageRecord image) {
    return image.exported() != null
        && image.exported().readings().keySet().stream().allMatch(file -> isAsIn(file, image));
  }

  /** {@return whether a file has the image, and holds what one of now would hold} */
  public static boolean isAsIn(ExportFile file, ImageRecord image) {
    ExportMark mark = image.exported();
    Reading reading = mark == null ? null : mark.readings().get(file);
    return reading != null && reading.content().equals(of(image, file));
  }

  /**
   * {@return what a file holds of an image, as {@link Reading#content}} Scores, evidence, locks and
   * times are no part of it: they change with each run, and no shop shows them. Nor is what {@code
   * shopify.csv} has of the vocabulary, as a picture does not know it: ids of categories and titles
   * of attributes.
   */
  public static String of(ImageRecord image, ExportFile file) {
    List<String> words = new ArrayList<>();
    ImageTexts texts = image.texts();
    words.add(image.picture().revision().value());
    words.add("title " + texts.title());
    words.add("alt " + texts.altText());
    ProductPlace product = image.product();
    words.add(product == null ? "alone" : product.position() + " of " + product.sku());
    image.tags().stream().map(Tag::label).sorted().forEach(label -> words.add("tag " + label));
    image.attributes().forEach((name, value) -> words.add(name + "=" + value.value()));
    if (file == ExportFile.SHOPIFY) {
      WrittenText handle = image.corrections().text(TextName.HANDLE);
      words.add("handle " + (handle == null ? null : handle.value()));
    } else {
      words.addAll(dataWords(image));
    }
    if (file == ExportFile.JSON_LINES) {
      image.restyles().forEach(restyle -> words.add(restyleWords(restyle)));
      image.descriptionOrNone().boxes().forEach(box -> words.add(boxWords(box)));
    }
    return ExportMark.contentOf(words);
  }

  /** {@return the values that a shop's file has no place for} */
  private static List<String> dataWords(ImageRecord image) {
    List<String> words = new ArrayList<>();
    Prompt prompt = image.texts().prompt();
    words.add("caption " + image.texts().caption());
    words.add("prompt " + (prompt == null ? null : prompt.text()));
    image.suggestions().stream()
        .map(one -> "perhaps " + one.attribute() + "=" + one.label())
        .sorted()
        .forEach(words::add);
    image.notSure().stream().map(NotSure::attribute).sorted().forEach(words::add);
    Measurements measured = image.measured();
    if (measured != null) {
      words.add("background " + measured.background());
      measured.colors().forEach(color -> words.add(color.name() + " " + color.hex()));
    }
    return words;
  }

  private static String boxWords(SeenProduct product) {
    Attribute category = product.category();
    String tags = product.tags().stream().map(Tag::label).collect(Collectors.joining(", "));
    return "box %s %s=%s, %s"
        .formatted(
            product.box(),
            product.label().value(),
            category == null ? null : category.value(),
            tags);
  }

  private static String restyleWords(Restyle restyle) {
    RestyleImageResult result = restyle.result();
    String how = result == null ? "" : result.seed() + " " + result.prompt();
    return "restyle " + restyle.id() + " " + restyle.status() + " " + how;
  }
}
