package dev.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of {@code model-artifacts/test}, beside Pythons that only say how they were called. */
class ModelArtifactsScriptTest {
  private static final String SCRIPT = "model-artifacts/test";

  /** The checksum and the size of no bytes, which are in the name of the environment for types. */
  private static final String OF_NOTHING = "4294967295-0";

  /** Where mypy runs, beside the folders that are packed. */
  private static final List<String> TYPED =
      List.of(
          "model-artifacts/exporting",
          "model-artifacts/publishing",
          "deploy",
          "bench/models",
          "bench/lambda",
          "quality");

  @TempDir private Path root;

  @BeforeEach
  void copyTheScript() throws IOException {
    for (String folder : TYPED) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.copy(Path.of(SCRIPT), root.resolve(SCRIPT));
    Files.createFile(root.resolve("model-artifacts/requirements.txt"));
    Files.createFile(root.resolve("model-artifacts/requirements-types.txt"));
    environment(
        "venv-" + OF_NOTHING,
        "for last; do :; done",
        "case \"$*\" in",
        "  *pack.assemble*) mkdir -p \"$last\" ;;",
        "  *pytest*) echo \"tests: $*\"; exit \"$TESTS\" ;;",
        "esac");
    environment(
        "types-" + OF_NOTHING,
        "echo \"types: $PWD\"",
        "[ \"$(basename \"$PWD\")\" != \"$WRONG\" ]");
  }

  private void environment(String name, String... lines) throws IOException {
    Path folder = root.resolve("cache/vitrine").resolve(name);
    Path python = folder.resolve("bin/python");
    Files.createDirectories(python.getParent());
    Files.createFile(folder.resolve("complete"));
    Files.writeString(python, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();
  }

  /** {@return what the script said, with its exit status in front} */
  private String run(Map<String, String> settings, String... arguments) throws Exception {
    ProcessBuilder script = new ProcessBuilder("bash", root.resolve(SCRIPT).toString());
    script.command().addAll(List.of(arguments));
    script.environment().remove("VITRINE_VENV");
    script.environment().put("XDG_CACHE_HOME", root.resolve("cache").toString());
    script.environment().putAll(Map.of("TESTS", "0", "WRONG", "nowhere"));
    script.environment().putAll(settings);
    Process process = script.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + said;
  }

  @Test
  void withoutArgumentsItTestsInTwoProcessesAndChecksAllTypes() throws Exception {
    String said = run(Map.of());

    assertThat(said).startsWith("0 ").contains("tests: -m pytest ", " -n 2 ");
    assertThat(TYPED).allMatch(folder -> said.contains("types of " + inWords(folder) + ":"));
  }

  private static String inWords(String folder) {
    return folder.replace("model-artifacts/", "");
  }

  @Test
  void aWrongTypeFailsItAndSoDoesATest() throws Exception {
    assertThat(run(Map.of("WRONG", "quality"))).startsWith("1 ").contains("tests: ");
    assertThat(run(Map.of("TESTS", "3"))).startsWith("3 ").contains("types of quality:");
  }

  @Test
  void withArgumentsItIsOnlyTheTestsThatTheyName() throws Exception {
    assertThat(run(Map.of(), "-k", "clip"))
        .startsWith("0 ")
        .endsWith("tests -k clip\n")
        .doesNotContain("types", "-n 2");
  }

  /** With an argument Maven's run would check no types, and take twice as long. */
  @Test
  void theBuildGivesItNoArguments() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .containsPattern("<arguments>\\s*<argument>" + SCRIPT + "</argument>\\s*</arguments>");
  }
}
