package dev.vitrine.vocabulary;

import dev.vitrine.vocabulary.Draft.CalibrationEntry;
import dev.vitrine.vocabulary.Draft.Label;
import dev.vitrine.vocabulary.Draft.QuestionEntry;
import dev.vitrine.vocabulary.Draft.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a vocabulary from the JSON that {@code GET /vocabulary} returns. */
final class JsonDraft {
  private static final Set<String> FILE =
      Set.of("name", "version", "templates", "categories", "attributes", "tags", "calibrations");
  private static final Set<String> VALUE =
      Set.of("name", "synonyms", "shopName", "plainName", "id", "handle", "banned");
  private static final Set<String> CATEGORY =
      Set.of(
          "name",
          "synonyms",
          "shopName",
          "plainName",
          "id",
          "googleCategory",
          "metafields",
          "banned",
          "categories");
  private static final Set<String> ATTRIBUTE =
      Set.of("name", "title", "templates", "categories", "values", "measured");
  private static final Set<String> CALIBRATION =
      Set.of("model", "attribute", "labelSet", "temperature", "accept", "margin", "suggest");

  private final ProblemList problems;

  private JsonDraft(ProblemList problems) {
    this.problems = problems;
  }

  /**
   * @throws InvalidVocabularyException if the file is not JSON; other problems are added to {@code
   *     problems}
   */
  static Draft read(byte[] file, ProblemList problems) {
    Members members = new Members(LinedJson.parse(file), "", FILE, problems);
    return new JsonDraft(problems).draft(members);
  }

  private Draft draft(Members file) {
    return new Draft(
        file.required("name"),
        file.texts("templates"),
        labels(file, "categories", CATEGORY),
        attributes(file),
        labels(file, "tags", VALUE),
        calibrations(file));
  }

  private List<Label> labels(Members parent, String name, Set<String> known) {
    List<Label> labels = new ArrayList<>();
    List<LinedJson> list = parent.list(name);
    for (int i = 0; i < list.size(); i++) {
      labels.add(label(list.get(i), parent.path(name) + "[" + i + "]", known));
    }
    return labels;
  }

  /** A label with nothing but a name may be written as a string. */
  private Label label(LinedJson json, String where, Set<String> known) {
    if (json.value() instanceof String name) {
      return Label.named(new Text(json.line(), where, name));
    }
    Members members = new Members(json, where, known, problems);
    return new Label(
        members.required("name"),
        members.texts("synonyms"),
        members.text("shopName"),
        members.text("plainName"),
        members.text("id"),
        members.text("handle"),
        members.text("googleCategory"),
        members.textsByName("metafields"),
        members.flag("banned"),
        known.contains("categories") ? labels(members, "categories", known) : List.of());
  }

  private List<QuestionEntry> attributes(Members file) {
    List<QuestionEntry> attributes = new ArrayList<>();
    List<LinedJson> list = file.list("attributes");
    for (int i = 0; i < list.size(); i++) {
      String where = "attributes[" + i + "]";
      Members members = new Members(list.get(i), where, ATTRIBUTE, problems);
      attributes.add(
          new QuestionEntry(
              members.required("name"),
              members.text("title"),
              members.texts("templates"),
              members.texts("categories"),
              labels(members, "values", VALUE),
              members.flag("measured")));
    }
    return attributes;
  }

  private List<CalibrationEntry> calibrations(Members file) {
    List<CalibrationEntry> calibrations = new ArrayList<>();
    List<LinedJson> list = file.list("calibrations");
    for (int i = 0; i < list.size(); i++) {
      String where = "calibrations[" + i + "]";
      Members members = new Members(list.get(i), where, CALIBRATION, problems);
      Calibration calibration = calibration(members, where);
      if (calibration != null) {
        calibrations.add(new CalibrationEntry(members.line(), where, calibration));
      }
    }
    return calibrations;
  }

  private @Nullable Calibration calibration(Members members, String where) {
    try {
      return new Calibration(
          members.required("model").text(),
          members.required("attribute").text(),
          members.required("labelSet").text(),
          members.number("temperature"),
          members.number("accept"),
          members.number("margin"),
          members.number("suggest"));
    } catch (IllegalArgumentException e) {
      problems.add(
          members.line(),
          where,
          "The numbers of this calibration do not fit together: " + e.getMessage() + ".");
      return null;
    }
  }
}
