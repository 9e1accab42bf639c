package dev.vitrine.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.OnlyInCi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The short form of {@code bench/chaos}. */
@OnlyInCi
class ChaosIT {
  @Test
  void losesNothingWhileEverythingFails() throws Exception {
    ChaosPlan plan = ChaosPlan.brief(1);

    ChaosReport report = Chaos.run(plan);
    report.print(System.out);

    assertThat(report.uploads()).isEqualTo(plan.pictures());
    assertThat(report.comparison())
        .isEqualTo(new Comparison(List.of(), List.of(), Map.of(), List.of(), List.of()));
    assertThat(report.repeatedInferencesAreFew()).isTrue();
  }
}
