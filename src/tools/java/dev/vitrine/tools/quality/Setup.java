package dev.vitrine.tools.quality;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.vocabulary.InvalidVocabularyException;
import dev.vitrine.vocabulary.ShippedVocabulary;
import dev.vitrine.vocabulary.Vocabulary;
import dev.vitrine.vocabulary.VocabularyFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What both commands begin with.
 *
 * @param options the command line
 * @param folder of pictures
 * @param vocabulary that of {@code --vocabulary}, or the shipped one
 * @param labels those of {@code --among}, or all
 * @param eyes where real models are found
 */
record Setup(Options options, Path folder, Vocabulary vocabulary, Labels labels, Eyes eyes) {
  static final ObjectMapper JSON = new ObjectMapper();

  /** Does what was asked for. */
  interface Command {
    /** {@return the exit status} */
    int run(Setup setup, PrintStream out) throws IOException;
  }

  /**
   * Runs a command; what is wrong with its input is said in a sentence.
   *
   * @return the exit status: 2 for a command line or a file that cannot be used
   */
  static int run(
      String[] line, Set<String> known, Command command, PrintStream out, PrintStream err) {
    return run(line, known, command, out, new Eyes(System.getenv(), err));
  }

  static int run(String[] line, Set<String> known, Command command, PrintStream out, Eyes eyes) {
    PrintStream err = eyes.terminal();
    try {
      return command.run(of(Options.read(line, known), eyes), out);
    } catch (InvalidVocabularyException e) {
      e.problems().forEach(one -> err.println("line " + one.line() + ": " + one.message()));
    } catch (BadLabelsException | IllegalArgumentException e) {
      err.println(e.getMessage());
    } catch (IOException e) {
      err.println("Cannot be read or written: " + e.getMessage());
    }
    return 2;
  }

  private static Setup of(Options options, Eyes eyes) throws IOException, BadLabelsException {
    Path folder = Path.of(options.arguments().get(0));
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("There is no folder " + folder + ".");
    }
    Vocabulary vocabulary =
        options.get("vocabulary").isPresent()
            ? VocabularyFile.ofJson(
                    Files.readAllBytes(Path.of(options.get("vocabulary").orElseThrow())))
                .vocabulary()
            : new ShippedVocabulary(JSON).of("");
    Labels labels = Labels.read(Path.of(options.arguments().get(1)), vocabulary);
    if (options.get("among").isPresent()) {
      labels = labels.among(words(Path.of(options.get("among").orElseThrow())));
    }
    if (options.get("clip").isPresent() && options.get("endpoint").isPresent()) {
      throw new IllegalArgumentException("Give --clip or --endpoint, not both.");
    }
    return new Setup(options, folder, vocabulary, labels, eyes);
  }

  private static Set<String> words(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.toSet());
    }
  }

  /**
   * {@return a look at every labelled picture of that half}
   *
   * @param clip as {@link Eyes#open} takes it; of no interest with {@code --endpoint}
   */
  Looks look(Part part, String clip) throws IOException {
    Path learnt = Files.createTempDirectory("vitrine-label-sets");
    try (Models model = model(clip, learnt)) {
      Judge judge = new Judge(vocabulary, labels);
      return Looks.at(
          folder,
          labels.only(part::has).byPath().keySet(),
          path -> !judge.colors(path).isEmpty(),
          vocabulary,
          model.tagger());
    } finally {
      delete(learnt);
    }
  }

  private Models model(String clip, Path learnt) throws IOException {
    if (options.get("endpoint").isPresent()) {
      return Models.endpoint(options.get("endpoint").orElseThrow(), JSON);
    }
    return eyes.open(clip)
        .map(real -> Models.real(real, vocabulary, JSON))
        .orElseGet(() -> Models.standIn(learnt, JSON));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** {@return by path, how that vocabulary's thresholds do on what was looked at} */
  Map<String, List<Judged>> judged(Looks looks, Vocabulary thresholds) {
    Judge judge = new Judge(thresholds, labels);
    Map<String, List<Judged>> judged = new TreeMap<>();
    for (String path : looks.scores().keySet()) {
      judged.put(path, judge.judge(path, looks.decide(path, thresholds)));
    }
    return judged;
  }

  /** {@return the report on values that were judged} */
  Report report(Looks looks, Map<String, List<Judged>> judged) {
    return Report.of(looks, vocabulary.id(), judged, new Judge(vocabulary, labels), labels);
  }
}
