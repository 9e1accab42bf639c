package dev.vitrine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The classes marked {@code @QuarkusTest} run in one application, in an order that differs from run
 * to run. A seller to whom two of them give pictures has more pictures than either expects.
 */
class SellersOfTestsTest {
  private static final Path TESTS = Path.of("src/local/test/java");

  /**
   * The ways by which these classes make pictures, or open the page, with the seller in group 1.
   */
  private static final Pattern GIVES =
      Pattern.compile(
          "(?:\\bpictures\\s*\\.\\w+\\(|\\buploaded\\(|\\blooking\\(|(?<!\\.)\\bopen\\(|TestApi\\.put\\(\\s*s3,|Examples\\.upload\\()"
              + "\\s*\"([^\"/]+)[\"/]");

  private record Gift(String seller, String giver) {}

  @Test
  void noTwoClassesGivePicturesToOneSeller() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      Map<String, Set<String>> givers =
          files
              .filter(file -> file.toString().endsWith("Test.java"))
              .flatMap(SellersOfTestsTest::gifts)
              .collect(
                  groupingBy(
                      Gift::seller,
                      TreeMap::new,
                      mapping(Gift::giver, toCollection(TreeSet::new))));

      assertThat(givers).hasSizeGreaterThan(40);
      assertThat(givers.entrySet()).allSatisfy(one -> assertThat(one.getValue()).hasSize(1));
    }
  }

  /** A class with a test profile has an application of its own. */
  private static Stream<Gift> gifts(Path file) {
    try {
      String source = Files.readString(file);
      if (!source.contains("@QuarkusTest") || source.contains("@TestProfile")) {
        return Stream.of();
      }
      String giver = file.getFileName().toString();
      return GIVES.matcher(source).results().map(found -> new Gift(found.group(1), giver));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
