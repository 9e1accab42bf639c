package dev.vitrine.query;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.Measurements;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Evidence.Source;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.Vocabulary;
import java.text.Normalizer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draft products for Shopify's import: one for each picture with a rendition, made of accepted
 * facts only. Vendor and price stay empty, as Vitrine does not know them. To make one product of
 * several pictures, give their lines the same Handle.
 *
 * @see <a href="https://help.shopify.com/en/manual/products/import-export/using-csv">Using CSV
 *     files to import and export products</a>
 */
final class ShopifyCsv implements Export {
  /** How long the addresses in {@code Image Src} work; Shopify copies the pictures on import. */
  static final Duration LINK_LIFETIME = Duration.ofHours(6);

  private static final List<String> COLUMNS =
      List.of(
          "Handle",
          "Title",
          "Body (HTML)",
          "Vendor",
          "Product Category",
          "Type",
          "Tags",
          "Published",
          "Option1 Name",
          "Option1 Value",
          "Image Src",
          "Image Position",
          "Image Alt Text",
          "Status");

  /** Attributes that describe the picture or the product's place in the shop, not the product. */
  private static final Set<String> NO_PRODUCT_FACTS =
      Set.of(Question.CATEGORY, Question.DEPARTMENT, "background", "view");

  private static final int LONGEST_SLUG = 60;

  private final PictureLinks links;
  private final Map<String, String> taxonomyIds = new HashMap<>();
  private final Map<String, String> titles = new HashMap<>();
  private final StringBuilder text = new StringBuilder(Csv.line(COLUMNS));

  /**
   * @param vocabulary the source of Shopify's ids of categories, and of the attributes' titles
   */
  ShopifyCsv(Vocabulary vocabulary, PictureLinks links) {
    this.links = links;
    vocabulary.categories().stream().flatMap(Category::all).forEach(this::addTaxonomyId);
    vocabulary.attributes().forEach(q -> titles.put(q.name(), q.title() == null ? "" : q.title()));
  }

  private void addTaxonomyId(Category category) {
    String id = category.id();
    if (id != null && id.startsWith("gid://shopify/TaxonomyCategory/")) {
      taxonomyIds.putIfAbsent(category.shown(), id.substring(id.lastIndexOf('/') + 1));
    }
  }

  @Override
  public int add(ImageRecord image) {
    Measurements measured = image.measured();
    if (measured == null) {
      return 0;
    }
    Attribute category = image.attributes().get(Question.CATEGORY);
    String categoryName = category == null ? "" : category.value();
    String name = fileName(image);
    String title = image.title();
    String altText = image.altText();
    List<String> cells =
        List.of(
            slug(name) + "-" + image.imageId().value().substring(0, 8).toLowerCase(Locale.ROOT),
            title == null ? name : title,
            body(image),
            "",
            taxonomyIds.getOrDefault(categoryName, ""),
            categoryName,
            tags(image),
            "FALSE",
            "Title",
            "Default Title",
            links
                .link(image.picture().bucket(), image.picture().rendition(), LINK_LIFETIME)
                .toString(),
            "1",
            altText == null ? "" : altText,
            "draft");
    text.append(Csv.line(cells));
    return Export.bytes(cells);
  }

  @Override
  public String text() {
    return text.toString();
  }

  /** {@return the file's name without its ending; unlike the title it never changes} */
  private static String fileName(ImageRecord image) {
    String key = image.picture().key();
    return key.substring(key.lastIndexOf('/') + 1).replaceFirst("\\.[A-Za-z0-9]{1,5}$", "");
  }

  /** {@return the file's name as part of an address: at most 60 of a to z, 0 to 9 and -} */
  static String slug(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String slug = plain.isEmpty() ? "picture" : plain;
    return slug.length() <= LONGEST_SLUG
        ? slug
        : slug.substring(0, LONGEST_SLUG).replaceAll("-$", "");
  }

  private String body(ImageRecord image) {
    String facts =
        productFacts(image)
            .map(fact -> "<li>" + html(sentence(fact)) + "</li>")
            .collect(Collectors.joining());
    return facts.isEmpty() ? "" : "<ul>" + facts + "</ul>";
  }

  private String tags(ImageRecord image) {
    return Stream.concat(
            image.tags().stream().map(Tag::label), productFacts(image).map(this::sentence))
        .map(tag -> tag.replace(',', ' '))
        .collect(Collectors.joining(", "));
  }

  private Stream<Map.Entry<String, Attribute>> productFacts(ImageRecord image) {
    return image.attributes().entrySet().stream()
        .filter(fact -> !NO_PRODUCT_FACTS.contains(fact.getKey()))
        .filter(fact -> isProductFact(fact, image));
  }

  /**
   * Measured values describe the picture, except the color of a product on a plain background.
   * Words that a model read are a fact as soon as a person has set them.
   */
  private static boolean isProductFact(Map.Entry<String, Attribute> fact, ImageRecord image) {
    if (fact.getKey().equals(Question.TEXT) && fact.getValue().evidence().threshold() == null) {
      return fact.getValue().locked();
    }
    return fact.getValue().evidence().source() != Source.PIXELS
        || (fact.getKey().equals("color") && image.attributes().containsKey("background"));
  }

  private String sentence(Map.Entry<String, Attribute> fact) {
    String known = titles.getOrDefault(fact.getKey(), "");
    String plain = fact.getKey().replace('_', ' ').replace('-', ' ');
    String title = known.isEmpty() ? plain : known;
    int second = title.offsetByCodePoints(0, 1);
    return title.substring(0, second).toUpperCase(Locale.ROOT)
        + title.substring(second)
        + ": "
        + fact.getValue().value();
  }

  private static String html(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
