package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.upload;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which month an image was uploaded depends on where its seller is. */
class MonthsOfZonesTest {
  @AutoClose private static TestTable table = new TestTable();
  private DynamoDbCatalog catalog;

  @BeforeEach
  void uploads() {
    table.empty();
    catalog = table.catalog();
    for (String time :
        List.of("2024-02-29T23:59:59.999Z", "2026-02-28T14:59:59.999Z", "2026-02-28T15:00:00Z")) {
      catalog.receive(upload("demo/" + time, Instant.parse(time)));
    }
    table.settle();
  }

  @Test
  void aMonthBeginsAtMidnightOfItsZone() {
    assertThat(months("UTC")).containsExactly("2026-02: 2", "2024-02: 1");
    assertThat(months("Asia/Tokyo")).containsExactly("2026-03: 1", "2026-02: 1", "2024-03: 1");
    assertThat(months("America/New_York")).containsExactly("2026-02: 2", "2024-02: 1");
  }

  private List<String> months(String zone) {
    ImageQuery all = new ImageQuery("demo", null, null, null);
    return catalog.months(all, ZoneId.of(zone), true).stream()
        .map(one -> one.month() + ": " + one.images())
        .toList();
  }
}
