package dev.vitrine.export;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.described;
import static dev.vitrine.catalog.Examples.finished;
import static dev.vitrine.catalog.Examples.received;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.TextName;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.product.Products;
import dev.vitrine.vocabulary.ShippedVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports as programs read them that are not Vitrine's; each where it is installed. */
class OtherReadersTest {
  private static final String TITLE = "Größe „M“, 3/4 \"fein\" – Tasse ☕🫖";

  @TempDir Path folder;

  private final Map<String, CsvExport> exports = new LinkedHashMap<>();

  @BeforeEach
  void export() throws IOException {
    exports.put("images", new ImagesCsv(List.of("text"), ImagesCsv::path));
    exports.put(
        "shopify",
        new ShopifyCsv(
            new ShippedVocabulary(new JsonMapper()).of("demo"),
            image -> "https://shop.test/" + image.picture().rendition(),
            ProductRows.ofListed((image, place) -> Products.Others.NONE),
            OwnHandles::of,
            true));
    List<ImageRecord> images =
        List.of(
            image(1, "00123", TITLE, "=HYPERLINK(\"http://x\")"),
            image(2, "12345678901234567890", "-20 % auf Öl;\tEssig", "line 1\nline 2"),
            image(3, "1E5", "2026-11-29", "'quoted'"));
    for (CsvExport export : exports.values()) {
      images.forEach(export::add);
    }
    for (Map.Entry<String, CsvExport> export : exports.entrySet()) {
      Files.writeString(
          folder.resolve(export.getKey() + ".csv"),
          CsvExport.BYTE_ORDER_MARK + export.getValue().text());
    }
  }

  private static ImageRecord image(int number, String sku, String title, String words) {
    ImageRecord image = finished(described(received("demo/küche/" + number + ".jpg", 1), "cup"));
    return image.with(
        image
            .corrections()
            .placed(new ProductPlace(sku, number), NOW)
            .written(TextName.TITLE, title, NOW)
            .written(TextName.CAPTION, words, NOW)
            .attributeSet("text", words, NOW));
  }

  @Test
  void pythonReadsEveryCellAsItIs() throws Exception {
    need("python3", "-V", "python3");
    for (String name : exports.keySet()) {
      String read =
          output(
              "python3",
              "-c",
              "import csv, json, sys; print(json.dumps(list(csv.DictReader("
                  + "open(sys.argv[1], newline='', encoding='utf-8-sig')))))",
              folder.resolve(name + ".csv").toString());

      assertThat(
              new JsonMapper().readValue(read, new TypeReference<List<Map<String, String>>>() {}))
          .isEqualTo(expected(name));
    }
  }

  @Test
  void libreOfficeKeepsTextAlwaysAndNumbersInColumnsOfText() throws Exception {
    need("soffice", "--version", "libreoffice-calc-nogui");
    for (String name : exports.keySet()) {
      Files.copy(folder.resolve(name + ".csv"), folder.resolve("text-" + name + ".csv"));
    }
    String columns =
        IntStream.rangeClosed(1, 200).mapToObj(i -> i + "/2").collect(Collectors.joining("/"));
    convert("ods", "--infilter=CSV:44,34,76,1," + columns, "text-images.csv", "text-shopify.csv");
    convert("xlsx", "--infilter=CSV:44,34,76,1", "images.csv", "shopify.csv");
    convert(
        "csv:Text - txt - csv (StarCalc):44,34,76,1",
        "",
        "text-images.ods",
        "text-shopify.ods",
        "images.xlsx",
        "shopify.xlsx");

    for (String name : exports.keySet()) {
      List<Map<String, String>> withoutTabs = expected(name);
      withoutTabs.forEach(line -> line.replaceAll((column, cell) -> cell.replace("\t", "")));
      assertThat(read("text-" + name)).isEqualTo(withoutTabs);
      List<Map<String, String>> usual = read(name);
      String sku = name.equals("images") ? "sku" : "SKU";
      assertThat(usual)
          .extracting(line -> line.get(sku))
          .as("what the README warns of: numbers are not kept as they are written")
          .doesNotContain("00123", "12345678901234567890", "1E5");
      for (String text :
          List.of(
              name.equals("images") ? "title" : "Title",
              name.equals("images") ? "attribute.text" : "Description")) {
        assertThat(usual)
            .extracting(line -> line.get(text))
            .isEqualTo(expected(name).stream().map(line -> line.get(text)).toList());
      }
    }
  }

  /** In the encodings and with the separators that its dialog offers; none of its cells is text. */
  @Test
  void whatLibreOfficeSavesAgainIsNoCorrection() throws Exception {
    need("soffice", "--version", "libreoffice-calc-nogui");
    convert("xlsx", "--infilter=CSV:44,34,76,1", "images.csv");
    for (String options : List.of("44,34,76,1", "59,34,76,1", "9,34,65535,1")) {
      convert("csv:Text - txt - csv (StarCalc):" + options, "", "images.xlsx");
      byte[] file = Files.readAllBytes(folder.resolve("out").resolve("images.csv"));
      CorrectedSheet sheet = CorrectedSheet.read(file, null);

      assertThat(sheet.rows())
          .as(options)
          .extracting(row -> CorrectedRow.of(row.number(), sheet.cells(row)).changed())
          .extracting(changed -> String.join(" ", changed.keySet()))
          .as("00123 is known again by its zeros; the other two numbers are lost, and refused")
          .containsExactly("", "sku", "sku");
    }
  }

  /** {@return the lines; an apostrophe keeps a cell text that would else be a formula} */
  private List<Map<String, String>> expected(String name) {
    CsvExport export = exports.get(name);
    return export
        .rows()
        .map(
            row -> {
              Map<String, String> line = new LinkedHashMap<>();
              for (String column : export.columns()) {
                String cell = row.getOrDefault(column, "");
                line.put(column, cell.matches("(?s)[=+@-].*") ? "'" + cell : cell);
              }
              return line;
            })
        .toList();
  }

  private List<Map<String, String>> read(String name) throws IOException {
    String text = Files.readString(folder.resolve("out").resolve(name + ".csv"));
    return CsvLines.of(text.replace(CsvExport.BYTE_ORDER_MARK, ""));
  }

  /** Converts files of the folder, or of what was converted before, to the folder {@code out}. */
  private void convert(String format, String option, String... files) throws Exception {
    List<String> command = new ArrayList<>(List.of("soffice", "--headless"));
    command.add("-env:UserInstallation=" + folder.resolve("profile").toUri());
    if (!option.isEmpty()) {
      command.add(option);
    }
    Path out = folder.resolve("out");
    Collections.addAll(command, "--convert-to", format, "--outdir", out.toString());
    for (String file : files) {
      Path converted = out.resolve(file);
      command.add((Files.exists(converted) ? converted : folder.resolve(file)).toString());
    }
    output(command.toArray(String[]::new));
  }

  /** Leaves the test out where a program is not installed, but never in CI. */
  private void need(String program, String option, String name) throws Exception {
    boolean installed = isThere(program, option);
    if (System.getenv("CI") == null) {
      assumeTrue(installed, () -> "left out: install " + name + " to run this test");
    }
    assertThat(installed).as("%s is installed", name).isTrue();
  }

  private boolean isThere(String... command) throws Exception {
    try {
      output(command);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String output(String... command) throws Exception {
    Path said = Files.createTempFile(folder, "said", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(said.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s", List.of(command)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("errors.txt"))).isZero();
    return Files.readString(said, UTF_8);
  }
}
