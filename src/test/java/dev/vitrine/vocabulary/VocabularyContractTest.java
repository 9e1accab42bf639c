package dev.vitrine.vocabulary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.contract.Contract;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A vocabulary that the CLIP container would refuse must not go live. */
class VocabularyContractTest {
  @Test
  void hasTheLimitsOfTheContract() {
    assertThat(LabelSet.MOST_LABELS).isEqualTo(limit("labels/maxItems"));
    assertThat(LabelSet.MOST_TEMPLATES).isEqualTo(limit("templates/maxItems"));
    assertThat(LabelSet.LONGEST_TEXT).isEqualTo(limit("labelText/maxLength"));
    assertThat(VocabularySize.MOST_GROUPS).isEqualTo(limit("groups/maxItems"));
    assertThat(VocabularySize.MOST_BYTES)
        .isEqualTo(Contract.limit("common", "/$defs/body/x-limits/labelBytes"));
  }

  @Test
  void allowsNoLongerLabelNorTemplateThanTheContract() {
    assertThat(VocabularyCheck.LONGEST_LABEL).isLessThanOrEqualTo(LabelSet.LONGEST_TEXT);
    assertThat(VocabularyCheck.LONGEST_TEMPLATE).isLessThanOrEqualTo(LabelSet.LONGEST_TEXT);
  }

  @Test
  void takesATemplateIfAndOnlyIfTheContractDoes() {
    for (String template :
        List.of("{}", "a {}", "a", "{} {}", "{}{}", "{ }", "{{}}", "a\u00a0{}")) {
      boolean taken =
          Contract.problems(
                  "clip.schema.json#/$defs/template", JsonNodeFactory.instance.textNode(template))
              .isEmpty();

      assertThat(LabelSet.isTemplate(template)).as(template).isEqualTo(taken);
    }
  }

  @Test
  void sendsTheShippedVocabularyAsTheContractSays() {
    Vocabulary retail = new ShippedVocabulary(new JsonMapper()).of("");
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("image", "AAAA");
    for (LabelSet set : retail.labelSets()) {
      ObjectNode group = request.withArrayProperty("groups").addObject();
      set.labels().forEach(group.withArrayProperty("candidate_labels")::add);
      set.templates().forEach(group.withArrayProperty("hypothesis_template")::add);
    }

    assertThat(Contract.problems("clip.schema.json#/$defs/request", request)).isEmpty();
  }

  @Test
  void refusesLabelsThatLeaveNoRoomForThePicture() {
    String values =
        IntStream.range(0, 4_000)
            .mapToObj(i -> "\"" + "\u8336".repeat(90) + i + "\"")
            .collect(Collectors.joining(",", "[", "]"));
    String file =
        """
        {"name": "shop", "templates": ["a photo of {}"], "categories": ["cup", "tea"],
         "attributes": [{"name": "a", "values": %s}, {"name": "b", "values": %s},
                        {"name": "c", "values": %s}], "tags": [], "calibrations": []}
        """
            .formatted(values, values, values);

    assertThat(problems(file))
        .extracting(VocabularyProblem::message)
        .containsExactly("All labels together must have at most 3000000 bytes, as JSON in UTF-8.");
  }

  private static List<VocabularyProblem> problems(String file) {
    try {
      VocabularyFile.ofJson(file.getBytes(UTF_8));
      return List.of();
    } catch (InvalidVocabularyException e) {
      return e.problems();
    }
  }

  private static long limit(String definition) {
    return Contract.limit("clip", "/$defs/" + definition);
  }
}
