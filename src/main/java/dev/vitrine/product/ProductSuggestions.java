package dev.vitrine.product;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.look.SimilarPictures;
import dev.vitrine.meaning.MeaningIndex;
import dev.vitrine.meaning.MeaningIndex.Near;
import dev.vitrine.meaning.MeaningIndex.NearestImages;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.tag.Embedding;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds pictures without a SKU that may be one product. Nothing is grouped: a person decides.
 *
 * <p>Two ways lead to a suggestion, and no picture is in two of them. <em>By look</em>: the hashes
 * of the pictures differ in at most 3 bits from that of the newest. <em>By meaning</em>: of two
 * pictures each is the nearest to the other among those that fit. Either way the pictures fit each
 * other only if they have the same color, and nothing says that they are of different categories:
 * what a network calls alike is often another product in another color.
 */
@ApplicationScoped
public class ProductSuggestions {
  /** Least likeness of a pair. Not fitted to a model: it only keeps out what is far apart. */
  static final double LEAST_LIKENESS = 0.8;

  private static final Logger LOG = Logger.getLogger(ProductSuggestions.class);
  private static final int PAGE = 20;

  /**
   * When a call looks at no further picture: of the 29 s that API Gateway gives, what one picture
   * may need beyond, which is two questions of 5 s to the index and some to the table.
   */
  private static final Duration ENOUGH = Duration.ofSeconds(8);

  /** Most pictures that are looked at as the nearest to one. */
  private static final int MOST_NEAR = 12;

  private static final int MOST_OF_A_GROUP = 12;

  private final Catalog catalog;
  private final SimilarPictures looks;
  private final MeaningIndex meanings;
  private final Products products;
  private final Clock clock;

  ProductSuggestions(
      Catalog catalog,
      SimilarPictures looks,
      MeaningIndex meanings,
      Products products,
      Clock clock) {
    this.catalog = catalog;
    this.looks = looks;
    this.meanings = meanings;
    this.products = products;
    this.clock = clock;
  }

  /** How far pictures were compared by meaning. */
  public enum Comparison {
    COMPARED,
    /** The index is being made anew and lacks pictures. */
    INCOMPLETE,
    /** No index is kept, or it does not answer now. */
    UNAVAILABLE
  }

  /**
   * A page of the suggestions.
   *
   * @param suggestions the one with the newest picture first
   * @param looked number of pictures that were looked at
   * @param cursor where the next page begins; null when this is the last
   */
  public record Page(
      List<ProposedProduct> suggestions, int looked, Comparison meaning, @Nullable String cursor) {
    public Page {
      suggestions = List.copyOf(suggestions);
    }
  }

  /**
   * Looks at pictures, newest first, and finds the suggestions of which these are the newest. As
   * lists lag, a picture that was described or grouped just now may be missing, or be suggested.
   *
   * @param most pictures to look at, in [1, 100]; fewer are looked at if that takes longer than 8 s
   * @param cursor where the page before ended; null to begin
   * @throws InvalidCursorException when the cursor is none
   * @throws TableUnavailableException when the catalog cannot answer now
   */
  public Page of(String seller, int most, @Nullable String cursor) {
    ImageQuery all = ImageQuery.all(seller);
    SuggestionSearch search = new SuggestionSearch(seller);
    @Nullable String from = cursor;
    do {
      Catalog.Page page = catalog.list(all, Math.min(PAGE, most - search.looked.size()), from);
      int looked = search.lookAt(page.images());
      if (looked < page.images().size()) {
        page = catalog.list(all, looked, from);
        search.lookAtOthers(page.images());
      }
      from = page.cursor();
    } while (from != null && search.looked.size() < most && !search.isLongEnough());
    return new Page(search.found, search.looked.size(), search.comparison, from);
  }

  /** What a call knows. */
  private final class SuggestionSearch {
    private final String seller;
    private final Map<ImageId, Optional<ImageRecord>> known = new HashMap<>();
    private final Map<ImageId, List<ImageRecord>> looking = new HashMap<>();
    private final Map<ImageId, Optional<Pair>> nearest = new HashMap<>();
    private final Set<String> proposed = new HashSet<>();
    private final Set<ImageId> looked = new HashSet<>();
    private final List<ProposedProduct> found = new ArrayList<>();
    private final Instant end = clock.instant().plus(ENOUGH);
    private Comparison comparison =
        meanings.isKept() ? Comparison.COMPARED : Comparison.UNAVAILABLE;

    SuggestionSearch(String seller) {
      this.seller = seller;
    }

    boolean isLongEnough() {
      return !clock.instant().isBefore(end);
    }

    /** {@return at how many it has looked when the time was over, at least one} */
    int lookAt(List<ImageRecord> images) {
      images.forEach(image -> known.put(image.imageId(), Optional.of(image)));
      int number = 0;
      for (ImageRecord image : images) {
        if (number > 0 && isLongEnough()) {
          break;
        }
        look(image);
        number++;
      }
      return number;
    }

    /** Looks at pictures that moved up, as others have left the list since it was read. */
    void lookAtOthers(List<ImageRecord> images) {
      images.stream().filter(image -> !looked.contains(image.imageId())).forEach(this::look);
    }

    private void look(ImageRecord image) {
      looked.add(image.imageId());
      ledBy(image).ifPresent(found::add);
    }

    private List<ImageRecord> looking(ImageRecord image) {
      return looking.computeIfAbsent(image.imageId(), id -> fittingLooks(image));
    }

    private Optional<Pair> nearest(ImageRecord image) {
      return nearest.computeIfAbsent(image.imageId(), id -> nearestFitting(image));
    }

    private Optional<ImageRecord> find(ImageId imageId) {
      return known.computeIfAbsent(imageId, id -> catalog.findReadable(seller, id));
    }

    /** {@return the suggestion of which a picture is the newest} */
    private Optional<ProposedProduct> ledBy(ImageRecord image) {
      if (!Match.isOpen(image)) {
        return Optional.empty();
      }
      List<ImageRecord> alike = looking(image);
      if (!alike.isEmpty()) {
        List<ImageRecord> led =
            alike.stream().filter(other -> isNewestLooking(image, other)).toList();
        return led.isEmpty() || alike.stream().anyMatch(other -> isNewer(other, image))
            ? Optional.empty()
            : Optional.of(suggestion(ProposedProduct.Reason.LOOK, null, with(image, led)));
      }
      return nearest(image)
          .filter(pair -> isNewer(image, pair.other()))
          .filter(pair -> isNearest(pair.other(), image))
          .filter(pair -> looking(pair.other()).isEmpty())
          .map(
              pair ->
                  suggestion(
                      ProposedProduct.Reason.MEANING,
                      pair.likeness(),
                      with(image, List.of(pair.other()))));
    }

    /** A picture that looks like two, which differ more, is suggested with the newer one only. */
    private boolean isNewestLooking(ImageRecord image, ImageRecord like) {
      return looking(like).stream()
          .max(Comparator.comparing(ImageRecord::position))
          .filter(newest -> newest.imageId().equals(image.imageId()))
          .isPresent();
    }

    private List<ImageRecord> fittingLooks(ImageRecord image) {
      return looks.to(image).stream()
          .flatMap(one -> find(one.imageId()).stream())
          .filter(other -> Match.fits(image, other))
          .limit(MOST_OF_A_GROUP - 1)
          .toList();
    }

    private boolean isNearest(ImageRecord image, ImageRecord other) {
      return nearest(image)
          .filter(pair -> pair.other().imageId().equals(other.imageId()))
          .isPresent();
    }

    private Optional<Pair> nearestFitting(ImageRecord image) {
      Embedding embedding = image.descriptionOrNone().embedding();
      if (comparison == Comparison.UNAVAILABLE || embedding == null) {
        return Optional.empty();
      }
      NearestImages all = nearestAll(embedding);
      if (!all.complete() && comparison != Comparison.UNAVAILABLE) {
        comparison = Comparison.INCOMPLETE;
      }
      return all.images().stream()
          .filter(near -> !near.imageId().equals(image.imageId()))
          .filter(near -> near.likeness() >= LEAST_LIKENESS)
          .flatMap(near -> pair(near).stream())
          .filter(pair -> Match.fits(image, pair.other()))
          .findFirst();
    }

    /** Pictures that look the same are suggested also while the index does not answer. */
    private NearestImages nearestAll(Embedding embedding) {
      try {
        return meanings.nearest(seller, embedding, MOST_NEAR + 1);
      } catch (TableUnavailableException e) {
        LOG.warnf("pictures are suggested by their look only: %s", e.getMessage());
        comparison = Comparison.UNAVAILABLE;
        return new NearestImages(List.of(), false);
      }
    }

    private Optional<Pair> pair(Near near) {
      return find(near.imageId()).map(other -> new Pair(other, near.likeness()));
    }

    private ProposedProduct suggestion(
        ProposedProduct.Reason by, @Nullable Double likeness, List<ImageRecord> images) {
      List<ImageRecord> ordered =
          images.stream().sorted(Comparator.comparing(ImageRecord::position)).toList();
      return new ProposedProduct(free(SkuProposal.of(ordered)), by, likeness, ordered);
    }

    /** {@return a SKU that neither a product nor another suggestion has, or one with an id} */
    private String free(SkuProposal proposal) {
      List<String> all = proposal.numbered().toList();
      String sku =
          all.stream()
              .filter(one -> !proposed.contains(ProductPlace.productOf(one)))
              .filter(one -> !products.isThere(seller, one))
              .findFirst()
              .orElse(all.get(all.size() - 1));
      proposed.add(ProductPlace.productOf(sku));
      return sku;
    }
  }

  private record Pair(ImageRecord other, double likeness) {}

  private static boolean isNewer(ImageRecord image, ImageRecord other) {
    return image.position().compareTo(other.position()) > 0;
  }

  private static List<ImageRecord> with(ImageRecord image, List<ImageRecord> others) {
    List<ImageRecord> all = new ArrayList<>(others);
    all.add(image);
    return all;
  }
}
