package dev.vitrine.local.store;

import com.almworks.sqlite4java.SQLiteBusyException;
import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

/**
 * How SQLite, in which DynamoDB Local keeps its tables, makes a change last: appended to a log, for
 * which it waits for the disk once. Otherwise it waits four times, and all readers with it, as one
 * thread does it all.
 *
 * @see <a href="https://www.sqlite.org/wal.html">SQLite: Write-Ahead Logging</a>
 */
final class WriteAheadLog {
  /** Held, as its level would be forgotten with it. */
  private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

  private static final org.jboss.logging.Logger LOG =
      org.jboss.logging.Logger.getLogger(WriteAheadLog.class);
  private static final int MILLIS_FOR_A_LOCK = 2_000;
  private static final Duration LONGEST_END = Duration.ofSeconds(3);
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private WriteAheadLog() {}

  /**
   * Chooses the log. The database's file remembers it. Where the file system does not allow it, or
   * somebody has the file open, SQLite stays with what it had.
   *
   * @param file made if it is not there
   * @throws IOException when it is no database, or the disk does not take it
   */
  static void choose(Path file) throws IOException {
    SQLITE.setLevel(Level.WARNING);
    try {
      SQLiteLibraryLoader.initialize();
    } catch (Exception e) { // that is what it declares
      throw new IOException("SQLite's library cannot be loaded", e);
    }
    SQLiteConnection connection = new SQLiteConnection(file.toFile());
    try {
      connection.open(/* allowCreate= */ true).setBusyTimeout(MILLIS_FOR_A_LOCK);
      SQLiteStatement mode = connection.prepare("PRAGMA journal_mode");
      mode.step();
      boolean isChosen = mode.columnString(0).equals("wal");
      mode.dispose();
      // Reading waits for whoever is about to close the file, which DynamoDB Local would not do.
      connection.exec(isChosen ? "SELECT 1 FROM sqlite_master" : "PRAGMA journal_mode=WAL");
    } catch (SQLiteBusyException e) {
      LOG.infof("%s is open elsewhere and stays as it is: %s", file, e.getMessage());
    } catch (SQLiteException e) {
      throw new IOException(file + " cannot be opened", e);
    } finally {
      connection.dispose();
    }
  }

  /**
   * Waits a few seconds until the database is closed, which its own thread does: the last who has
   * it open moves the log's content into the file and deletes the log.
   */
  static void awaitItsEnd(Path file) throws InterruptedException {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    long begun = System.nanoTime();
    while (Files.exists(log) && System.nanoTime() - begun < LONGEST_END.toNanos()) {
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }
}
