package dev.vitrine.export;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.TextName;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.product.Handle;
import dev.vitrine.product.Handles;
import dev.vitrine.product.Product;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.PlainText;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Vocabulary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draft products for Shopify's import, made of accepted facts only: a line for each product, with
 * its main picture, and a line for each further picture. Pictures without a rendition are left out;
 * a picture of no product is a product of its own. Vendor and price stay empty, as Vitrine does not
 * know them. The file of products that it has had before lacks such columns: see {@link
 * ShopifyColumns}.
 *
 * @see <a href="https://help.shopify.com/en/manual/products/import-export/using-csv">Using CSV
 *     files to import and export products</a>
 */
final class ShopifyCsv implements CsvExport {
  /** How long the addresses of pictures work; Shopify copies the pictures on import. */
  static final Duration LINK_LIFETIME = Duration.ofHours(6);

  /** Most tags of a product that Shopify takes. */
  private static final int MOST_TAGS = 250;

  /** Shopify separates tags by commas, and knows no way to write one in a tag. */
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private final Function<ImageRecord, String> links;
  private final ProductRows rows;
  private final Function<List<Product>, List<String>> handles;
  private final TaxonomyCells taxonomy;
  private final List<String> columns;
  private final Map<String, String> titles = new HashMap<>();

  /** Asked for once, although a line is made when its picture comes and again in its product. */
  private final Map<ImageId, String> linked = new HashMap<>();

  private List<Named> named = List.of();

  /**
   * @param vocabulary the source of Shopify's ids of categories, and of the attributes' titles
   * @param links says where an image's picture is; asked once for each image of the file
   * @param handles of products in their order, as {@link Handles#of}
   * @param hasReadableLinks whether Shopify can read the pictures at the links; if not, the file of
   *     changes has no photos, and the shop keeps its own
   */
  ShopifyCsv(
      Vocabulary vocabulary,
      Function<ImageRecord, String> links,
      ProductRows rows,
      Function<List<Product>, List<String>> handles,
      boolean hasReadableLinks) {
    this.links = links;
    this.rows = rows;
    this.handles = handles;
    this.taxonomy = new TaxonomyCells(vocabulary);
    this.columns = ShopifyColumns.of(rows.choice(), taxonomy.columns(), hasReadableLinks);
    vocabulary.attributes().forEach(q -> titles.put(q.name(), q.title() == null ? "" : q.title()));
  }

  @Override
  public int add(ImageRecord image) {
    if (image.measured() == null) {
      return 0;
    }
    return rows.add(image).stream()
        .map(one -> Product.of(List.of(one)))
        .map(one -> lines(one, Handle.of(one)))
        .flatMap(List::stream)
        .mapToInt(line -> Export.bytes(CsvExport.cells(columns, line)))
        .sum();
  }

  @Override
  public int images() {
    return rows.products().stream().mapToInt(product -> product.pictures().size()).sum();
  }

  @Override
  public ExportedContents contents() {
    ExportedContents contents = new ExportedContents(ExportFile.SHOPIFY);
    rows.products().stream().flatMap(product -> product.pictures().stream()).forEach(contents::add);
    return contents;
  }

  @Override
  public boolean isFull() {
    return rows.isFull();
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public Stream<Map<String, String>> rows() {
    return named().stream().flatMap(one -> lines(one.product(), one.handle()).stream());
  }

  /** A product and the handle that no other product has. */
  private record Named(Product product, String handle) {
    boolean isInConflict() {
      return !product.conflicts().isEmpty() || !handle.equals(Handle.of(product));
    }
  }

  private List<Named> named() {
    List<Product> products = rows.products();
    if (named.size() < products.size()) { // Nothing is added once the file is written.
      List<String> all = handles.apply(products);
      named =
          IntStream.range(0, all.size())
              .mapToObj(i -> new Named(products.get(i), all.get(i)))
              .toList();
    }
    return named;
  }

  /**
   * {@return the handles of products whose pictures contradict each other, or whose handle another
   * product has: theirs then ends in a hash}
   */
  List<String> conflicts() {
    return named().stream().filter(Named::isInConflict).map(Named::handle).toList();
  }

  /** {@return the products of this answer, for the next one} */
  Set<String> answered() {
    return rows.answered();
  }

  @Override
  public Set<ImageId> unreadable() {
    return rows.unreadable();
  }

  @Override
  public int waiting() {
    return rows.waiting();
  }

  @Override
  public int unchosen() {
    return rows.unchosen();
  }

  private List<Map<String, String>> lines(Product product, String handle) {
    List<Map<String, String>> lines = new ArrayList<>();
    boolean hasPhotos = columns.contains(ShopifyColumns.PHOTO);
    for (ImageRecord image : hasPhotos ? product.pictures() : List.of(product.main())) {
      Map<String, String> line = lines.isEmpty() ? cells(product) : new HashMap<>();
      line.put("URL handle", handle);
      line.put(ShopifyColumns.PHOTO, link(image));
      line.put("Image position", Integer.toString(lines.size() + 1));
      line.put("Image alt text", Objects.requireNonNullElse(image.texts().altText(), ""));
      lines.add(line);
    }
    return lines;
  }

  private String link(ImageRecord image) {
    return linked.computeIfAbsent(image.imageId(), id -> links.apply(image));
  }

  /** {@return the cells of a product, without those of its picture} */
  private Map<String, String> cells(Product product) {
    Map<String, Attribute> facts = product.facts();
    Attribute category = facts.get(Question.CATEGORY);
    String categoryName = category == null ? "" : category.value();
    String sku = Objects.requireNonNullElse(product.sku(), "");
    Map<String, String> cells = new HashMap<>(taxonomy.cells(categoryName, facts));
    cells.put("Title", title(product, sku));
    cells.put("Description", body(facts));
    cells.put("Product category", taxonomy.shopifyId(categoryName));
    cells.put("Type", categoryName);
    cells.put("Tags", tags(product, facts));
    cells.put("Published on online store", "FALSE");
    cells.put("Status", "draft");
    cells.put("SKU", sku);
    cells.put("Option1 name", "Title");
    cells.put("Option1 value", "Default Title");
    return cells;
  }

  /** A file's name has up to 1,024 bytes, and stands in for a title that nothing else says. */
  private static String title(Product product, String sku) {
    String title = product.title();
    if (title != null) {
      return title;
    }
    String otherwise = sku.isEmpty() ? Handle.fileName(product.main()) : sku;
    return PlainText.cut(otherwise, TextName.TITLE.longest());
  }

  private String body(Map<String, Attribute> facts) {
    String items =
        sentences(facts)
            .map(sentence -> "<li>" + html(sentence) + "</li>")
            .collect(Collectors.joining());
    return items.isEmpty() ? "" : "<ul>" + items + "</ul>";
  }

  private String tags(Product product, Map<String, Attribute> facts) {
    List<String> sentences = sentences(facts).limit(MOST_TAGS).toList();
    return Stream.concat(
            product.tags().stream().limit(MOST_TAGS - sentences.size()), sentences.stream())
        .map(tag -> COMMA.matcher(tag).replaceAll(" ").strip())
        .filter(tag -> !tag.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private Stream<String> sentences(Map<String, Attribute> facts) {
    return facts.entrySet().stream()
        .filter(fact -> !fact.getKey().equals(Question.CATEGORY))
        .map(this::sentence);
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
