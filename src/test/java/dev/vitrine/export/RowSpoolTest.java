package dev.vitrine.export;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.ImageRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The parts of an export become one file. */
class RowSpoolTest {

  @Test
  void anAttributeThatALaterPartHasFirstIsAColumnOfAllLines() throws Exception {
    ImagesCsv first = new ImagesCsv(List.of(), image -> "pictures/1.jpg");
    first.add(done("demo/1.jpg", "caf\u00e9, \"cup\""));
    ImagesCsv second = new ImagesCsv(List.of(), image -> "pictures/2.jpg");
    ImageRecord image = done("demo/2.jpg", "cup");
    second.add(image.with(image.corrections().attributeSet("room", "hall", NOW)));
    ByteArrayOutputStream csv = new ByteArrayOutputStream();

    try (RowSpool rows = new RowSpool()) {
      rows.add(first);
      rows.add(second);
      rows.writeTo(csv);
    }

    String text = csv.toString(StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).endsWith(",attribute.room,attribute.room.evidence");
    assertThat(lines.get(1))
        .contains("pictures/1.jpg", "\"caf\u00e9, \"\"cup\"\"\"")
        .endsWith(",,");
    assertThat(lines.get(2)).contains("pictures/2.jpg", ",hall,\"person; at=");
  }
}
