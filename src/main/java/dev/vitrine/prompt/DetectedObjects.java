package dev.vitrine.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.image.Box;
import dev.vitrine.prompt.PromptWriter.DetectedObject;
import dev.vitrine.vocabulary.PlainText;
import java.util.ArrayList;
import java.util.List;

/** Reads the member {@code boxes} of an Interrogator's answer. */
final class DetectedObjects {
  /** The contract's; what comes after is not looked at. */
  static final int MOST = 20;

  private static final int LONGEST_LABEL = 100;

  private DetectedObjects() {}

  /**
   * {@return the boxes, in the captioner's order} What has no label, or whose sides are no numbers,
   * are in the wrong order or lie outside of the picture, is left out: a caption does not fail for
   * it.
   *
   * @param boxes {@code [{label, left, top, right, bottom}]}; anything else has none
   */
  static List<DetectedObject> parse(JsonNode boxes) {
    List<DetectedObject> objects = new ArrayList<>();
    for (int i = 0; boxes.isArray() && i < Math.min(MOST, boxes.size()); i++) {
      JsonNode box = boxes.get(i);
      String label = PlainText.cut(ProductText.line(box.path("label").asText()), LONGEST_LABEL);
      double left = side(box, "left");
      double top = side(box, "top");
      double right = side(box, "right");
      double bottom = side(box, "bottom");
      if (!label.isEmpty() && Box.isOne(left, top, right, bottom)) {
        objects.add(new DetectedObject(label, new Box(left, top, right, bottom)));
      }
    }
    return objects;
  }

  private static double side(JsonNode box, String name) {
    return box.path(name).isNumber() ? box.path(name).doubleValue() : Double.NaN;
  }
}
