package dev.vitrine.export;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.failure.ImageError;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.query.ImageView;
import dev.vitrine.tag.NotSure;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Images as CSV, a line for each. Each attribute has two columns: its value and its evidence, such
 * as {@code machine; model=...; vocabulary=...; score=...; threshold=...; at=...; execution=...}.
 */
final class ImagesCsv implements CsvExport {
  private static final String SEPARATOR = "; ";
  private static final String PICTURE = "picture";

  /** The column by which a row finds its picture. */
  static final String ID = "imageId";

  static final String TAGS = "tags";
  static final String SKU = "sku";
  static final String POSITION = "position";

  private static final String ATTRIBUTE = "attribute.";
  private static final String EVIDENCE = ".evidence";

  /** Columns, besides those of attributes, whose cells a person may correct. */
  private static final Set<String> CORRECTABLE =
      Set.of("title", "altText", "caption", "prompt", TAGS, SKU, POSITION);

  private record Column(String name, Function<ImageView, @Nullable Object> cell) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column(ID, ImageView::imageId),
          new Column("key", ImageView::key),
          new Column("status", view -> view.status().word()),
          new Column("uploadedAt", ImageView::uploadedAt),
          new Column("finishedAt", ImageView::finishedAt),
          new Column("format", ImageView::format),
          new Column("width", ImageView::width),
          new Column("height", ImageView::height),
          new Column("bytes", ImageView::bytes),
          new Column("title", ImageView::title),
          new Column("altText", ImageView::altText),
          new Column(TAGS, view -> joined(view.tags().stream().map(Tag::label))),
          new Column("tags.evidence", ImagesCsv::tagEvidence),
          new Column("suggestions", ImagesCsv::suggestions),
          new Column("notSure", view -> joined(view.notSure().stream().map(NotSure::attribute))),
          new Column("colors", ImagesCsv::colors),
          new Column("background", ImageView::background),
          new Column("caption", ImageView::caption),
          new Column("prompt", view -> view.prompt() == null ? null : view.prompt().text()),
          new Column("error", ImagesCsv::error),
          new Column(PICTURE, view -> null), // Each kind of file has its own.
          new Column(SKU, view -> view.product() == null ? null : view.product().sku()),
          new Column(POSITION, view -> view.product() == null ? null : view.product().position()),
          new Column(RowVersion.COLUMN, view -> null)); // It is of the other cells.

  private final SortedSet<String> attributes;
  private final Function<ImageRecord, String> picture;
  private final List<Map<String, String>> rows = new ArrayList<>();
  private final ExportedContents contents = new ExportedContents(ExportFile.CSV);

  /**
   * @param attributes names that get columns even if no image here has them, so that the files of
   *     one list have the same columns. Names are counted a moment late, so a file may have columns
   *     that another lacks: readers go by their names
   * @param picture says where an image's picture is; empty if there is none
   */
  ImagesCsv(Collection<String> attributes, Function<ImageRecord, String> picture) {
    this.attributes = new TreeSet<>(attributes);
    this.picture = picture;
  }

  @Override
  public int add(ImageRecord image) {
    Map<String, String> row = cells(image);
    row.put(PICTURE, picture.apply(image));
    attributes.addAll(image.attributes().keySet());
    rows.add(row);
    contents.add(image);
    return Export.bytes(List.copyOf(row.values()));
  }

  /** {@return the cells of an image by their columns, but for that of its picture} */
  static Map<String, String> cells(ImageRecord image) {
    ImageView view = ImageView.listed(image, null);
    Map<String, String> row = new LinkedHashMap<>();
    for (Column column : COLUMNS) {
      Object value = column.cell().apply(view);
      row.put(column.name(), value == null ? "" : value.toString());
    }
    view.attributes()
        .forEach(
            (name, value) -> {
              row.put(column(name), value.value());
              row.put(evidenceColumn(name), evidence(value.evidence()));
            });
    row.put(RowVersion.COLUMN, RowVersion.of(row).cell());
    return row;
  }

  /** {@return the column of this name, whatever its letter case; empty if no file has it} */
  static Optional<String> columnOf(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith(ATTRIBUTE)
        ? Optional.of(lower)
        : COLUMNS.stream().map(Column::name).filter(lower::equalsIgnoreCase).findFirst();
  }

  /** {@return whether a person may correct the cells of a column} */
  static boolean isCorrectable(String column) {
    return CORRECTABLE.contains(column) || attributeOf(column).isPresent();
  }

  /** {@return the attribute whose values a column has; empty if it has none} */
  static Optional<String> attributeOf(String column) {
    return column.startsWith(ATTRIBUTE) && !column.endsWith(EVIDENCE)
        ? Optional.of(column.substring(ATTRIBUTE.length()))
        : Optional.empty();
  }

  @Override
  public int images() {
    return rows.size();
  }

  @Override
  public ExportedContents contents() {
    return contents;
  }

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    COLUMNS.forEach(column -> columns.add(column.name()));
    for (String name : attributes) {
      columns.add(column(name));
      columns.add(evidenceColumn(name));
    }
    return columns;
  }

  @Override
  public Stream<Map<String, String>> rows() {
    return rows.stream();
  }

  private static String tagEvidence(ImageView view) {
    return view.tags().stream()
        .map(tag -> tag.label() + ": " + evidence(tag.evidence()))
        .collect(Collectors.joining(" | "));
  }

  private static String suggestions(ImageView view) {
    return joined(
        view.suggestions().stream()
            .map(
                suggestion ->
                    (suggestion.attribute() == null ? "" : suggestion.attribute() + "=")
                        + suggestion.label()
                        + " "
                        + number(suggestion.score())));
  }

  private static String colors(ImageView view) {
    return joined(
        view.colors().stream()
            .map(color -> color.name() + " " + color.hex() + " " + number(color.share())));
  }

  private static @Nullable String error(ImageView view) {
    ImageError error = view.error();
    return error == null ? null : error.code() + ": " + error.message();
  }

  /**
   * {@return the path of an image's rendition, relative to the API's root: unlike a presigned
   * address it never expires}
   */
  static String path(ImageRecord image) {
    return image.measured() == null ? "" : "/images/" + image.imageId() + "/rendition";
  }

  /** The prefix keeps an attribute called {@code title} apart from the column {@code title}. */
  private static String column(String attribute) {
    return ATTRIBUTE + attribute;
  }

  private static String evidenceColumn(String attribute) {
    return column(attribute) + EVIDENCE;
  }

  private static String evidence(Evidence evidence) {
    return joined(
        Stream.of(
                evidence.source().name().toLowerCase(Locale.ROOT),
                pair("model", evidence.model()),
                pair("vocabulary", evidence.vocabulary()),
                pair("score", evidence.score() == null ? null : number(evidence.score())),
                pair(
                    "threshold",
                    evidence.threshold() == null ? null : number(evidence.threshold())),
                pair("uncalibrated", evidence.uncalibrated() == null ? null : "true"),
                pair("at", evidence.at().toString()),
                pair("execution", evidence.execution()))
            .filter(Objects::nonNull));
  }

  private static @Nullable String pair(String name, @Nullable String value) {
    return value == null ? null : name + "=" + value;
  }

  private static String joined(Stream<String> parts) {
    return parts.collect(Collectors.joining(SEPARATOR));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
