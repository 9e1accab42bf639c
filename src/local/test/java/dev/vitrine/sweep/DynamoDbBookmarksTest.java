package dev.vitrine.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.store.EmbeddedDynamoDb;
import dev.vitrine.local.store.TestDynamoDb;
import dev.vitrine.table.TableOf;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoDbBookmarksTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

  @Test
  void bookmarksComeBackAsTheyWereKeptEachSellersOwn() throws Exception {
    try (EmbeddedDynamoDb database = new EmbeddedDynamoDb(null, 0)) {
      database.start();
      try (DynamoDbClient client = TestDynamoDb.client(database.endpoint())) {
        TableOf.setup(client, "table").createIfMissing();
        Bookmarks bookmarks = new DynamoDbBookmarks(TableOf.named(client, "table"));
        Bookmark midway = new Bookmark("anna/x.jpg", NOW, NOW.minusSeconds(60), true);
        Bookmark begin = new Bookmark(null, NOW, NOW, false);

        assertThat(bookmarks.of("anna")).isEmpty();
        assertThat(bookmarks.lastSeller()).isNull();
        bookmarks.keep("anna", midway);
        bookmarks.keep("bert", begin);
        bookmarks.keepLastSeller("anna");

        assertThat(bookmarks.of("anna")).contains(midway);
        assertThat(bookmarks.of("bert")).contains(begin);
        assertThat(bookmarks.lastSeller()).isEqualTo("anna");
        bookmarks.keepLastSeller(null);
        assertThat(bookmarks.lastSeller()).isNull();
      }
    }
  }
}
