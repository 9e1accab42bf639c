package dev.vitrine.event;

import dev.vitrine.event.Event.Export;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** What a seller exports, for those who want to know. */
@ApplicationScoped
public class ExportEvents {
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
   * @throws TableUnavailableException when the table does not take it now
   */
  public void note(String seller, String file, long images) {
    Export export = new Export(file, images);
    events.note(
        seller, Event.export(seller, export, clock.instant(), UUID.randomUUID().toString()));
  }
}
