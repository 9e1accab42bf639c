package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.catalog.ImageQuery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageConditionsTest {

  private static ImageQuery query(@Nullable String from, @Nullable String to) {
    return new ImageConditions(null, null, null, null, null, null, from, to, null).query("demo");
  }

  @Test
  void aDayBeginsInUtcAndATimeIsTakenAsItIs() {
    ImageQuery query = query("2026-11-28", "9999-12-31T23:59:59.999Z");

    assertThat(query.from()).isEqualTo(Instant.parse("2026-11-28T00:00:00Z"));
    assertThat(query.to()).isEqualTo(Instant.parse("9999-12-31T23:59:59.999Z"));
  }

  /** Positions of lists are texts: every one of these would stand before all images. */
  @ParameterizedTest
  @ValueSource(strings = {"+10000-01-01T00:00:00Z", "-0001-12-31T23:59:59Z", "+999999999-01-01"})
  void aYearOfOtherThanFourDigitsIsRefused(String time) {
    assertThatThrownBy(() -> query(null, time))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("no date");
    assertThatThrownBy(() -> query(time, null)).isInstanceOf(ApiProblem.class);
  }
}
