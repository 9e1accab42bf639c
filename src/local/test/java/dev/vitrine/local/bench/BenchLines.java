package dev.vitrine.local.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** A bench that another process drives: a question a line, a line of JSON for each. */
public final class BenchLines {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double KIB_PER_MIB = 1024;

  private BenchLines() {}

  /** Answers a question. */
  public interface Answer {
    /** {@return a JSON array} */
    String to(String word, int count) throws Exception;
  }

  /** What is measured. */
  public interface Work {
    void run() throws Exception;
  }

  /** Says that it is ready, and answers until there are no more questions. */
  public static void answer(Answer answer) throws Exception {
    System.out.println("[]");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] parts = line.split(" ", 2);
      System.out.println(answer.to(parts[0], parts.length > 1 ? Integer.parseInt(parts[1]) : 0));
    }
  }

  /** {@return milliseconds of each of some runs} */
  public static String took(int times, Work work) throws Exception {
    StringJoiner took = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      work.run();
      took.add(String.format(Locale.ROOT, "%.3f", (System.nanoTime() - begin) / NANOS_PER_MILLI));
    }
    return took.toString();
  }

  /** {@return megabytes of this process now and at most} */
  public static String memory() throws IOException {
    List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
    return "[" + megabytes(status, "VmRSS:") + ", " + megabytes(status, "VmHWM:") + "]";
  }

  private static double megabytes(List<String> status, String name) {
    String line = status.stream().filter(one -> one.startsWith(name)).findFirst().orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB;
  }
}
