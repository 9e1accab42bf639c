package dev.vitrine.tools.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.vocabulary.Calibration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdFitTest {
  private static final Calibration BARE = new Calibration("model", "tag", "set", 1.5, 1, 0, 1);

  /** Of a hundred values with each score from 0.05 to 0.95, as many are right as they say. */
  private static List<Judged> honest(Calibration by, int each) {
    List<Judged> judged = new ArrayList<>();
    for (int score = 5; score < 100; score += 10) {
      for (int i = 0; i < each; i++) {
        double said = score / 100.0;
        if (said >= by.suggest()) {
          boolean right = i * 100 < score * each;
          judged.add(
              new Judged("x.jpg", "tag", "mug", said, said >= by.accept(), right, false, "mug"));
        }
      }
    }
    return judged;
  }

  @Test
  void claimsAllThatIsRightOftenEnough() {
    ThresholdFit fit = ThresholdFit.of(BARE, 0.8, 0.3, by -> honest(by, 100)).orElseThrow();

    // scores of 0.75, 0.85 and 0.95 are right 85 times of a hundred, with 0.65 it were 80 +- 2
    assertThat(fit.calibration().accept()).isBetween(0.65, 0.75);
    assertThat(fit.precision()).isEqualTo(new Proportion(255, 300));
    assertThat(fit.calibration().temperature()).isEqualTo(1.5);
  }

  @Test
  void wantsABetterRecordOfASmallSample() {
    ThresholdFit fit = ThresholdFit.of(BARE, 0.8, 0.3, by -> honest(by, 20)).orElseThrow();

    assertThat(fit.calibration().accept()).isGreaterThan(0.75);
  }

  @Test
  void suggestsWhatIsRightNowAndThen() {
    Calibration found =
        ThresholdFit.of(BARE, 0.9, 0.5, by -> honest(by, 100)).orElseThrow().calibration();

    // suggestions with 0.15 to 0.85 are right half of the time, with 0.05 too they are not
    assertThat(found.suggest()).isBetween(0.06, 0.15);
    assertThat(found.suggest()).isLessThan(found.accept());
  }

  @Test
  void findsNoneWhereNoneIsRightOftenEnough() {
    assertThat(ThresholdFit.of(BARE, 0.99, 0.3, by -> honest(by, 100))).isEmpty();
  }

  @Test
  void changesNothingElseInTheFile() throws Exception {
    String file =
        """
        {
          "tags": ["a",   "b"],
          "calibrations": [
            {"model": "other", "attribute": "tag", "labelSet": "s", "temperature": 1, "accept": 0.5, "margin": 0, "suggest": 0.2},
            {"model": "model", "attribute": "tag", "labelSet": "s", "temperature": 1, "accept": 0.5, "margin": 0, "suggest": 0.2}
          ],
          "name": "mine"
        }
        """;

    String written =
        new CalibrationFile(new ObjectMapper())
            .with(List.of(new Calibration("model", "tag", "set", 1.5, 0.7, 0.1, 0.3)), file);

    assertThat(written)
        .startsWith("{\n  \"tags\": [\"a\",   \"b\"],\n")
        .endsWith("\"name\": \"mine\"\n}\n");
    assertThat(new ObjectMapper().readTree(written).at("/calibrations/0/model").asText())
        .isEqualTo("other");
    assertThat(new ObjectMapper().readTree(written).at("/calibrations/1/accept").asDouble())
        .isEqualTo(0.7);
    assertThat(new ObjectMapper().readTree(written).at("/calibrations")).hasSize(2);
  }

  @Test
  void addsTheMemberWhereThereIsNone() throws Exception {
    Calibration one = new Calibration("model", "tag", "set", 1.5, 0.7, 0.1, 0.3);

    String written =
        new CalibrationFile(new ObjectMapper()).with(List.of(one), "{\n  \"name\": \"mine\"\n}\n");

    assertThat(new ObjectMapper().readTree(written).at("/calibrations/0/labelSet").asText())
        .isEqualTo("set");
  }
}
