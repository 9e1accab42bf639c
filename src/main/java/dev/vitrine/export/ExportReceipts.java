package dev.vitrine.export;

import dev.vitrine.listing.ExportFile;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.table.TableUnavailableException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What answers of exports say of their images, until whoever asked has the file. Every method
 * throws {@link TableUnavailableException} when the table does not answer now.
 */
interface ExportReceipts {
  /** Most images of a receipt, so that they are marked within one call. */
  int MOST_IMAGES = 1_000;

  /**
   * What an answer says of some images.
   *
   * @param at when they began to be read
   * @param file the file of the answer
   * @param contents by the images' ids, as {@link ExportMark.Reading} has them
   */
  @RegisterForReflection
  record Receipt(Instant at, ExportFile file, Map<String, String> contents) {
    public Receipt {
      contents = Map.copyOf(contents);
    }
  }

  /**
   * Keeps a receipt for two days at least.
   *
   * @return its id
   */
  String keep(String seller, Receipt receipt);

  /** {@return the receipt; empty if the seller has none of this id, or has it no longer} */
  Optional<Receipt> find(String seller, String id);
}
