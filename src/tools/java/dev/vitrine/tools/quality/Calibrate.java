package dev.vitrine.tools.quality;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.tag.Likelihoods;
import dev.vitrine.tag.PictureTagger;
import dev.vitrine.tag.Ranking;
import dev.vitrine.vocabulary.Calibration;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * {@code quality/calibrate PICTURES LABELS.csv}: fits how sure a model must be of each labelled
 * question, on half of the labelled pictures, tries it on the other half, and writes it into the
 * vocabulary's file. With {@code --part all} it fits on all pictures, and tries each half by
 * thresholds that were fitted on the other. With {@code --only missing} it leaves alone what the
 * vocabulary has thresholds for, for this model and its present labels.
 */
public final class Calibrate {
  private static final Set<String> OPTIONS =
      Set.of(
          "vocabulary",
          "endpoint",
          "clip",
          "part",
          "among",
          "attribute",
          "precision",
          "likely",
          "only");

  /** Fewer labelled pictures tell nothing about one in ten. */
  private static final int LEAST_PICTURES = 50;

  private final Setup setup;
  private final Looks looks;
  private final PrintStream out;

  private Calibrate(Setup setup, Looks looks, PrintStream out) {
    this.setup = setup;
    this.looks = looks;
    this.out = out;
  }

  public static void main(String[] line) {
    System.exit(Setup.run(line, OPTIONS, Calibrate::run, System.out, System.err));
  }

  /** {@return 1 when a question that was asked for could not be fitted} */
  static int run(Setup setup, PrintStream out) throws IOException {
    Part part = setup.options().part(Part.FIT);
    if (setup.labels().areNames()) {
      throw new IllegalArgumentException(
          "calibrate needs labels by attribute: path,attribute,value.");
    }
    List<String> models = setup.options().list("clip");
    if (models.size() > 1) {
      throw new IllegalArgumentException(
          "calibrate fits one model: give --clip one, not " + models.size() + ".");
    }
    String clip = models.isEmpty() ? "" : models.get(0);
    boolean onlyMissing = isOnlyMissing(setup);
    Looks looks = setup.look(part, clip);
    Calibrate calibrate = new Calibrate(setup, looks, out);
    if (onlyMissing && calibrate.attributes().isEmpty()) {
      out.println(looks.model() + " has thresholds for its labels; they stay as they are.");
      return 0;
    }
    List<Calibration> fitted = calibrate.fitAll();
    if (!fitted.isEmpty()) {
      calibrate.save(fitted);
      if (part == Part.FIT) {
        Looks heldOut = setup.look(Part.HELD_OUT, clip);
        out.println("\nOn the half that was held out:\n");
        out.print(
            ReportText.of(
                setup.report(heldOut, setup.judged(heldOut, with(setup.vocabulary(), fitted)))));
      } else if (part == Part.ALL) {
        crossed(setup, looks, out);
      }
    }
    return fitted.size() == calibrate.attributes().size() && !fitted.isEmpty() ? 0 : 1;
  }

  /** Reports both halves, each by thresholds that were fitted on the other, and what was before. */
  private static void crossed(Setup setup, Looks looks, PrintStream out) {
    Map<String, List<Judged>> after = new TreeMap<>();
    PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    for (Part half : List.of(Part.FIT, Part.HELD_OUT)) {
      Part other = half == Part.FIT ? Part.HELD_OUT : Part.FIT;
      List<Calibration> fitted = new Calibrate(setup, looks.only(half), silent).fitAll();
      after.putAll(setup.judged(looks.only(other), with(setup.vocabulary(), fitted)));
    }
    Report before = setup.report(looks, setup.judged(looks, setup.vocabulary()));
    Report now = setup.report(looks, after);
    out.println("\nEach half by thresholds that were fitted on the other:\n");
    out.print(ReportText.of(now));
    out.println();
    out.println("before: " + ReportText.summary(before));
    out.println("after:  " + ReportText.summary(now));
  }

  private static boolean isOnlyMissing(Setup setup) {
    Optional<String> only = setup.options().get("only");
    only.filter(given -> !given.equals("missing"))
        .ifPresent(
            given -> {
              throw new IllegalArgumentException("--only is missing, not " + given + ".");
            });
    return only.isPresent();
  }

  private List<Calibration> fitAll() {
    List<Calibration> fitted = new ArrayList<>();
    attributes().forEach(attribute -> fit(attribute).ifPresent(fitted::add));
    return fitted;
  }

  private Set<String> attributes() {
    Set<String> wanted = new TreeSet<>();
    Optional<String> named = setup.options().get("attribute");
    if (named.isPresent()) {
      wanted.addAll(List.of(named.orElseThrow().split(",")));
    } else {
      setup.labels().byPath().values().forEach(labels -> wanted.addAll(labels.keySet()));
      if (wanted.contains(Question.CATEGORY)) {
        wanted.add(Question.TAG);
      }
      wanted.remove(Judge.COLOR); // measured, not answered by the model
    }
    if (isOnlyMissing(setup)) {
      wanted.removeIf(this::isCalibrated);
    }
    return wanted;
  }

  private boolean isCalibrated(String attribute) {
    Vocabulary vocabulary = setup.vocabulary();
    return vocabulary
        .labelsOf(attribute)
        .flatMap(labels -> vocabulary.calibration(looks.model(), attribute, labels))
        .isPresent();
  }

  private Optional<Calibration> fit(String attribute) {
    List<Example> examples = examples(attribute);
    out.printf(Locale.ROOT, "%s: %d labelled pictures%n", attribute, examples.size());
    if (examples.size() < LEAST_PICTURES) {
      out.println("  too few: " + LEAST_PICTURES + " are needed; it stays as it is");
      return Optional.empty();
    }
    TemperatureFit heat =
        attribute.equals(Question.TAG) && !looks.tagsCompete()
            ? TemperatureFit.independent(examples)
            : TemperatureFit.competing(examples);
    out.printf(
        Locale.ROOT,
        "  temperature %.3f, mean surprise %.3f nats, %.3f before%n",
        heat.temperature(),
        heat.loss(),
        heat.before());
    String labels = setup.vocabulary().labelsOf(attribute).orElseThrow().name();
    Calibration bare =
        new Calibration(looks.model(), attribute, labels, heat.temperature(), 1, 0, 1);
    double target = setup.options().number("precision", 0.9);
    Optional<ThresholdFit> fit =
        ThresholdFit.of(
            bare,
            target,
            setup.options().number("likely", 0.2),
            trials(attribute, heat.temperature()));
    if (fit.isEmpty()) {
      out.printf(Locale.ROOT, "  no threshold is surely right %.2f of the time%n", target);
    }
    return fit.map(this::print);
  }

  private Calibration print(ThresholdFit fit) {
    Calibration found = fit.calibration();
    out.printf(
        Locale.ROOT,
        "  claims from %.2f, leading by %.2f: right %s; suggests from %.2f%n",
        found.accept(),
        found.margin(),
        fit.precision(),
        found.suggest());
    return found;
  }

  /**
   * Tries calibrations out that share a temperature; the rankings by it are computed once.
   *
   * @return what a calibration would claim and suggest
   */
  private Function<Calibration, List<Judged>> trials(String attribute, double temperature) {
    Judge judge = new Judge(setup.vocabulary(), setup.labels());
    Map<String, Ranking> rankings = new TreeMap<>();
    for (String path : looks.scores().keySet()) {
      rankings.put(path, likelihoods(path).of(attribute, temperature));
    }
    return tried -> {
      List<Judged> judged = new ArrayList<>();
      rankings.forEach(
          (path, ranking) ->
              judged.addAll(
                  judge.judge(path, PictureTagger.tryOut(likelihoods(path), ranking, tried))));
      judged.removeIf(one -> !one.attribute().equals(attribute));
      return judged;
    };
  }

  private Likelihoods likelihoods(String path) {
    return looks.likelihoods(path, setup.vocabulary());
  }

  private List<Example> examples(String attribute) {
    Judge judge = new Judge(setup.vocabulary(), setup.labels());
    List<Example> examples = new ArrayList<>();
    for (String path : looks.scores().keySet()) {
      if (judge.isLabelled(path, attribute)) {
        examples.add(
            new Example(
                heat -> likelihoods(path).of(attribute, heat), right(judge, path, attribute)));
      }
    }
    return examples;
  }

  private Set<String> right(Judge judge, String path, String attribute) {
    if (attribute.equals(Question.TAG)) {
      return judge.words(path);
    }
    Set<String> right = new HashSet<>(setup.labels().of(path, attribute));
    if (attribute.equals(Question.CATEGORY)) {
      setup.vocabulary().categories().stream()
          .flatMap(Category::all)
          .filter(category -> setup.labels().of(path, attribute).contains(category.name()))
          .flatMap(Category::leaves)
          .forEach(leaf -> right.add(leaf.name()));
    }
    right.remove(Labels.NONE);
    return right;
  }

  private void save(List<Calibration> fitted) throws IOException {
    Optional<String> file = setup.options().get("vocabulary");
    if (file.isPresent()) {
      Path path = Path.of(file.orElseThrow());
      Files.writeString(path, new CalibrationFile(Setup.JSON).with(fitted, Files.readString(path)));
      out.println("written to " + path);
    } else {
      out.println(new CalibrationFile(Setup.JSON).with(fitted, "{}"));
    }
  }

  private static Vocabulary with(Vocabulary old, List<Calibration> fitted) {
    List<Calibration> all = new ArrayList<>(fitted);
    old.calibrations().stream()
        .filter(one -> fitted.stream().noneMatch(f -> CalibrationFile.sameQuestion(f, one)))
        .forEach(all::add);
    return old.withCalibrations(all);
  }
}
