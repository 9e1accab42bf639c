package dev.vitrine.tools.taxonomy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.InvalidVocabularyException;
import dev.vitrine.vocabulary.Vocabulary;
import dev.vitrine.vocabulary.VocabularyFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Makes a vocabulary of a release of Shopify's Standard Product Taxonomy, for {@code PUT
 * /vocabulary}. Download the release's {@code dist/en} first, then:
 *
 * <pre>
 * src/tools/run taxonomy.ShopifyImport dist/en vocabulary.json --verticals aa,hg --levels 4
 * </pre>
 */
public final class ShopifyImport {
  private static final String USAGE =
      """
      usage: FOLDER FILE [--verticals aa,hg] [--levels N] [--attributes pattern,neckline]
        FOLDER        a release's dist/en: taxonomy.json, or categories.json and attributes.json,
                      or categories.txt
        FILE          where the vocabulary goes
        --verticals   prefixes or names; all of them have more labels than a vocabulary takes
        --levels      how deep the tree may be, verticals included; 4 unless said
        --attributes  handles; those that most of the categories have unless said
      """;
  private static final int USUAL_LEVELS = 4;

  private ShopifyImport() {}

  public static void main(String[] args) throws IOException {
    if (run(args, System.out) != 0) {
      throw new IllegalArgumentException("nothing was written");
    }
  }

  /** {@return 0 when the vocabulary was written; else nothing was, and {@code out} says why} */
  static int run(String[] args, PrintStream out) throws IOException {
    if (args.length < 2 || args.length % 2 != 0) {
      out.print(USAGE);
      return 1;
    }
    int levels = USUAL_LEVELS;
    List<String> verticals = List.of();
    List<String> attributes = List.of();
    for (int i = 2; i < args.length; i += 2) {
      switch (args[i]) {
        case "--verticals" -> verticals = words(args[i + 1]);
        case "--levels" -> levels = Integer.parseInt(args[i + 1]);
        case "--attributes" -> attributes = words(args[i + 1]);
        default -> {
          out.print(USAGE);
          return 1;
        }
      }
    }
    return write(
        ShopifyRelease.read(Path.of(args[0])),
        new ShopifyChoice(verticals, levels, attributes),
        Path.of(args[1]),
        out);
  }

  private static int write(ShopifyRelease release, ShopifyChoice choice, Path file, PrintStream out)
      throws IOException {
    try {
      Vocabulary vocabulary = ShopifyVocabulary.of(release, choice);
      byte[] json = new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(vocabulary);
      VocabularyFile.ofJson(json);
      Files.write(file, json);
      out.printf(
          "%s: release %s, %d labels and %d attributes; Google's category of %d categories%n",
          file,
          release.version(),
          vocabulary.categorySet().labels().size(),
          vocabulary.attributes().size(),
          vocabulary.categories().stream()
              .flatMap(Category::all)
              .filter(category -> category.googleCategory() != null)
              .count());
      return 0;
    } catch (InvalidVocabularyException e) {
      e.problems().forEach(p -> out.println(p.where() + ": " + p.message()));
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
    }
    return 1;
  }

  private static List<String> words(String list) {
    return Arrays.stream(list.split(",")).map(w -> w.strip().toLowerCase(Locale.ROOT)).toList();
  }
}
