package dev.vitrine.local.store;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Whether this process may open as many files as it needs: its libraries are most of them. */
public final class OpenFiles {
  /** 294 were open under load; the rest is for the connections of more clients. */
  static final long NEEDED = 512;

  private OpenFiles() {}

  /**
   * @throws CannotStartException when the system allows fewer; on Windows never
   */
  public static void requireEnough() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      requireEnough(system.getMaxFileDescriptorCount());
    }
  }

  private static void requireEnough(long allowed) {
    if (allowed < NEEDED) {
      throw new CannotStartException(
          "it may open only %d files here, and needs %d. Say first: ulimit -n 4096"
              .formatted(allowed, NEEDED),
          null);
    }
  }
}
