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

/** What {@link TestsWithTheApplication} asks of the classes marked {@code @QuarkusTest}. */
class TestsWithTheApplicationTest {
  private static final Path TESTS = Path.of("src/local/test/java");

  /**
   * The ways by which these classes make pictures, or open the page, with the seller in group 1.
   */
  private static final Pattern GIVES =
      Pattern.compile(
          "(?:\\bpictures\\s*\\.\\w+\\(|\\buploaded\\(|\\blooking\\(|(?<!\\.)\\bopen\\(|TestApi\\.put\\(\\s*s3,|Examples\\.upload\\()"
              + "\\s*\"([^\"/]+)[\"/]");

  private static final String TAG = "@Tag(TestsWithApplicationsOfTheirOwn.TAG)";

  private record Gift(String seller, String giver) {}

  /** By this name the build leaves them to the suite; one without it would be run alone too. */
  @Test
  void theirNamesEndInAppTest() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      assertThat(files.filter(file -> file.toString().endsWith("Test.java")))
          .filteredOn(file -> hasApplication(file) != file.toString().endsWith("AppTest.java"))
          .isEmpty();
    }
  }

  /** Without the tag, the suite of one application would end it for each of them. */
  @Test
  void thoseOfAnApplicationOfTheirOwnSaySo() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      assertThat(files.filter(file -> file.toString().endsWith("AppTest.java")))
          .filteredOn(file -> hasOwnApplication(file) != read(file).contains(TAG))
          .isEmpty();
    }
  }

  /** Else they would open browsers in the process of those that need none. */
  @Test
  void namesOfThoseThatOpenABrowserEndInPageAppTest() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      assertThat(files.filter(file -> file.toString().endsWith("AppTest.java")))
          .filteredOn(file -> !hasOwnApplication(file))
          .filteredOn(file -> opensABrowser(file) != file.toString().endsWith("PageAppTest.java"))
          .isEmpty();
    }
  }

  /** Their names do not end as those of other tests: the build must know each. */
  @Test
  void theBuildRunsEverySuite() throws IOException {
    String build = Files.readString(Path.of("pom.xml"));
    try (Stream<Path> files = Files.walk(TESTS)) {
      assertThat(files.filter(file -> file.toString().endsWith(".java")))
          .filteredOn(file -> read(file).contains("\n@Suite\n"))
          .hasSize(3)
          .allMatch(file -> build.contains("<include>**/" + file.getFileName() + "</include>"));
    }
  }

  /** The build starts classes in the order of their names; what takes longest is to begin first. */
  @Test
  void noTestStartsBeforeThoseOfThePage() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      assertThat(
              files
                  .map(Path::toString)
                  .filter(file -> file.endsWith("Test.java") && !file.endsWith("AppTest.java"))
                  .map(file -> file.substring(file.indexOf("dev/vitrine/")).replace('/', '.')))
          .hasSizeGreaterThan(300)
          .allMatch(name -> name.compareTo(AllPageAppTests.class.getName()) > 0);
    }
  }

  private static boolean opensABrowser(Path file) {
    return read(file).contains("Browser.open");
  }

  private static boolean hasOwnApplication(Path file) {
    return read(file).contains("\n@TestProfile(");
  }

  private static boolean hasApplication(Path file) {
    return read(file).contains("\n@QuarkusTest\n");
  }

  /** A seller to whom two of them give pictures has more pictures than either expects. */
  @Test
  void noTwoClassesGivePicturesToOneSeller() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      Map<String, Set<String>> givers =
          files
              .filter(file -> file.toString().endsWith("AppTest.java"))
              .flatMap(TestsWithTheApplicationTest::gifts)
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
    if (hasOwnApplication(file)) {
      return Stream.of();
    }
    String giver = file.getFileName().toString();
    return GIVES.matcher(read(file)).results().map(found -> new Gift(found.group(1), giver));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
