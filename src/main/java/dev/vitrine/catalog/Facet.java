package dev.vitrine.catalog;

import dev.vitrine.listing.ProductPlace;
import dev.vitrine.vocabulary.Question;
import java.util.Comparator;
import java.util.Set;

/**
 * A value that images can be found by, with their number.
 *
 * @param name {@code tag}, {@code vitrine-work}, or an attribute's name
 * @param value label, or the attribute's value
 * @param count images of the seller that have it
 */
public record Facet(String name, String value, long count) {
  /** By name, then the most frequent first. */
  public static final Comparator<Facet> BY_COUNT =
      Comparator.comparing(Facet::name)
          .thenComparing(Facet::count, Comparator.reverseOrder())
          .thenComparing(Facet::value);

  /** The name under which tags are counted. */
  public static final String TAG = "tag";

  /** The name under which states of the work are counted. */
  public static final String WORK = "vitrine-work";

  /** The name of the lists of pictures whose hashes have a band in common; they are not counted. */
  public static final String LOOK = "vitrine-look";

  /** The name under which pictures of a product are found; they are not counted. */
  public static final String PRODUCT = "vitrine-product";

  /**
   * The name of the lists of finished pictures by status, in which they are counted by time; so
   * they need no counter.
   */
  public static final String STATUS = "vitrine-status";

  /** The name of the list of all pictures by file name, which are not counted by it. */
  public static final String FILE_NAME = "vitrine-name";

  /** {@return whether an attribute may not have this name} */
  public static boolean isReserved(String name) {
    return name.equals(TAG) || name.startsWith(Question.OWN);
  }

  /** A shop has too many products, and too many looks, for a counter each. */
  private static boolean isCounted(String name) {
    return !Set.of(LOOK, PRODUCT, STATUS, FILE_NAME).contains(name);
  }

  /**
   * An attribute's value, or a tag.
   *
   * @param name lower case letters, digits, {@code _} and {@code -}
   * @param value at most 100 characters
   */
  public record Key(String name, String value) implements Comparable<Key> {
    /** What an attribute may be called. */
    public static final String NAME = "[a-z][a-z0-9_-]{0,39}";

    /** Longest value in characters. */
    public static final int LONGEST = 100;

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::name).thenComparing(Key::value);

    public Key {
      if (!name.matches(NAME)) {
        throw new IllegalArgumentException("not the name of an attribute: " + name);
      }
      if (value.isBlank() || value.length() > LONGEST) {
        throw new IllegalArgumentException("a value has 1 to " + LONGEST + " characters");
      }
    }

    static Key tag(String label) {
      return new Key(TAG, label);
    }

    /** {@return the key of pictures whose hashes have a band in common} */
    public static Key look(String band) {
      return new Key(LOOK, band);
    }

    static Key work(SellerWork state) {
      return new Key(WORK, state.word());
    }

    /** {@return the key of the list of all pictures by file name} */
    static Key byName() {
      return new Key(FILE_NAME, "all");
    }

    static Key status(ImageStatus status) {
      return new Key(STATUS, status.word());
    }

    /** {@return the value of all pictures of a product} */
    public static Key product(String sku) {
      return new Key(PRODUCT, ProductPlace.productOf(sku));
    }

    boolean isTag() {
      return name.equals(TAG);
    }

    /** {@return whether the images that have the value are counted} */
    boolean isCounted() {
      return Facet.isCounted(name);
    }

    /** {@return {@code name#value}; a name has no #, so it is unambiguous} */
    public String text() {
      return name + "#" + value;
    }

    static Key ofText(String text) {
      int hash = text.indexOf('#');
      return new Key(text.substring(0, hash), text.substring(hash + 1));
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }
}
