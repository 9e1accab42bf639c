package dev.vitrine.vocabulary;

import dev.vitrine.vocabulary.Draft.CalibrationEntry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vocabulary that was read from a file and checked.
 *
 * @param vocabulary with the version {@value #UNSAVED}, until storing gives it another
 * @param warnings the parts of the file that were left out
 */
public record VocabularyFile(Vocabulary vocabulary, List<VocabularyProblem> warnings) {
  /** The version of a vocabulary that is not stored. */
  public static final String UNSAVED = "unsaved";

  public VocabularyFile {
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads the JSON that {@code GET /vocabulary} returns; its {@code version} is ignored.
   *
   * @throws InvalidVocabularyException with all problems of the file
   */
  public static VocabularyFile ofJson(byte[] file) {
    ProblemList problems = new ProblemList();
    text(file, problems);
    problems.throwIfAny();
    return checked(JsonDraft.read(file, problems), problems);
  }

  /**
   * Reads a seller's table of labels, see {@link CsvDraft}.
   *
   * @param declared its encoding, as the sender names it; null if they do not
   * @throws InvalidVocabularyException with all problems of the file
   */
  public static VocabularyFile ofCsv(byte[] file, @Nullable Charset declared) {
    ProblemList problems = new ProblemList();
    CsvText csv = CsvText.of(file, declared);
    requireReadable(csv, problems);
    VocabularyFile read = checked(CsvDraft.read(csv, problems), problems);
    if (!csv.guessed()) {
      return read;
    }
    List<VocabularyProblem> warnings = new ArrayList<>(read.warnings());
    warnings.add(
        new VocabularyProblem(
            firstBadLine(file),
            "",
            "The file is not in UTF-8 and was read as Windows-1252, as older Excel writes it. Check"
                + " the letters with accents on this line."));
    return new VocabularyFile(read.vocabulary(), warnings);
  }

  /** A letter that was lost before would be scored by the model, and shown to customers. */
  private static void requireReadable(CsvText csv, ProblemList problems) {
    int line = csv.firstLine();
    for (String text : csv.text().lines().toList()) {
      if (text.indexOf(CsvText.UNREADABLE) >= 0) {
        problems.add(
            line,
            "",
            "A letter on this line cannot be read. Save the table again as CSV UTF-8; a program"
                + " sends the bytes as application/octet-stream, with their charset.");
      }
      line++;
    }
    problems.throwIfAny();
  }

  private static VocabularyFile checked(Draft draft, ProblemList problems) {
    new VocabularyCheck(draft, problems).run();
    problems.throwIfAny();
    Vocabulary uncalibrated = draft.vocabulary(UNSAVED);
    new VocabularySize(uncalibrated, problems).run();
    problems.throwIfAny();
    List<VocabularyProblem> warnings = new ArrayList<>();
    List<Calibration> kept = new ArrayList<>();
    for (CalibrationEntry entry : draft.calibrations()) {
      if (belongs(entry.calibration(), uncalibrated)) {
        kept.add(entry.calibration());
      } else {
        warnings.add(
            new VocabularyProblem(
                entry.line(),
                entry.where(),
                "This calibration of %s is left out, as it was made for other labels. Without a new one,"
                        .formatted(entry.calibration().attribute())
                    + " the default thresholds decide, or nothing is accepted of a model that does"
                    + " not name its logit scale."));
      }
    }
    return new VocabularyFile(uncalibrated.withCalibrations(kept), warnings);
  }

  private static boolean belongs(Calibration calibration, Vocabulary vocabulary) {
    return vocabulary
        .labelsOf(calibration.attribute())
        .map(LabelSet::name)
        .filter(calibration.labelSet()::equals)
        .isPresent();
  }

  private static String text(byte[] file, ProblemList problems) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      problems.add(firstBadLine(file), "", "The file is not encoded in UTF-8.");
      return "";
    }
  }

  /** A line end is one byte in UTF-8, so that each line can be decoded alone. */
  private static int firstBadLine(byte[] file) {
    String[] lines = new String(file, StandardCharsets.ISO_8859_1).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      byte[] line = lines[i].getBytes(StandardCharsets.ISO_8859_1);
      if (new String(line, StandardCharsets.UTF_8).indexOf(CsvText.UNREADABLE) >= 0) {
        return i + 1;
      }
    }
    return 1;
  }
}
