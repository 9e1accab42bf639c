package dev.vitrine.sweep;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps bookmarks from one sweep to the next. Every method throws {@link
 * dev.vitrine.table.TableUnavailableException} when the table cannot be used now.
 */
interface Bookmarks {

  /** {@return a seller's bookmark; empty before the first round} */
  Optional<Bookmark> of(String seller);

  void keep(String seller, Bookmark bookmark);

  /** {@return the seller after whom the next sweep goes on; null for the first seller} */
  @Nullable String lastSeller();

  void keepLastSeller(@Nullable String seller);
}
