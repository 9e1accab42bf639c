package dev.vitrine.prompt;

import dev.vitrine.image.Box;
import dev.vitrine.prompt.PromptWriter.Thing;
import dev.vitrine.tag.PictureTagger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which of the things that a captioner sees are products, by their labels, sizes and places:
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

  private static final Comparator<Thing> LARGEST_FIRST =
      Comparator.comparingDouble((Thing thing) -> -thing.box().area());

  private ProductBoxes() {}

  /**
   * {@return the products, largest first; none, one, or up to {@value PictureTagger#MOST_PRODUCTS}}
   */
  static List<Thing> of(List<Thing> seen) {
    List<Thing> things = seen.stream().filter(ProductBoxes::isOfAProduct).toList();
    List<Thing> upFront =
        things.stream()
            .filter(thing -> !SURROUNDINGS.contains(name(thing)) || !holdsAny(thing, things))
            .toList();
    List<Thing> products = new ArrayList<>();
    for (Thing thing : paired(upFront).stream().sorted(LARGEST_FIRST).toList()) {
      if (products.stream().noneMatch(larger -> isPart(thing.box(), larger.box()))) {
        products.add(thing);
      }
    }
    return List.copyOf(products.subList(0, Math.min(PictureTagger.MOST_PRODUCTS, products.size())));
  }

  private static String name(Thing thing) {
    return thing.label().toLowerCase(Locale.ROOT);
  }

  private static boolean isOfAProduct(Thing thing) {
    Box box = thing.box();
    String name = name(thing);
    return !PEOPLE.contains(name)
        && !name.startsWith(PART_OF_A_PERSON)
        && box.area() >= SMALLEST_AREA
        && box.area() <= LARGEST_AREA
        && Math.min(box.width(), box.height()) >= SHORTEST_SIDE;
  }

  private static boolean holdsAny(Thing surroundings, List<Thing> things) {
    return things.stream()
        .filter(thing -> !SURROUNDINGS.contains(name(thing)))
        .anyMatch(thing -> standsOn(thing.box(), surroundings.box()));
  }

  /** Whether the middle of a thing's lower edge lies in the box of the surroundings. */
  private static boolean standsOn(Box box, Box surroundings) {
    double middle = (box.left() + box.right()) / 2;
    return middle > surroundings.left()
        && middle < surroundings.right()
        && box.bottom() > surroundings.top()
        && box.bottom() <= surroundings.bottom();
  }

  private static List<Thing> paired(List<Thing> things) {
    Map<String, Thing> pairs = new LinkedHashMap<>();
    List<Thing> all = new ArrayList<>();
    for (Thing thing : things) {
      if (PAIRS.contains(name(thing))) {
        pairs.merge(
            name(thing),
            thing,
            (one, other) -> new Thing(one.label(), one.box().around(other.box())));
      } else {
        all.add(thing);
      }
    }
    all.addAll(pairs.values());
    return all;
  }

  private static boolean isPart(Box box, Box larger) {
    return box.shareIn(larger) >= INSIDE || box.likeness(larger) >= SAME;
  }
}
