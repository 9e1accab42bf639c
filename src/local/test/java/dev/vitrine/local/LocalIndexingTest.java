package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.table.StreamRecord;
import dev.vitrine.table.TableKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.Record;

class LocalIndexingTest {
  private static final Instant WRITTEN = Instant.parse("2026-11-30T12:00:00Z");

  private final List<String> indexed = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  @Test
  void eventsAreToldAlsoWhileAnImageCannotBeIndexed() {
    List<Record> batch = List.of(record("demo#image#a", "image"), record("demo#event#1", "event"));

    assertThat(LocalIndexing.isTaken(batch, all -> false, all -> done(told, all))).isFalse();
    assertThat(LocalIndexing.isTaken(batch, all -> done(indexed, all), all -> false)).isFalse();
    assertThat(LocalIndexing.isTaken(batch, all -> done(indexed, all), all -> done(told, all)))
        .isTrue();

    assertThat(indexed).containsExactly("demo#image#a", "demo#image#a");
    assertThat(told)
        .containsExactly("demo#image#a", "demo#event#1", "demo#image#a", "demo#event#1");
  }

  @Test
  void theFunctionsKnowWhenARecordWasWritten() {
    List<StreamRecord> seen = new ArrayList<>();
    List<Record> batch = List.of(record("demo#image#a", "image"));
    assertThat(LocalIndexing.isTaken(batch, seen::addAll, all -> true)).isTrue();

    assertThat(seen.get(0).isWrittenBefore(WRITTEN)).isFalse();
    assertThat(seen.get(0).isWrittenBefore(WRITTEN.plusSeconds(1))).isTrue();
  }

  private static boolean done(List<String> seen, List<StreamRecord> records) {
    records.forEach(record -> seen.add(record.partition()));
    return true;
  }

  private static Record record(String pk, String sk) {
    return Record.builder()
        .dynamodb(
            r ->
                r.keys(TableKeys.key(pk, sk))
                    .sequenceNumber("1")
                    .approximateCreationDateTime(WRITTEN))
        .build();
  }
}
