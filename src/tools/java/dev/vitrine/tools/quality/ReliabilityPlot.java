package dev.vitrine.tools.quality;

import java.util.Locale;

/** What scores say against how often they are right, as SVG: on the diagonal they say the truth. */
final class ReliabilityPlot {
  private static final int SIDE = 260;
  private static final int EDGE = 40;

  private ReliabilityPlot() {}

  /**
   * @param title of which question; escaped
   */
  static String of(String title, Reliability reliability) {
    StringBuilder svg = new StringBuilder();
    int whole = SIDE + 2 * EDGE;
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\""
            + " font-family=\"sans-serif\" font-size=\"11\">",
        whole,
        whole,
        whole);
    add(svg, "<title>%s</title>", escaped("Reliability of " + title));
    add(
        svg,
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#bbb\"/>",
        EDGE,
        EDGE,
        SIDE,
        SIDE);
    add(
        svg,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#bbb\"/>",
        x(0),
        y(0),
        x(1),
        y(1));
    for (Reliability.ScoreBin bin : reliability.bins()) {
      bin(svg, bin);
    }
    axes(svg, title);
    return svg.append("</svg>\n").toString();
  }

  private static void bin(StringBuilder svg, Reliability.ScoreBin bin) {
    double x = x(bin.score());
    add(
        svg,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#2a6\"/>",
        x,
        y(bin.right().low()),
        x,
        y(bin.right().high()));
    add(
        svg,
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#2a6\"><title>%s</title></circle>",
        x,
        y(bin.right().value()),
        String.format(Locale.ROOT, "says %.2f, right %s", bin.score(), bin.right()));
    add(
        svg,
        "<text x=\"%.1f\" y=\"%.1f\">%d</text>",
        x + 5,
        y(bin.right().value()),
        bin.right().of());
  }

  private static void axes(StringBuilder svg, String title) {
    int bottom = SIDE + EDGE + 14;
    add(svg, "<text x=\"%d\" y=\"20\" font-size=\"13\">%s</text>", EDGE, escaped(title));
    add(svg, "<text x=\"%d\" y=\"%d\">0</text>", EDGE, bottom);
    add(svg, "<text x=\"%d\" y=\"%d\">1</text>", EDGE + SIDE - 6, bottom);
    add(svg, "<text x=\"%d\" y=\"%d\">score</text>", EDGE + SIDE / 2 - 14, bottom);
    add(svg, "<text x=\"6\" y=\"%d\">right</text>", EDGE + SIDE / 2);
    add(svg, "<text x=\"28\" y=\"%d\">1</text>", EDGE + 10);
  }

  private static double x(double score) {
    return EDGE + score * SIDE;
  }

  private static double y(double share) {
    return EDGE + (1 - share) * SIDE;
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static void add(StringBuilder svg, String format, Object... args) {
    svg.append(String.format(Locale.ROOT, format, args)).append('\n');
  }
}
