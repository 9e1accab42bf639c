package dev.vitrine.catalog;

import dev.vitrine.vocabulary.TagLabel;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which images of a seller to list, and in which order; conditions that are not null must all hold.
 *
 * @param seller the tenant
 * @param status how far they have got
 * @param work what is left to do on them
 * @param tag a label they have
 * @param attribute a value they have
 * @param product SKU of the product they show, in any letter case
 * @param text words that are all in their file name, texts, tags or values, or on the product
 * @param from uploaded at this time or later
 * @param to uploaded before this time
 * @param order by the time of the upload
 */
public record ImageQuery(
    String seller,
    @Nullable ImageStatus status,
    @Nullable WorkState work,
    @Nullable TagLabel tag,
    Facet.@Nullable Key attribute,
    @Nullable String product,
    @Nullable String text,
    @Nullable Instant from,
    @Nullable Instant to,
    Order order) {

  /** Order of a list. */
  public enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST
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

  /** What conditions look at in an image. */
  interface Subject {
    ImageStatus status();

    @Nullable WorkState work();

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
    return matches(new RecordSubject(image));
  }

  /** Derives a value from the record only when a condition looks at it. */
  private record RecordSubject(ImageRecord image) implements Subject {
    @Override
    public ImageStatus status() {
      return image.status();
    }

    @Override
    public @Nullable WorkState work() {
      return WorkState.of(image);
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
      return image.altText();
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

  boolean matches(Subject image) {
    return (status == null || image.status() == status)
        && (work == null || image.work() == work)
        && (tag == null || image.facets().contains(Facet.Key.tag(tag.value())))
        && (attribute == null || image.facets().contains(attribute))
        && (product == null || image.facets().contains(Facet.Key.product(product)))
        && (from == null || !image.uploadedAt().isBefore(from))
        && (to == null || image.uploadedAt().isBefore(to))
        && (text == null || says(image, text));
  }

  ImageQuery with(Facet.Key otherAttribute) {
    return new ImageQuery(
        seller, status, work, tag, otherAttribute, product, text, from, to, order);
  }

  /** {@return the query without its text} */
  public ImageQuery withoutText() {
    return new ImageQuery(seller, status, work, tag, attribute, product, null, from, to, order);
  }

  boolean newestFirst() {
    return order == Order.NEWEST_FIRST;
  }

  /** {@return the number of conditions that have a list of their own in the table} */
  int listConditions() {
    return (int) Stream.of(status, work, tag, attribute, product).filter(Objects::nonNull).count();
  }

  private static boolean says(Subject image, String text) {
    String all = words(image).toLowerCase(Locale.ROOT);
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\s+")).allMatch(all::contains);
  }

  /** {@return all words of an image, without its folder, which may be the seller's name} */
  private static String words(Subject image) {
    String name = image.key().substring(image.key().indexOf('/') + 1);
    Stream<@Nullable String> texts =
        Stream.of(name, image.title(), image.altText(), image.caption(), image.productText());
    Stream<String> values = image.facets().stream().map(Facet.Key::value);
    Stream<String> boxes = Stream.ofNullable(image.boxes()).flatMap(List::stream);
    return Stream.of(texts.filter(Objects::nonNull), values, boxes)
        .flatMap(part -> part)
        .collect(Collectors.joining("\n"));
  }
}
