package dev.vitrine.local.hub;

import java.nio.file.Path;
import java.time.Duration;

/** Fetches a model in a process of its own, by the environment's proxies and the JVM's trust. */
final class TunnelledFetch {
  private TunnelledFetch() {}

  /** Says {@code fetched} and the folder, or {@code failed} and why, after one try. */
  public static void main(String[] args) throws Exception {
    try {
      HubAccess set = HubAccess.of(System.getenv());
      HubAccess once =
          new HubAccess(
              set.endpoint(),
              set.token(),
              set.proxies(),
              Duration.ofSeconds(20),
              Duration.ofMillis(5),
              1);
      Path folder =
          new ModelFetch(once, new ModelFolders(Path.of(args[0]), null), FetchFixture.ENOUGH)
              .obtain(
                  new ModelChoice.Published(KnownModels.clip().preferred(), ModelChoice.NEWEST),
                  (bytes, of) -> {});
      System.out.println("fetched " + folder);
    } catch (FetchFailedException e) {
      System.out.println("failed " + e.getMessage());
    }
  }
}
