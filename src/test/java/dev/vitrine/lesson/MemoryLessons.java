package dev.vitrine.lesson;

import dev.vitrine.image.ImageId;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lessons of a few corrections, for tests of those who use them. */
public final class MemoryLessons implements ThresholdSource, VerdictBook {
  private final Map<String, Lesson> lessons = new HashMap<>();
  private final Map<String, SellerThresholds> taught = new HashMap<>();

  /** Whether the next lesson is lost, as with a process that dies. */
  public boolean unavailable;

  /** Whether what the table has of a lesson cannot be read. */
  public boolean unreadable;

  @Override
  public SellerThresholds of(String seller) {
    return taught.getOrDefault(seller, SellerThresholds.NONE);
  }

  /** {@return the threshold of a tag; NaN when the vocabulary's counts} */
  public double threshold(String seller, String model, String attribute, String value) {
    return of(seller)
        .accept()
        .getOrDefault(SellerThresholds.key(model, attribute, value), Double.NaN);
  }

  /** {@return what the seller calls a value; null for what the vocabulary does} */
  public String name(String seller, String attribute, String value) {
    return of(seller).names().get(SellerThresholds.nameKey(attribute, value));
  }

  @Override
  public void record(
      String seller,
      ImageId imageId,
      List<Verdict> given,
      List<Verdict> withdrawn,
      Vocabulary vocabulary) {
    if (unavailable) {
      throw new TableUnavailableException("for this test", null);
    }
    if (unreadable) {
      throw new IllegalStateException("the table has verdicts that cannot be read");
    }
    for (Verdict old : withdrawn) {
      if (given.stream().noneMatch(old::sameValue)) {
        keep(seller, old, lesson(seller, old).without(imageId.value()), vocabulary);
      }
    }
    for (Verdict one : given) {
      Lesson.Entry verdict = Lesson.Entry.of(imageId.value(), one);
      keep(seller, one, lesson(seller, one).with(verdict), vocabulary);
    }
  }

  private Lesson lesson(String seller, Verdict about) {
    return lessons.getOrDefault(key(seller, about), Lesson.NONE);
  }

  private void keep(String seller, Verdict about, Lesson lesson, Vocabulary vocabulary) {
    lessons.put(key(seller, about), lesson);
    Map<String, Double> accept = new HashMap<>(of(seller).accept());
    Map<String, String> names = new HashMap<>(of(seller).names());
    String key = SellerThresholds.key(about.model(), about.attribute(), about.value());
    accept.remove(key);
    vocabulary
        .thresholds(about.model(), about.attribute())
        .ifPresent(
            usual -> lesson.threshold(about.model(), usual).ifPresent(own -> accept.put(key, own)));
    String name = SellerThresholds.nameKey(about.attribute(), about.value());
    names.remove(name);
    lesson.name().ifPresent(own -> names.put(name, own));
    taught.put(seller, new SellerThresholds(accept, names));
  }

  private static String key(String seller, Verdict about) {
    return seller + "/" + about.attribute() + "#" + about.value();
  }
}
