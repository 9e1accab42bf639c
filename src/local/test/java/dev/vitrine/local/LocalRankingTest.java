package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.LocalRanking.ReadingProgress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalRankingTest {
  @Test
  void saysWhetherItReadsOrFailedOrRanks() {
    assertThat(new ReadingProgress("clip", 5, 9, null).inWords())
        .isEqualTo(
            "clip is reading the word lists of prompts, 5 of 9 phrases; until then prompts are composed of tags.");
    assertThat(new ReadingProgress("clip", 5, 9, Duration.ofSeconds(61)).inWords())
        .startsWith("clip could not read the word lists of prompts")
        .contains("tries again within 2 min;");
    assertThat(new ReadingProgress("clip", 9, 9, null).inWords())
        .isEqualTo("clip ranks the word lists of prompts.");
  }
}
