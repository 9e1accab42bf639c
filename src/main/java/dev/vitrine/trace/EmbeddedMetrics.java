package dev.vitrine.trace;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * Metrics as a line of the log, from which CloudWatch reads them: that needs no call, permission or
 * wait.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">The
 *     format</a>
 */
final class EmbeddedMetrics {
  /** Of all of Vitrine's metrics. */
  static final String NAMESPACE = "Vitrine";

  /** The dimension of each of them. */
  static final String STACK = "Stack";

  private final ObjectMapper json;
  private final String stack;

  EmbeddedMetrics(ObjectMapper json, String stack) {
    this.json = json;
    this.stack = stack;
  }

  /** {@return the line, JSON} */
  String line(Map<Metric, Double> counted, Instant now) {
    ObjectNode line = json.createObjectNode();
    ObjectNode about = line.putObject("_aws");
    about.put("Timestamp", now.toEpochMilli());
    ObjectNode directive = about.putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", NAMESPACE);
    directive.putArray("Dimensions").addArray().add(STACK);
    ArrayNode metrics = directive.putArray("Metrics");
    line.put(STACK, stack);
    counted.forEach(
        (metric, value) -> {
          metrics.addObject().put("Name", metric.title()).put("Unit", metric.unit());
          line.put(metric.title(), value);
        });
    return line.toString();
  }
}
