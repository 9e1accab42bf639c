package dev.vitrine.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

class WriteAheadLogTest {
  @TempDir Path folder;

  @BeforeAll
  static void loadSqlite() throws Exception {
    SQLiteLibraryLoader.initialize();
  }

  @Test
  void tablesAreWrittenAheadAndStay() throws Exception {
    try (EmbeddedDynamoDb database = new EmbeddedDynamoDb(folder, 0)) {
      makeTable(database.client());
      assertThat(folder.resolve(EmbeddedDynamoDb.FILE + "-wal")).exists();
    }

    assertThat(folder.resolve(EmbeddedDynamoDb.FILE + "-wal")).doesNotExist();
    assertThat(isWrittenAhead()).isTrue();
    try (EmbeddedDynamoDb again = new EmbeddedDynamoDb(folder, 0)) {
      assertThat(again.client().describeTable(t -> t.tableName("pictures")).table()).isNotNull();
    }
  }

  @Test
  void aDatabaseOfAnEarlierReleaseKeepsItsContent() throws Exception {
    Path file = folder.resolve(EmbeddedDynamoDb.FILE);
    SQLiteConnection earlier = new SQLiteConnection(file.toFile());
    earlier.open(true).exec("CREATE TABLE pictures(id)").exec("INSERT INTO pictures VALUES('a')");
    earlier.dispose();
    assertThat(isWrittenAhead()).isFalse();

    WriteAheadLog.choose(file);

    assertThat(isWrittenAhead()).isTrue();
    SQLiteConnection now = new SQLiteConnection(file.toFile()).open();
    SQLiteStatement ids = now.prepare("SELECT id FROM pictures");
    assertThat(ids.step()).isTrue();
    assertThat(ids.columnString(0)).isEqualTo("a");
    now.dispose();
  }

  @Test
  void whatIsNoDatabaseIsNamed() throws IOException {
    Files.writeString(folder.resolve(EmbeddedDynamoDb.FILE), "no database ".repeat(100));

    assertThatThrownBy(() -> WriteAheadLog.choose(folder.resolve(EmbeddedDynamoDb.FILE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(EmbeddedDynamoDb.FILE);
  }

  /** By the file's header: 2 for writing and 2 for reading, in its bytes 18 and 19. */
  private boolean isWrittenAhead() throws IOException {
    byte[] file = Files.readAllBytes(folder.resolve(EmbeddedDynamoDb.FILE));
    return Arrays.equals(Arrays.copyOfRange(file, 18, 20), new byte[] {2, 2});
  }

  private static void makeTable(DynamoDbClient client) {
    client.createTable(
        table ->
            table
                .tableName("pictures")
                .billingMode("PAY_PER_REQUEST")
                .attributeDefinitions(one -> one.attributeName("id").attributeType("S"))
                .keySchema(one -> one.attributeName("id").keyType("HASH")));
  }
}
