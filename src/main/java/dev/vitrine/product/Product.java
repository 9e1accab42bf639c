package dev.vitrine.product;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.TextName;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence.Source;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.TagLabel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A product and its pictures. Of each fact a person's value holds, wherever it was given; else that
 * of the first picture that has one. Where values of the same rank differ, they are a conflict.
 *
 * @param pictures at least one, the main one first
 */
public record Product(List<ImageRecord> pictures) {

  /** Attributes that describe the picture, or the product's place in the shop. */
  private static final Set<String> NO_FACTS = Set.of(Question.DEPARTMENT, "background", "view");

  private static final Comparator<ImageRecord> ORDER =
      Comparator.comparing(Product::position, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(image -> image.original().uploadedAt())
          .thenComparing(image -> image.imageId().value());

  public Product {
    pictures = List.copyOf(pictures);
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException("a product without a picture");
    }
  }

  /** {@return the product of pictures in any order} */
  public static Product of(Collection<ImageRecord> pictures) {
    return new Product(pictures.stream().sorted(ORDER).toList());
  }

  private static @Nullable Integer position(ImageRecord image) {
    ProductPlace place = image.product();
    return place == null ? null : place.position();
  }

  /**
   * Pictures that contradict each other.
   *
   * @param fact name of an attribute, {@code title} or {@code handle}
   * @param values what the pictures say, the value that holds first
   */
  public record Conflict(String fact, Map<String, List<ImageId>> values) {}

  /** {@return the SKU, as the main picture has it; null if its only picture is alone} */
  public @Nullable String sku() {
    ProductPlace place = main().product();
    return place == null ? null : place.sku();
  }

  /** {@return the picture that a shop shows first} */
  public ImageRecord main() {
    return pictures.get(0);
  }

  /** {@return a title for a listing; null if nothing names the product} */
  public @Nullable String title() {
    return Stream.concat(titledByHand(), pictures.stream())
        .map(ImageRecord::title)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Stream<ImageRecord> titledByHand() {
    return pictures.stream()
        .filter(image -> image.texts().locked().contains(TextName.TITLE.word()));
  }

  /** {@return the pictures that carry a handle by hand} */
  public Stream<ImageRecord> handled() {
    return pictures.stream().filter(image -> Handle.byHand(image) != null);
  }

  /** {@return the tags of all pictures, but those that a person removed and nobody gave} */
  public List<String> tags() {
    Set<String> given =
        pictures.stream()
            .flatMap(image -> image.corrections().tags().stream())
            .map(tag -> TagLabel.plain(tag.label()))
            .collect(Collectors.toSet());
    Set<String> removed =
        pictures.stream()
            .flatMap(image -> image.corrections().refused().stream())
            .filter(label -> !given.contains(label))
            .collect(Collectors.toSet());
    Map<String, String> labels = new LinkedHashMap<>();
    pictures.stream()
        .flatMap(image -> image.tags().stream())
        .map(Tag::label)
        .filter(label -> !removed.contains(TagLabel.plain(label)))
        .forEach(label -> labels.putIfAbsent(TagLabel.plain(label), label));
    return List.copyOf(labels.values());
  }

  /**
   * {@return the accepted values by attribute name, in its order, the category among them} Measured
   * colors are the product's only where it stands before a plain background, and words that a model
   * read on it only when a person has set them.
   */
  public Map<String, Attribute> facts() {
    Map<String, Attribute> facts = new LinkedHashMap<>();
    for (String name : names()) {
      facts.put(name, claims(name).values().iterator().next());
    }
    return facts;
  }

  private Set<String> names() {
    return pictures.stream()
        .flatMap(image -> image.attributes().keySet().stream())
        .filter(name -> !claims(name).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** {@return a person's values if there are any, else the machines', in the pictures' order} */
  private Map<ImageId, Attribute> claims(String name) {
    Map<ImageId, Attribute> all = new LinkedHashMap<>();
    for (ImageRecord image : pictures) {
      Attribute value = image.attributes().get(name);
      if (value != null && isFact(name, value, image)) {
        all.put(image.imageId(), value);
      }
    }
    if (all.values().stream().anyMatch(Attribute::locked)) {
      all.values().removeIf(value -> !value.locked());
    }
    return all;
  }

  private static boolean isFact(String name, Attribute value, ImageRecord image) {
    boolean read = name.equals(Question.TEXT) && value.evidence().threshold() == null;
    if (read && !value.locked()) {
      return false;
    }
    boolean plain = image.attributes().containsKey("background");
    boolean measured = value.evidence().source() == Source.PIXELS;
    return !NO_FACTS.contains(name) && (!measured || (name.equals("color") && plain));
  }

  /** {@return what the pictures contradict each other in, by the facts' names} */
  public List<Conflict> conflicts() {
    List<Conflict> conflicts = new ArrayList<>();
    for (String name : names()) {
      Map<ImageId, String> values = new LinkedHashMap<>();
      claims(name).forEach((id, value) -> values.put(id, value.value()));
      addConflict(name, values, conflicts);
    }
    Map<ImageId, String> titles = new LinkedHashMap<>();
    titledByHand().forEach(image -> titles.put(image.imageId(), String.valueOf(image.title())));
    addConflict(TextName.TITLE.word(), titles, conflicts);
    Map<ImageId, String> handles = new LinkedHashMap<>();
    handled().forEach(image -> handles.put(image.imageId(), String.valueOf(Handle.byHand(image))));
    addConflict(TextName.HANDLE.word(), handles, conflicts);
    return conflicts;
  }

  private static void addConflict(
      String fact, Map<ImageId, String> claims, List<Conflict> conflicts) {
    Map<String, List<ImageId>> values = new LinkedHashMap<>();
    claims.forEach((id, value) -> values.computeIfAbsent(value, v -> new ArrayList<>()).add(id));
    if (values.size() > 1) {
      conflicts.add(new Conflict(fact, values));
    }
  }
}
