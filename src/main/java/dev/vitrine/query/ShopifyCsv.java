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
 * Draft products as Shopify's import reads them, one a picture that can be used, of accepted facts
 * only. Vendor and price stay empty: nothing here knows them. Several pictures of one product
 * become one by giving their lines the same Handle.
 *
 * @see <a href="https://help.shopify.com/en/manual/products/import-export/using-csv">Using CSV
 *     files to import and export products</a>
 */
final class ShopifyCsv implements Export {
  /** How long the addresses in {@code Image Src} work: Shopify copies the pictures on import. */
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

  /** Facts of the picture, or of where the product belongs, and not of the product. */
  private static final Set<String> NOT_OF_THE_PRODUCT =
      Set.of(Question.CATEGORY, Question.DEPARTMENT, "background", "view");

  private static final int LONGEST_SLUG = 60;

  private final PictureLinks links;
  private final Map<String, String> taxonomyIds = new HashMap<>();
  private final Map<String, String> titles = new HashMap<>();
  private final StringBuilder text = new StringBuilder(Csv.line(COLUMNS));

  /**
   * @param vocabulary says which categories Shopify's taxonomy knows
   */
  ShopifyCsv(Vocabulary vocabulary, PictureLinks links) {
    this.links = links;
    vocabulary.categories().stream().flatMap(Category::all).forEach(this::learn);
    vocabulary.attributes().forEach(q -> titles.put(q.name(), q.title() == null ? "" : q.title()));
  }

  private void learn(Category category) {
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
    String type = category == null ? "" : category.value();
    String name = nameOf(image);
    String title = image.title();
    String altText = image.altText();
    List<String> cells =
        List.of(
            slug(name) + "-" + image.imageId().value().substring(0, 8).toLowerCase(Locale.ROOT),
            title == null ? name : title,
            body(image),
            "",
            taxonomyIds.getOrDefault(type, ""),
            type,
            tags(image),
            "FALSE",
            "Title",
            "Default Title",
            links.link(measured.bucket(), measured.rendition(), LINK_LIFETIME).toString(),
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

  /** The file's name: it stays the same when a correction changes the title. */
  private static String nameOf(ImageRecord image) {
    String key = image.original().key();
    return key.substring(key.lastIndexOf('/') + 1).replaceFirst("\\.[A-Za-z0-9]{1,5}$", "");
  }

  private static String slug(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String some = plain.isEmpty() ? "picture" : plain;
    return some.length() <= LONGEST_SLUG ? some : some.substring(0, LONGEST_SLUG);
  }

  private String body(ImageRecord image) {
    String facts =
        ofTheProduct(image)
            .map(fact -> "<li>" + html(said(fact)) + "</li>")
            .collect(Collectors.joining());
    return facts.isEmpty() ? "" : "<ul>" + facts + "</ul>";
  }

  private String tags(ImageRecord image) {
    return Stream.concat(image.tags().stream().map(Tag::label), ofTheProduct(image).map(this::said))
        .map(tag -> tag.replace(',', ' '))
        .collect(Collectors.joining(", "));
  }

  private Stream<Map.Entry<String, Attribute>> ofTheProduct(ImageRecord image) {
    return image.attributes().entrySet().stream()
        .filter(fact -> !NOT_OF_THE_PRODUCT.contains(fact.getKey()))
        .filter(fact -> isOfTheProduct(fact, image));
  }

  /** Measured values are the picture's, but for the color of a product on a plain background. */
  private static boolean isOfTheProduct(Map.Entry<String, Attribute> fact, ImageRecord image) {
    return fact.getValue().evidence().source() != Source.PIXELS
        || (fact.getKey().equals("color") && image.attributes().containsKey("background"));
  }

  private String said(Map.Entry<String, Attribute> fact) {
    String known = titles.getOrDefault(fact.getKey(), "");
    String plain = fact.getKey().replace('_', ' ').replace('-', ' ');
    String title = known.isEmpty() ? plain : known;
    return title.substring(0, 1).toUpperCase(Locale.ROOT)
        + title.substring(1)
        + ": "
        + fact.getValue().value();
  }

  private static String html(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
