package dev.vitrine.query;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.Card;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.image.ImageId;
import dev.vitrine.meaning.Search;
import dev.vitrine.query.CardsView.CardView;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The seller's images by a text: those that have its words, and those that it describes. */
@Path("/search")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "images")
public class SearchResource {
  private static final int MOST = 50;
  private static final int DEFAULT = 24;
  private static final Catalog.Cards NONE = new Catalog.Cards(List.of(), null);

  private final Catalog catalog;
  private final Search search;
  private final WaitingPictures waiting;
  private final SellerIdentity seller;

  SearchResource(Catalog catalog, Search search, WaitingPictures waiting, SellerIdentity seller) {
    this.catalog = catalog;
    this.search = search;
    this.waiting = waiting;
    this.seller = seller;
  }

  /**
   * What was found.
   *
   * @param found those that have the words first, in the order that the conditions name; then those
   *     that the text describes, the nearest first
   * @param cursor parameter of {@code GET /cards} with the same conditions for more that have the
   *     words; null if there are no more
   * @param meaning {@code searched}; {@code incomplete} while the index is being made anew and
   *     lacks pictures; {@code unavailable} where no model reads texts, as with the stand-in, no
   *     index of embeddings is kept, or one of both does not answer now
   * @param model whose embeddings were compared; null if none were
   */
  @Schema(
      name = "SearchResults",
      requiredProperties = {"found", "meaning"})
  public record SearchResults(
      List<SearchResult> found,
      @Nullable String cursor,
      @Schema(enumeration = {"searched", "incomplete", "unavailable"}) String meaning,
      @Nullable String model) {}

  /**
   * A picture that was found.
   *
   * @param by {@code words} if it has them all; {@code meaning} if the text describes it
   * @param likeness by meaning only: cosine of both embeddings, from -1 to 1
   * @param card the picture in brief
   */
  @Schema(
      name = "SearchResult",
      requiredProperties = {"by", "card"})
  public record SearchResult(
      @Schema(enumeration = {"words", "meaning"}) String by,
      @Nullable Double likeness,
      CardView card) {}

  @GET
  @Operation(
      operationId = "search",
      summary = "Find images by words and by what these mean",
      description =
          "First the images that listImages gives for the same conditions. Then those that do not"
              + " have all the words, but whose embeddings are nearer to that of \"a photo of\" the"
              + " text than to that of \"a photo\", out of the nearest 200, in AWS 100; the nearest"
              + " first."
              + " No likeness means the same for all models, so their order says more than the"
              + " number. Where no model reads texts now, images are found by their words only, and"
              + " the member meaning says so.")
  @APIResponse(responseCode = "200", description = "The images that were found")
  public SearchResults search(
      @BeanParam ImageConditions conditions,
      @Parameter(
              description = "Most images of each kind",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "50",
                      defaultValue = "24"))
          @QueryParam("limit")
          @Nullable String limit,
      @Parameter(
              description = "Only images of this kind; both if it is missing",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"words", "meaning"}))
          @QueryParam("by")
          @Nullable String by) {
    ImageQuery query = conditions.query(seller.name());
    int most = RequestParameters.count("limit", limit, DEFAULT, MOST);
    if (query.text() == null) {
      throw ApiProblem.invalid("text", "A search needs words to look for.");
    }
    if (by != null && !by.isEmpty() && !by.equals("words") && !by.equals("meaning")) {
      throw ApiProblem.invalid("by", "A search goes by words or by meaning.");
    }
    Catalog.Cards words = "meaning".equals(by) ? NONE : catalog.cards(query, most, null);
    Optional<Search.Described> described =
        "words".equals(by) ? Optional.empty() : search.described(query, most);
    return results(words, described);
  }

  private SearchResults results(Catalog.Cards words, Optional<Search.Described> described) {
    List<Search.Like> likes = described.map(Search.Described::images).orElse(List.of());
    Map<ImageId, Waiting> places =
        waiting.places(
            seller.name(),
            Stream.concat(words.cards().stream(), likes.stream().map(Search.Like::card)).toList());
    Stream<SearchResult> having =
        words.cards().stream().map(card -> new SearchResult("words", null, view(card, places)));
    Stream<SearchResult> like =
        likes.stream()
            .map(one -> new SearchResult("meaning", one.likeness(), view(one.card(), places)));
    return new SearchResults(
        Stream.concat(having, like).toList(),
        words.cursor(),
        described.map(one -> one.complete() ? "searched" : "incomplete").orElse("unavailable"),
        described.map(Search.Described::model).orElse(null));
  }

  private static CardView view(Card card, Map<ImageId, Waiting> places) {
    return CardView.of(card, places.get(card.imageId()));
  }
}
