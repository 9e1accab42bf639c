package dev.vitrine.vocabulary;

import dev.vitrine.vocabulary.Draft.Limit;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A vocabulary that somebody wrote, read and checked whole.
 *
 * @param vocabulary its version is {@value #UNSAVED}: what it is called is decided where it is kept
 * @param warnings what was left out
 */
public record VocabularyFile(Vocabulary vocabulary, List<VocabularyProblem> warnings) {
  /** The version of what is kept nowhere. */
  public static final String UNSAVED = "unsaved";

  public VocabularyFile {
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads what {@code GET /vocabulary} answers; its {@code version} is ignored.
   *
   * @throws InvalidVocabularyException with all that is wrong
   */
  public static VocabularyFile ofJson(byte[] file) {
    ProblemList problems = new ProblemList();
    text(file, problems);
    problems.refuse();
    return checked(JsonDraft.read(file, problems), problems);
  }

  /**
   * Reads a seller's own list: a label a row, see {@link CsvDraft}.
   *
   * @throws InvalidVocabularyException with all that is wrong
   */
  public static VocabularyFile ofCsv(byte[] file) {
    ProblemList problems = new ProblemList();
    String text = text(file, problems);
    problems.refuse();
    String marked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return checked(CsvDraft.read(marked, problems), problems);
  }

  private static VocabularyFile checked(Draft draft, ProblemList problems) {
    new VocabularyCheck(draft, problems).run();
    problems.refuse();
    Vocabulary bare = draft.vocabulary(UNSAVED);
    new VocabularySize(bare, problems).run();
    problems.refuse();
    List<VocabularyProblem> warnings = new ArrayList<>();
    List<Calibration> kept = new ArrayList<>();
    for (Limit limit : draft.calibrations()) {
      if (belongs(limit.calibration(), bare)) {
        kept.add(limit.calibration());
      } else {
        warnings.add(
            new VocabularyProblem(
                limit.line(),
                limit.where(),
                "This calibration of %s was made for other labels and is left out; until it is made "
                        .formatted(limit.calibration().attribute())
                    + "anew, the model only suggests there."));
      }
    }
    return new VocabularyFile(
        new Vocabulary(
            bare.name(),
            bare.version(),
            bare.templates(),
            bare.categories(),
            bare.attributes(),
            bare.tags(),
            kept),
        warnings);
  }

  private static boolean belongs(Calibration calibration, Vocabulary vocabulary) {
    String attribute = calibration.attribute();
    return switch (attribute) {
      case Question.CATEGORY -> calibration.labelSet().equals(vocabulary.categorySet().name());
      case Question.TAG -> calibration.labelSet().equals(vocabulary.tagSet().name());
      default ->
          vocabulary
              .question(attribute)
              .map(question -> vocabulary.setOf(question).name())
              .filter(calibration.labelSet()::equals)
              .isPresent();
    };
  }

  private static String text(byte[] file, ProblemList problems) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      problems.add(firstBadLine(file), "", "The file is not encoded in UTF-8.");
      return "";
    }
  }

  /** A line end is one byte in UTF-8, so lines can be decoded each by itself. */
  private static int firstBadLine(byte[] file) {
    String[] lines = new String(file, StandardCharsets.ISO_8859_1).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      byte[] line = lines[i].getBytes(StandardCharsets.ISO_8859_1);
      if (new String(line, StandardCharsets.UTF_8).indexOf('\uFFFD') >= 0) {
        return i + 1;
      }
    }
    return 1;
  }
}
