package dev.vitrine.event;

import dev.vitrine.event.Event.ExportedFile;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a seller exports, for those who want to know. */
@ApplicationScoped
public class ExportEvents {
  /**
   * Which images were wanted.
   *
   * @param by {@code all}, {@code query} or {@code ids}
   * @param query conditions as GET /images takes them; null unless by query
   * @param ids null unless by ids, and if not all of them are known here
   */
  public record Wanted(String by, @Nullable String query, @Nullable List<String> ids) {
    /** {@return those that meet conditions; all if the query is empty} */
    public static Wanted ofQuery(String query) {
      return query.isEmpty() ? new Wanted("all", null, null) : new Wanted("query", query, null);
    }

    /** {@return those with these ids} */
    public static Wanted ofIds(@Nullable List<String> ids) {
      return new Wanted("ids", null, ids);
    }
  }

  private final NotedEvents events;
  private final Clock clock;

  ExportEvents(NotedEvents events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  /**
   * Notes an export; receivers are told a moment later.
   *
   * @param file its name in the API, e.g. shopify.csv
   * @param images how many the file has
   * @param wanted which images were asked for
   * @throws TableUnavailableException when the table does not take it now
   */
  public void note(String seller, String file, long images, Wanted wanted) {
    ExportedFile export = new ExportedFile(file, images, wanted.by(), wanted.query(), wanted.ids());
    events.note(
        seller, Event.export(seller, export, clock.instant(), UUID.randomUUID().toString()));
  }
}
