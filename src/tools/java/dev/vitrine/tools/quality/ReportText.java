package dev.vitrine.tools.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report for a terminal. */
final class ReportText {
  private ReportText() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder();
    line(text, "model             %s", report.model());
    line(text, "vocabulary        %s", report.vocabulary());
    line(
        text, "pictures          %d, unreadable %d", report.pictures(), report.unreadable().size());
    report.unreadable().forEach((path, why) -> line(text, "  %s: %s", path, why));
    line(text, "claimed values    right %s", report.overall().precision());
    line(text, "object named      pictures with a claimed category or tag %s", report.accepted());
    line(text, "first three       a right tag or suggestion among them %s", report.firstThree());
    line(text, "color             the first measured one is right %s", report.whole().colors());
    line(
        text,
        "calibration error %.3f over all %d claims and suggestions, ten bins of equal width",
        report.overall().calibration().error(),
        shown(report.overall()));
    line(text, "                  %.3f over the claims", report.overall().ofClaims().error());
    line(text, "in brackets the 95 %% interval (Wilson)");
    if (!report.groups().isEmpty()) {
      List<Row> rows = new ArrayList<>(report.groups());
      rows.add(report.whole());
      line(text, "");
      text.append(table("pictures of", rows));
    }
    report.attributes().forEach(one -> attribute(text, one));
    return text.toString();
  }

  /** {@return a table in Markdown of what several models did with the same pictures} */
  static String sideBySide(List<Report> reports) {
    return table("model", reports.stream().map(ReportText::named).toList());
  }

  private static Row named(Report report) {
    Row row = report.whole();
    return new Row(
        report.model(),
        row.pictures(),
        row.accepted(),
        row.precision(),
        row.firstThree(),
        row.colors());
  }

  private static String table(String first, List<Row> rows) {
    StringBuilder text = new StringBuilder();
    line(text, "| %s | pictures | with a claim | claims right | first three | color |", first);
    line(text, "|---|---:|---:|---:|---:|---:|");
    for (Row row : rows) {
      line(
          text,
          "| %s | %d | %s | %s | %s | %s |",
          row.name(),
          row.pictures(),
          brief(row.accepted()),
          brief(row.precision()),
          brief(row.firstThree()),
          brief(row.colors()));
    }
    return text.toString();
  }

  private static String brief(Proportion one) {
    return one.of() == 0 ? "-" : String.format(Locale.ROOT, "%.2f of %d", one.value(), one.of());
  }

  /** {@return precision and coverage in a line} */
  static String summary(Report report) {
    return "accepted values right %s; pictures with an accepted category or tag %s"
        .formatted(report.overall().precision(), report.accepted());
  }

  private static void attribute(StringBuilder text, AttributeQuality one) {
    line(text, "");
    line(text, "%s", one.attribute());
    line(text, "  right             %s, %d of them rolled up", one.precision(), one.rolledUp());
    line(text, "  coverage          %s", one.coverage());
    line(
        text,
        "  calibration error %.3f of %d, of the claims %.3f",
        one.calibration().error(),
        shown(one),
        one.ofClaims().error());
    for (Reliability.ScoreBin bin : one.calibration().bins()) {
      line(text, "    says %.2f, right %s", bin.score(), bin.right());
    }
    for (AttributeQuality.Point point : one.curve()) {
      line(
          text,
          "    from %.2f on: coverage %.2f, right %s",
          point.score(),
          point.coverage(),
          point.precision());
    }
    for (AttributeQuality.Confusion wrong : one.confusions()) {
      line(text, "    %d x %s for %s", wrong.count(), wrong.claimed(), wrong.truth());
    }
  }

  static int shown(AttributeQuality one) {
    return one.calibration().bins().stream().mapToInt(bin -> bin.right().of()).sum();
  }

  private static void line(StringBuilder text, String format, Object... args) {
    text.append(String.format(Locale.ROOT, format, args)).append('\n');
  }
}
