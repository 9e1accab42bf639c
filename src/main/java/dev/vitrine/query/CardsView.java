package dev.vitrine.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vitrine.catalog.Card;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageStatus;
import dev.vitrine.catalog.Restyle;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.Color;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.query.CardsView.CardPrompt;
import dev.vitrine.query.CardsView.CardRestyle;
import dev.vitrine.query.CardsView.CardTag;
import dev.vitrine.query.CardsView.CardView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of cards.
 *
 * @param cards in the list's order; maybe fewer than the limit although more follow
 * @param cursor parameter of the request for the next page; null on the last page
 */
@Schema(name = "Cards", requiredProperties = "cards")
@RegisterForReflection(
    targets = {
      CardsView.class,
      CardView.class,
      CardTag.class,
      CardPrompt.class,
      CardRestyle.class,
      Color.class,
      ImageError.class,
      ProductPlace.class,
      Waiting.class
    })
public record CardsView(List<CardView> cards, @Nullable String cursor) {

  static CardsView of(Catalog.Cards page, Map<ImageId, Waiting> waiting) {
    return new CardsView(
        page.cards().stream().map(card -> CardView.of(card, waiting.get(card.imageId()))).toList(),
        page.cursor());
  }

  /**
   * An image in brief: a part of Image, with its names. A null field is unknown, or there is none;
   * it is omitted, and so are empty lists.
   *
   * @param imageId 26 characters
   * @param key where the original lies in the bucket
   * @param revision 32 hexadecimal digits, higher for each newer version of the object
   * @param status how far the work on the image is
   * @param work {@code needs-you}, {@code reviewed}, {@code changed} since its export, or {@code
   *     exported}
   * @param uploadedAt when the newest revision was uploaded
   * @param width pixels, as displayed
   * @param height pixels, as displayed
   * @param tags a person's first
   * @param colors measured, largest share first
   * @param background {@code scene}, or the color of a plain background
   * @param caption a sentence about the picture
   * @param prompt text for an image generator
   * @param restyles in the order of their orders
   * @param error why the image is rejected, failed or partial
   * @param product which product it shows
   * @param waiting its place in the queue before a model, while it waits
   */
  @Schema(
      name = "Card",
      requiredProperties = {"imageId", "key", "revision", "status", "uploadedAt"})
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record CardView(
      String imageId,
      String key,
      String revision,
      ImageStatus status,
      @Nullable String work,
      Instant uploadedAt,
      @Nullable Integer width,
      @Nullable Integer height,
      List<CardTag> tags,
      List<Color> colors,
      @Nullable String background,
      @Nullable String caption,
      @Nullable CardPrompt prompt,
      List<CardRestyle> restyles,
      @Nullable ImageError error,
      @Nullable ProductPlace product,
      @Nullable Waiting waiting) {

    static CardView of(Card card, @Nullable Waiting waiting) {
      return new CardView(
          card.imageId().value(),
          card.key(),
          card.revision().value(),
          card.status(),
          card.work() == null ? null : card.work().word(),
          card.uploadedAt(),
          card.width(),
          card.height(),
          card.tags().stream().map(CardTag::new).toList(),
          card.colors(),
          card.background(),
          card.caption(),
          card.promptMode() == null ? null : new CardPrompt(card.promptMode()),
          card.restyles().stream().map(CardRestyle::new).toList(),
          card.error(),
          card.product(),
          waiting);
    }
  }

  /** A tag, without its evidence. */
  public record CardTag(String label) {}

  /** A prompt, without its text. */
  public record CardPrompt(String mode) {}

  /** A restyle, without its picture. */
  public record CardRestyle(Restyle.Status status) {}
}
