package dev.vitrine.local.hub;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much disk and memory this machine has to spare. */
public interface FreeSpace {
  /** {@return bytes that can be written into a folder that exists} */
  long disk(Path folder) throws IOException;

  /** {@return bytes of memory that a new program could use without swapping} */
  long memory();

  /** {@return the free space as the operating system says it} */
  static FreeSpace ofThisMachine() {
    return new FreeSpace() {
      @Override
      public long disk(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
      }

      @Override
      public long memory() {
        return availableMemory();
      }
    };
  }

  /** Linux counts what it could free at once; Java's bean knows a container's limit. */
  private static long availableMemory() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long total = system.getTotalMemorySize();
    try {
      String memory = Files.readString(Path.of("/proc/meminfo"));
      Matcher available = Pattern.compile("MemAvailable:\\s+(\\d{1,15}) kB").matcher(memory);
      return available.find()
          ? Math.min(total, Long.parseLong(available.group(1)) << 10)
          : system.getFreeMemorySize();
    } catch (IOException notLinux) {
      // Elsewhere free memory does not count what caches hold, so all of it is the better guess.
      return total;
    }
  }
}
