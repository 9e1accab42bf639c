package dev.vitrine.catalog;

import dev.vitrine.catalog.Corrections.WrittenText;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.vocabulary.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is left for the seller to do on an image; {@link ImageStatus} is how far the work is. */
public enum WorkState {
  /** Something failed, or no accepted fact and no text by hand names the product. */
  NEEDS_YOU("needs-you"),
  /** A person has corrected it, and no value is unsure. */
  REVIEWED("reviewed"),
  /** It was exported, and its texts, tags, values, product or file have changed since. */
  CHANGED("changed"),
  /** It was exported as it is. */
  EXPORTED("exported");

  private final String word;

  WorkState(String word) {
    this.word = word;
  }

  /** {@return the state's name in the API} */
  public String word() {
    return word;
  }

  /** {@return the state of this name, if there is one} */
  public static Optional<WorkState> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /**
   * {@return the state; null while the image is worked on, or once it needs nothing and is neither
   * reviewed nor exported}
   */
  public static @Nullable WorkState of(ImageRecord image) {
    if (image.status().unfinished()) {
      return null;
    }
    if (image.status() != ImageStatus.DONE || image.title() == null) {
      return NEEDS_YOU;
    }
    if (image.exported() != null) {
      return isExportedAsItIs(image) ? EXPORTED : CHANGED;
    }
    boolean corrected = image.corrections().past().stream().anyMatch(PastCorrection::isOfValues);
    return corrected && Doubt.certainty(image).isEmpty() ? REVIEWED : null;
  }

  /** {@return whether an export has said of an image what one of now would say} */
  public static boolean isExportedAsItIs(ImageRecord image) {
    ExportMark mark = image.exported();
    return mark != null && mark.content().equals(exportedContent(image));
  }

  /**
   * {@return what exports say of an image, as {@link ExportMark#content}}. Scores and evidence are
   * no part of it: they change with each run, and no shop shows them.
   */
  public static String exportedContent(ImageRecord image) {
    ImageTexts texts = image.texts();
    Prompt prompt = texts.prompt();
    List<String> said = new ArrayList<>();
    said.add(image.picture().revision().value());
    said.add("title " + texts.title());
    said.add("alt " + texts.altText());
    said.add("caption " + texts.caption());
    WrittenText handle = image.corrections().text(TextName.HANDLE);
    said.add("handle " + (handle == null ? null : handle.value()));
    said.add("prompt " + (prompt == null ? null : prompt.text()));
    ProductPlace product = image.product();
    said.add(product == null ? "alone" : product.position() + " of " + product.sku());
    image.tags().stream().map(Tag::label).sorted().forEach(label -> said.add("tag " + label));
    image.attributes().forEach((name, value) -> said.add(name + "=" + value.value()));
    return ExportMark.contentOf(said);
  }
}
