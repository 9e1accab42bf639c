package dev.vitrine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vitrine.meaning.MeaningIndexes;
import dev.vitrine.meaning.MeaningUnavailableException;
import dev.vitrine.tag.Embedding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code ProblemsAppTest} has the others. */
class ProblemsTest {
  /** As in AWS, where no index of embeddings is kept. */
  @Test
  void aComparisonByMeaningHasAStableCodeAndFollowingDoesNothing() {
    var index = MeaningIndexes.none();
    index.follow(List.of());
    assertThat(index.isKept()).isFalse();

    MeaningUnavailableException refused =
        catchThrowableOfType(
            MeaningUnavailableException.class,
            () -> index.nearest("demo", new Embedding("eyes", ""), 1));

    try (var answer = new Problems(new AllowedMethods()).noMeaning(refused)) {
      assertThat(answer.getStatus()).isEqualTo(501);
      assertThat(((ProblemBody) answer.getEntity()).code()).isEqualTo("MEANING_UNAVAILABLE");
    }
  }
}
