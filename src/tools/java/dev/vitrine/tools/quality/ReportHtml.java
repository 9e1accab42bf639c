package dev.vitrine.tools.quality;

import java.util.List;
import java.util.Locale;

/** The report for people: one page that needs nothing else. */
final class ReportHtml {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Tag quality</title>
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
      table { border-collapse: collapse } td, th { padding: .2rem .8rem .2rem 0; text-align: left }
      svg { vertical-align: top } section { border-top: 1px solid #ddd; margin-top: 2rem }
      </style></head><body><h1>Tag quality</h1>
      """;

  private ReportHtml() {}

  static String of(Report report) {
    StringBuilder html = new StringBuilder(HEAD);
    html.append("<table>\n");
    row(html, "Model", report.model());
    row(html, "Vocabulary", report.vocabulary());
    row(html, "Pictures", String.valueOf(report.pictures()));
    row(html, "Claimed values that are right", report.overall().precision().toString());
    row(html, "Pictures with a claimed category or tag", report.accepted().toString());
    row(html, "A right one among the first three", report.firstThree().toString());
    row(html, "Right first colors", report.whole().colors().toString());
    row(html, "Calibration error", number(report.overall().calibration().error()));
    row(html, "of the claims", number(report.overall().ofClaims().error()));
    html.append("</table>\n<p>In brackets the 95 % interval (Wilson). Calibration error: expected,")
        .append(" ten bins of equal width, over claims and suggestions.</p>\n");
    html.append("<h2>All questions</h2>\n")
        .append(ReliabilityPlot.of("all questions", report.overall().calibration()));
    if (!report.groups().isEmpty()) {
      html.append("<table>\n<tr><th>pictures of<th>pictures<th>with a claim<th>claims right")
          .append("<th>a right one among the first three<th>right first color\n");
      report.groups().forEach(one -> group(html, one));
      html.append("</table>\n");
    }
    report.attributes().forEach(one -> attribute(html, one));
    if (!report.unreadable().isEmpty()) {
      html.append("<section><h2>Unreadable pictures</h2>\n<table>\n");
      report.unreadable().forEach((path, why) -> row(html, path, why));
      html.append("</table></section>\n");
    }
    return html.append("</body></html>\n").toString();
  }

  private static void group(StringBuilder html, Row one) {
    html.append("<tr><td>").append(escaped(one.name())).append("<td>").append(one.pictures());
    for (Proportion share :
        List.of(one.accepted(), one.precision(), one.firstThree(), one.colors())) {
      html.append("<td>").append(share);
    }
    html.append('\n');
  }

  private static void attribute(StringBuilder html, AttributeQuality one) {
    html.append("<section><h2>").append(escaped(one.attribute())).append("</h2>\n<table>\n");
    row(html, "Right", one.precision() + ", " + one.rolledUp() + " of them rolled up");
    row(html, "Coverage", one.coverage().toString());
    row(html, "Calibration error", number(one.calibration().error()));
    html.append("</table>\n").append(ReliabilityPlot.of(one.attribute(), one.calibration()));
    html.append("<table>\n<tr><th>from score<th>coverage<th>right\n");
    for (AttributeQuality.Point point : one.curve()) {
      html.append("<tr><td>")
          .append(number(point.score()))
          .append("<td>")
          .append(number(point.coverage()))
          .append("<td>")
          .append(point.precision())
          .append('\n');
    }
    html.append("</table>\n<table>\n<tr><th>claimed<th>but it is<th>times\n");
    for (AttributeQuality.Confusion wrong : one.confusions()) {
      html.append("<tr><td>")
          .append(escaped(wrong.claimed()))
          .append("<td>")
          .append(escaped(wrong.truth()))
          .append("<td>")
          .append(wrong.count())
          .append('\n');
    }
    html.append("</table></section>\n");
  }

  private static void row(StringBuilder html, String name, String value) {
    html.append("<tr><th>")
        .append(escaped(name))
        .append("<td>")
        .append(escaped(value))
        .append('\n');
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String escaped(String text) {
    return ReliabilityPlot.escaped(text);
  }
}
