package dev.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of docs/decisions and their index. */
class DecisionsTest {
  private static final Path FOLDER = Path.of("docs/decisions");
  private static final String INDEX = "README.md";
  private static final Pattern TITLE = Pattern.compile("# (\\d+)\\. (.+)");
  private static final Pattern LINE =
      Pattern.compile("\\| (\\d+) \\| \\[([^\\]]+)]\\(([^)]+)\\) \\| \\S.*\\. \\|");

  /**
   * A decision.
   *
   * @param file name of its page
   */
  private record Decision(int number, String title, String file) {}

  @Test
  void areNumberedWithoutHoles() {
    List<Integer> numbers = decisions().stream().map(Decision::number).toList();

    assertThat(numbers)
        .isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList())
        .hasSizeGreaterThan(40);
    assertThat(decisions())
        .allSatisfy(one -> assertThat(one.file()).startsWith("%04d-".formatted(one.number())));
  }

  @Test
  void areAllInTheIndexWithTheirTitlesAndASentence() throws IOException {
    List<Decision> listed = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve(INDEX))) {
      Matcher row = LINE.matcher(line);
      if (row.matches()) {
        listed.add(new Decision(Integer.parseInt(row.group(1)), row.group(2), row.group(3)));
      }
    }

    assertThat(listed).isEqualTo(decisions());
  }

  private static List<Decision> decisions() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> !file.endsWith(INDEX))
          .sorted()
          .map(DecisionsTest::decision)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Decision decision(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      String first = lines.findFirst().orElse("");
      Matcher title = TITLE.matcher(first);
      assertThat(title.matches()).as("the title of %s: %s", file, first).isTrue();
      return new Decision(
          Integer.parseInt(title.group(1)), title.group(2), file.getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
