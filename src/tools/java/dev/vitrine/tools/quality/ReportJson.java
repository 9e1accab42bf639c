package dev.vitrine.tools.quality;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The report for programs. */
final class ReportJson {
  private final ObjectMapper json;

  ReportJson(ObjectMapper json) {
    this.json = json;
  }

  ObjectNode of(Report report) {
    ObjectNode root = json.createObjectNode();
    root.put("model", report.model()).put("vocabulary", report.vocabulary());
    root.put("pictures", report.pictures());
    root.set("accepted", proportion(report.accepted()));
    root.set("firstThree", proportion(report.firstThree()));
    root.set("colors", proportion(report.whole().colors()));
    ArrayNode groups = root.putArray("groups");
    report.groups().forEach(one -> groups.add(group(one)));
    root.set("overall", attribute(report.overall()));
    ArrayNode attributes = root.putArray("attributes");
    report.attributes().forEach(one -> attributes.add(attribute(one)));
    ObjectNode unreadable = root.putObject("unreadable");
    report.unreadable().forEach(unreadable::put);
    return root;
  }

  private ObjectNode group(Row row) {
    ObjectNode node = json.createObjectNode();
    node.put("name", row.name()).put("pictures", row.pictures());
    node.set("accepted", proportion(row.accepted()));
    node.set("precision", proportion(row.precision()));
    node.set("firstThree", proportion(row.firstThree()));
    node.set("colors", proportion(row.colors()));
    return node;
  }

  private ObjectNode attribute(AttributeQuality one) {
    ObjectNode node = json.createObjectNode().put("attribute", one.attribute());
    node.set("precision", proportion(one.precision()));
    node.put("rolledUp", one.rolledUp());
    node.set("coverage", proportion(one.coverage()));
    node.put("calibrationError", one.calibration().error());
    node.put("calibrationErrorOfClaims", one.ofClaims().error());
    ArrayNode bins = node.putArray("reliability");
    for (Reliability.ScoreBin bin : one.calibration().bins()) {
      bins.addObject().put("score", bin.score()).set("right", proportion(bin.right()));
    }
    ArrayNode curve = node.putArray("precisionAtCoverage");
    for (AttributeQuality.Point point : one.curve()) {
      curve
          .addObject()
          .put("score", point.score())
          .put("coverage", point.coverage())
          .set("precision", proportion(point.precision()));
    }
    ArrayNode confusions = node.putArray("confusions");
    for (AttributeQuality.Confusion wrong : one.confusions()) {
      confusions
          .addObject()
          .put("truth", wrong.truth())
          .put("claimed", wrong.claimed())
          .put("count", wrong.count());
    }
    return node;
  }

  private ObjectNode proportion(Proportion one) {
    return json.createObjectNode()
        .put("some", one.some())
        .put("of", one.of())
        .put("value", one.value())
        .put("low", one.low())
        .put("high", one.high());
  }
}
