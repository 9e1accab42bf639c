package dev.vitrine.tools.quality;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code quality/eval PICTURES LABELS.csv}: how good the tags are on labelled pictures. Tags them
 * as the workflow does, prints the report, and with {@code --out} writes it as JSON, HTML and SVG.
 * With several models in {@code --clip} it reports on each, and prints them side by side. With
 * {@code --precision}, {@code --accepted}, {@code --first-three}, {@code --color} or {@code
 * --error} it fails (exit status 1) where a result is worse.
 */
public final class Evaluate {
  private static final Set<String> OPTIONS =
      Set.of(
          "vocabulary",
          "endpoint",
          "clip",
          "out",
          "part",
          "among",
          "precision",
          "accepted",
          "first-three",
          "color",
          "error");

  private Evaluate() {}

  public static void main(String[] line) {
    System.exit(Setup.run(line, OPTIONS, Evaluate::run, System.out, System.err));
  }

  static int run(Setup setup, PrintStream out) throws IOException {
    List<String> models = setup.options().list("clip");
    requireFolders(models);
    List<Report> reports = new ArrayList<>();
    boolean kept = true;
    for (String clip : models.isEmpty() ? List.of("") : models) {
      Looks looks = setup.look(setup.options().part(Part.ALL), clip);
      Report report = setup.report(looks, setup.judged(looks, setup.vocabulary()));
      reports.add(report);
      out.print(ReportText.of(report));
      if (setup.options().get("out").isPresent()) {
        Path folder = Path.of(setup.options().get("out").orElseThrow());
        write(report, models.size() > 1 ? folder.resolve(fileName(clip)) : folder);
      }
      kept &= bounds(report, setup.options(), out);
    }
    if (reports.size() > 1) {
      out.println();
      out.print(ReportText.sideBySide(reports));
    }
    return kept ? 0 : 1;
  }

  /** So that no report takes another's place, also where A and a are one folder. */
  private static void requireFolders(List<String> models) {
    Map<String, String> folders = new HashMap<>();
    for (String clip : models) {
      String before = folders.put(fileName(clip).toLowerCase(Locale.ROOT), clip);
      if (before != null) {
        throw new IllegalArgumentException(
            "--clip has %s and %s, whose reports would be one folder, %s: rename or evaluate one alone."
                .formatted(before, clip, fileName(clip)));
      }
    }
  }

  private static String fileName(String clip) {
    String name = clip.replaceAll("[^A-Za-z0-9._@-]+", "-").replaceAll("^[.-]+", "");
    return name.isEmpty() ? "model" : name;
  }

  private static void write(Report report, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("report.json"), new ReportJson(Setup.JSON).of(report).toPrettyString());
    Files.writeString(folder.resolve("report.html"), ReportHtml.of(report));
    List<AttributeQuality> all = new ArrayList<>(report.attributes());
    all.add(report.overall());
    for (AttributeQuality one : all) {
      Files.writeString(
          folder.resolve("reliability-" + one.attribute() + ".svg"),
          ReliabilityPlot.of(one.attribute(), one.calibration()));
    }
  }

  private static boolean bounds(Report report, Options options, PrintStream out) {
    boolean kept = report.pictures() > 0;
    if (!kept) {
      out.println("No labelled picture could be tagged.");
    }
    kept &= atLeast("precision", report.overall().precision().value(), options, out);
    kept &= atLeast("accepted", report.accepted().value(), options, out);
    kept &= atLeast("first-three", report.firstThree().value(), options, out);
    kept &= atLeast("color", report.whole().colors().value(), options, out);
    double error = report.overall().calibration().error();
    if (error > options.number("error", 1)) {
      out.println("error is " + error + ", more than " + options.number("error", 1));
      kept = false;
    }
    return kept;
  }

  private static boolean atLeast(String name, double value, Options options, PrintStream out) {
    if (value >= options.number(name, 0)) {
      return true;
    }
    out.println(name + " is " + value + ", less than " + options.number(name, 0));
    return false;
  }
}
