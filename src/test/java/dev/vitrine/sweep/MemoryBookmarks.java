package dev.vitrine.sweep;

import dev.vitrine.upload.Uploads;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bookmarks in memory. The table is missing; {@code DynamoDbBookmarksTest} keeps them in one. */
public final class MemoryBookmarks implements Bookmarks {
  private final Map<String, Bookmark> bySeller = new HashMap<>();
  private @Nullable String lastSeller;

  /** {@return a walk by new bookmarks} */
  public static OriginalsWalk walk(Uploads uploads, SweepConfig config) {
    return new OriginalsWalk(uploads, new MemoryBookmarks(), config);
  }

  @Override
  public Optional<Bookmark> of(String seller) {
    return Optional.ofNullable(bySeller.get(seller));
  }

  @Override
  public void keep(String seller, Bookmark bookmark) {
    bySeller.put(seller, bookmark);
  }

  @Override
  public @Nullable String lastSeller() {
    return lastSeller;
  }

  @Override
  public void keepLastSeller(@Nullable String seller) {
    lastSeller = seller;
  }
}
