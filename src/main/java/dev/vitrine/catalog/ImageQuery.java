package dev.vitrine.catalog;

import dev.vitrine.upload.UploadPosts;
import dev.vitrine.vocabulary.PlainText;
import dev.vitrine.vocabulary.TagLabel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which images of a seller to list, and in which order; conditions that are not null must all hold.
 *
 * @param seller the tenant
 * @param status how far they have got
 * @param work what is left to do on them
 * @param values tags and attribute values: an image has every tag, and of each attribute that is
 *     named one of its values here
 * @param product SKU of the product they show, in any letter case
 * @param text words that are all in the names of their file and its folders, their texts, tags or
 *     values, or on the product
 * @param from uploaded at this time or later
 * @param to uploaded before this time
 * @param order by the time of the upload, or by the file's name
 */
public record ImageQuery(
    String seller,
    @Nullable ImageStatus status,
    @Nullable SellerWork work,
    SortedSet<Facet.Key> values,
    @Nullable String product,
    @Nullable String text,
    @Nullable Instant from,
    @Nullable Instant to,
    Order order) {

  public ImageQuery {
    values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
  }

  /** Order of a list. */
  public enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST,
    NAME_ASCENDING,
    NAME_DESCENDING;

    public boolean isByName() {
      return this == NAME_ASCENDING || this == NAME_DESCENDING;
    }

    public boolean isDescending() {
      return this == NEWEST_FIRST || this == NAME_DESCENDING;
    }
  }

  /** At most one tag and one attribute value. */
  public ImageQuery(
      String seller,
      @Nullable ImageStatus status,
      @Nullable SellerWork work,
      @Nullable TagLabel tag,
      Facet.@Nullable Key attribute,
      @Nullable String product,
      @Nullable String text,
      @Nullable Instant from,
      @Nullable Instant to,
      Order order) {
    this(
        seller,
        status,
        work,
        values(Stream.ofNullable(tag).toList(), Stream.ofNullable(attribute).toList()),
        product,
        text,
        from,
        to,
        order);
  }

  /** All images, newest first, with these conditions. */
  public ImageQuery(
      String seller,
      @Nullable ImageStatus status,
      @Nullable TagLabel tag,
      Facet.@Nullable Key attribute) {
    this(seller, status, null, tag, attribute, null, null, null, null, Order.NEWEST_FIRST);
  }

  /** {@return all images of a seller, newest first} */
  public static ImageQuery all(String seller) {
    return new ImageQuery(seller, null, null, null);
  }

  /** {@return the pictures of a product, in the order of their upload} */
  public static ImageQuery ofProduct(String seller, String sku) {
    return new ImageQuery(
        seller, null, null, null, null, sku, null, null, null, Order.OLDEST_FIRST);
  }

  /** {@return tags and attribute values as one set} */
  public static SortedSet<Facet.Key> values(
      Collection<TagLabel> tags, Collection<Facet.Key> attributes) {
    SortedSet<Facet.Key> values = new TreeSet<>(attributes);
    tags.forEach(tag -> values.add(Facet.Key.tag(tag.value())));
    return values;
  }

  /** {@return the tags that an image has, all of them} */
  List<TagLabel> tags() {
    return values.stream().filter(Facet.Key::isTag).map(one -> new TagLabel(one.value())).toList();
  }

  /** {@return the attribute values} */
  List<Facet.Key> attributes() {
    return values.stream().filter(one -> !one.isTag()).toList();
  }

  /**
   * {@return sets of values, of each of which an image has one} Each tag is a set of its own, and
   * comes first; the values of one attribute are a set.
   */
  List<List<Facet.Key>> alternatives() {
    List<List<Facet.Key>> all = new ArrayList<>();
    values.stream().filter(Facet.Key::isTag).map(List::of).forEach(all::add);
    attributes().stream()
        .collect(Collectors.groupingBy(Facet.Key::name, TreeMap::new, Collectors.toList()))
        .values()
        .forEach(all::add);
    return all;
  }

  /** What conditions look at in an image. */
  interface Candidate {
    ImageStatus status();

    @Nullable SellerWork work();

    Instant uploadedAt();

    /** {@return where the original lies in the bucket} */
    String key();

    Set<Facet.Key> facets();

    @Nullable String title();

    @Nullable String altText();

    @Nullable String caption();

    /** {@return the words on the product} */
    @Nullable String productText();

    /** {@return what the products are called of a picture that shows several} */
    @Nullable List<String> boxes();
  }

  /** {@return whether a record matches} */
  public boolean matches(ImageRecord image) {
    return matches(new RecordCandidate(image));
  }

  /** Derives a value from the record only when a condition looks at it. */
  private record RecordCandidate(ImageRecord image) implements Candidate {
    @Override
    public ImageStatus status() {
      return image.status();
    }

    @Override
    public @Nullable SellerWork work() {
      return SellerWork.of(image);
    }

    @Override
    public Instant uploadedAt() {
      return image.original().uploadedAt();
    }

    @Override
    public String key() {
      return image.picture().key();
    }

    @Override
    public Set<Facet.Key> facets() {
      return image.facets();
    }

    @Override
    public @Nullable String title() {
      return image.title();
    }

    @Override
    public @Nullable String altText() {
      return image.texts().altText();
    }

    @Override
    public @Nullable String caption() {
      return image.texts().caption();
    }

    @Override
    public @Nullable String productText() {
      return image.productText();
    }

    @Override
    public List<String> boxes() {
      return image.descriptionOrNone().boxNames();
    }
  }

  boolean matches(Candidate image) {
    return (status == null || image.status() == status)
        && (work == null || image.work() == work)
        && (values.isEmpty() || hasValues(image.facets()))
        && (product == null || image.facets().contains(Facet.Key.product(product)))
        && (from == null || !image.uploadedAt().isBefore(from))
        && (to == null || image.uploadedAt().isBefore(to))
        && (text == null || says(image, text));
  }

  private boolean hasValues(Set<Facet.Key> facets) {
    return alternatives().stream().allMatch(any -> any.stream().anyMatch(facets::contains));
  }

  ImageQuery with(Collection<Facet.Key> otherAttributes) {
    return new ImageQuery(
        seller, status, work, values(tags(), otherAttributes), product, text, from, to, order);
  }

  /** {@return the query without its text} */
  public ImageQuery withoutText() {
    return new ImageQuery(seller, status, work, values, product, null, from, to, order);
  }

  /** {@return the query without its condition on the status} */
  public ImageQuery withoutStatus() {
    return new ImageQuery(seller, null, work, values, product, text, from, to, order);
  }

  /** {@return the query without its condition on the seller's work} */
  public ImageQuery withoutWork() {
    return new ImageQuery(seller, status, null, values, product, text, from, to, order);
  }

  /** {@return the query without its conditions on an attribute} */
  public ImageQuery withoutAttribute(String name) {
    return with(attributes().stream().filter(value -> !value.name().equals(name)).toList());
  }

  /** {@return the attributes that conditions name} */
  public Set<String> attributeNames() {
    return attributes().stream().map(Facet.Key::name).collect(Collectors.toSet());
  }

  /** {@return whether it has no condition} */
  public boolean isOfAll() {
    return listConditions() == 0 && text == null && from == null && to == null;
  }

  /** {@return the number of conditions that have a list of their own in the table} */
  int listConditions() {
    int others = (int) Stream.of(status, work, product).filter(Objects::nonNull).count();
    return others + alternatives().size();
  }

  private static boolean says(Candidate image, String text) {
    String all = PlainText.searched(words(image));
    return Arrays.stream(PlainText.searched(text).split(" ")).allMatch(all::contains);
  }

  /** {@return all words of an image, a line each} */
  private static String words(Candidate image) {
    String name = UploadPosts.named(image.key());
    Stream<@Nullable String> texts =
        Stream.of(name, image.title(), image.altText(), image.caption(), image.productText());
    Stream<String> values = image.facets().stream().map(Facet.Key::value);
    Stream<String> boxes = Stream.ofNullable(image.boxes()).flatMap(List::stream);
    return Stream.of(texts.filter(Objects::nonNull), values, boxes)
        .flatMap(part -> part)
        .collect(Collectors.joining("\n"));
  }
}
