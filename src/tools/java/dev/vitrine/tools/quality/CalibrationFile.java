package dev.vitrine.tools.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.vocabulary.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts calibrations into a vocabulary's file and leaves every other character as it is. */
final class CalibrationFile {
  /** A calibration holds neither lists nor brackets in texts. */
  private static final Pattern MEMBER =
      Pattern.compile("\"calibrations\"\\s*:\\s*(\\[[^\\]]*\\]|null)");

  private final ObjectMapper json;

  CalibrationFile(ObjectMapper json) {
    this.json = json;
  }

  /**
   * @param file a vocabulary in JSON
   * @param fitted take the place of those for the same model and attribute
   */
  String with(List<Calibration> fitted, String file) throws JsonProcessingException {
    Matcher member = MEMBER.matcher(file);
    if (!member.find()) {
      int end = file.lastIndexOf('}');
      return file.substring(0, end).stripTrailing()
          + ",\n  \"calibrations\": "
          + text(fitted)
          + "\n}\n";
    }
    List<Calibration> all = new ArrayList<>();
    Calibration[] old = json.readValue(member.group(1), Calibration[].class);
    for (Calibration one : old == null ? new Calibration[0] : old) {
      if (fitted.stream().noneMatch(f -> sameQuestion(f, one))) {
        all.add(one);
      }
    }
    all.addAll(fitted);
    return file.substring(0, member.start(1)) + text(all) + file.substring(member.end(1));
  }

  static boolean sameQuestion(Calibration a, Calibration b) {
    return a.model().equals(b.model()) && a.attribute().equals(b.attribute());
  }

  private String text(List<Calibration> all) throws JsonProcessingException {
    List<String> lines = new ArrayList<>();
    for (Calibration one : all) {
      lines.add(json.writeValueAsString(one));
    }
    return lines.stream().collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]"));
  }
}
