package dev.vitrine.prompt;

import dev.vitrine.image.Box;
import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.prompt.PromptWriter.DetectedObject;
import dev.vitrine.tag.PictureTagger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of the objects that a captioner sees are products, by their labels, sizes and places:
 *
 * <ol>
 *   <li>People and parts of them are none, nor is what covers hardly anything of the picture or
 *       nearly all of it.
 *   <li>Furniture and surroundings are none if something else stands on them or lies in them.
 *   <li>What is sold in pairs is one product: all boxes of the label together.
 *   <li>A box that lies in a larger one is a part of it; of two boxes that are nearly the same the
 *       larger counts.
 *   <li>The {@value PictureTagger#MOST_PRODUCTS} largest count.
 * </ol>
 */
final class ProductBoxes {
  private static final double SMALLEST_AREA = 0.02;
  private static final double LARGEST_AREA = 0.9;
  private static final double SHORTEST_SIDE = 0.05;

  /** A box is a part of another that covers so much of it. */
  private static final double INSIDE = 0.8;

  /** Two boxes show the same that have so much in common of what they cover. */
  private static final double SAME = 0.5;

  private static final String PART_OF_A_PERSON = "human ";

  private static final Set<String> PEOPLE =
      Set.of(
          "person",
          "people",
          "man",
          "men",
          "woman",
          "women",
          "boy",
          "girl",
          "child",
          "children",
          "baby",
          "model",
          "mannequin",
          "face",
          "head",
          "hair",
          "hand",
          "hands",
          "arm",
          "leg",
          "foot",
          "feet",
          "finger",
          "ear",
          "eye",
          "nose",
          "mouth",
          "beard",
          "skin",
          "torso");

  private static final Set<String> SURROUNDINGS =
      Set.of(
          "furniture",
          "table",
          "coffee table",
          "dining table",
          "kitchen & dining room table",
          "side table",
          "desk",
          "shelf",
          "bookcase",
          "cabinetry",
          "cabinet",
          "cupboard",
          "countertop",
          "counter",
          "drawer",
          "chest of drawers",
          "nightstand",
          "wardrobe",
          "bed",
          "studio couch",
          "sofa bed",
          "couch",
          "sofa",
          "loveseat",
          "chair",
          "bench",
          "stool",
          "floor",
          "wall",
          "ceiling",
          "window",
          "curtain",
          "carpet",
          "rug",
          "fireplace",
          "stairs",
          "house",
          "building",
          "tree",
          "plant",
          "grass",
          "sky",
          "tray",
          "cutting board");

  private static final Set<String> PAIRS =
      Set.of(
          "shoe",
          "shoes",
          "footwear",
          "boot",
          "boots",
          "sandal",
          "sandals",
          "sneaker",
          "sneakers",
          "high heels",
          "slipper",
          "slippers",
          "sock",
          "socks",
          "glove",
          "gloves",
          "earring",
          "earrings",
          "skate",
          "ski",
          "cufflink");

  private static final Comparator<DetectedObject> LARGEST_FIRST =
      Comparator.comparingDouble((DetectedObject object) -> -object.box().area());

  private ProductBoxes() {}

  /**
   * {@return the products, largest first; none, one, or up to {@value PictureTagger#MOST_PRODUCTS}}
   */
  static List<DetectedObject> of(List<DetectedObject> seen) {
    List<DetectedObject> products = new ArrayList<>();
    for (DetectedObject object : paired(upFront(seen)).stream().sorted(LARGEST_FIRST).toList()) {
      if (products.stream().noneMatch(larger -> isPart(object.box(), larger.box()))) {
        products.add(object);
      }
    }
    return List.copyOf(products.subList(0, Math.min(PictureTagger.MOST_PRODUCTS, products.size())));
  }

  /**
   * {@return where the objects are, for those who cut the product out; null if none is a product}
   * Here each of a pair has its own box, and more than {@value PictureTagger#MOST_PRODUCTS} count.
   * A box that lies wholly in another is left out.
   */
  static @Nullable DetectedBoxes places(List<DetectedObject> seen) {
    List<DetectedObject> products = upFront(seen);
    if (products.isEmpty()) {
      return null;
    }
    List<DetectedObject> others =
        seen.stream()
            .filter(object -> !products.contains(object))
            .filter(object -> !isUnder(object, products))
            .toList();
    List<Box> boxes =
        Stream.concat(products.stream(), others.stream()).map(DetectedObject::box).toList();
    return new DetectedBoxes(
        outermost(products, products.stream().map(DetectedObject::box).toList()),
        outermost(others, boxes));
  }

  private static List<Box> outermost(List<DetectedObject> objects, List<Box> among) {
    return objects.stream()
        .map(DetectedObject::box)
        .filter(box -> among.stream().noneMatch(o -> !o.equals(box) && box.shareIn(o) == 1))
        .distinct()
        .toList();
  }

  /** {@return what is of a product, without surroundings that hold another} */
  private static List<DetectedObject> upFront(List<DetectedObject> seen) {
    List<DetectedObject> objects = seen.stream().filter(ProductBoxes::isOfAProduct).toList();
    return objects.stream().filter(object -> !isUnder(object, objects)).toList();
  }

  private static String name(DetectedObject object) {
    return object.label().toLowerCase(Locale.ROOT);
  }

  private static boolean isOfAProduct(DetectedObject object) {
    Box box = object.box();
    String name = name(object);
    return !PEOPLE.contains(name)
        && !name.startsWith(PART_OF_A_PERSON)
        && box.area() >= SMALLEST_AREA
        && box.area() <= LARGEST_AREA
        && Math.min(box.width(), box.height()) >= SHORTEST_SIDE;
  }

  /** {@return whether an object is surroundings of others, one of which stands on it} */
  private static boolean isUnder(DetectedObject object, List<DetectedObject> objects) {
    return SURROUNDINGS.contains(name(object))
        && objects.stream()
            .filter(other -> !SURROUNDINGS.contains(name(other)))
            .anyMatch(other -> standsOn(other.box(), object.box()));
  }

  /** Whether the middle of an object's lower edge lies in the box of the surroundings. */
  private static boolean standsOn(Box box, Box surroundings) {
    double middle = (box.left() + box.right()) / 2;
    return middle > surroundings.left()
        && middle < surroundings.right()
        && box.bottom() > surroundings.top()
        && box.bottom() <= surroundings.bottom();
  }

  private static List<DetectedObject> paired(List<DetectedObject> objects) {
    Map<String, DetectedObject> pairs = new LinkedHashMap<>();
    List<DetectedObject> all = new ArrayList<>();
    for (DetectedObject object : objects) {
      if (PAIRS.contains(name(object))) {
        pairs.merge(
            name(object),
            object,
            (one, other) -> new DetectedObject(one.label(), one.box().around(other.box())));
      } else {
        all.add(object);
      }
    }
    all.addAll(pairs.values());
    return all;
  }

  private static boolean isPart(Box box, Box larger) {
    return box.shareIn(larger) >= INSIDE || box.likeness(larger) >= SAME;
  }
}
