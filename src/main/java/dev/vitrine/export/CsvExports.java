package dev.vitrine.export;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Facet;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.product.Handles;
import dev.vitrine.product.Products;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.VocabularySource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Begins the CSV files of a seller. */
@ApplicationScoped
class CsvExports {
  private final Catalog catalog;
  private final Products products;
  private final Handles handles;
  private final VocabularySource vocabularies;
  private final Originals originals;

  CsvExports(
      Catalog catalog,
      Products products,
      Handles handles,
      VocabularySource vocabularies,
      Originals originals) {
    this.catalog = catalog;
    this.products = products;
    this.handles = handles;
    this.vocabularies = vocabularies;
    this.originals = originals;
  }

  /** {@return {@code images.csv}, empty; {@code links} as {@link ImagesCsv} takes them} */
  ImagesCsv images(String seller, Function<ImageRecord, String> links) {
    Set<String> attributes =
        catalog.facets(seller).stream()
            .map(Facet::name)
            .filter(name -> !Facet.isReserved(name))
            .collect(Collectors.toCollection(TreeSet::new));
    attributes.add(Question.TEXT); // The words on the product are not counted.
    return new ImagesCsv(attributes, links);
  }

  /**
   * {@return {@code shopify.csv}, empty; {@code links} as {@link ShopifyCsv} takes them}
   *
   * @param isListed whether all its images are named, and in one answer
   * @param earlier the answers before of the same export
   * @param choice which products
   */
  ShopifyCsv shopify(
      ImageQuery query,
      boolean isListed,
      EarlierAnswers earlier,
      ProductChoice choice,
      Function<ImageRecord, String> links) {
    // Where the API carries originals, addresses are of this machine.
    return shopify(query, isListed, earlier, choice, links, !originals.areCarried());
  }

  /** {@return {@code shopify.csv} of a zip, empty: its links name pictures beside it} */
  ShopifyCsv shopifyOfZip(
      ImageQuery query,
      boolean isListed,
      EarlierAnswers earlier,
      ProductChoice choice,
      Function<ImageRecord, String> links) {
    return shopify(query, isListed, earlier, choice, links, true);
  }

  private ShopifyCsv shopify(
      ImageQuery query,
      boolean isListed,
      EarlierAnswers earlier,
      ProductChoice choice,
      Function<ImageRecord, String> links,
      boolean hasReadableLinks) {
    ProductRows rows =
        isListed
            ? ProductRows.ofListed(products::others)
            : ProductRows.ofQuery(products::others, query, earlier);
    return new ShopifyCsv(
        vocabularies.of(query.seller()),
        links,
        rows.only(choice),
        all -> handles.of(query.seller(), all),
        hasReadableLinks);
  }
}
