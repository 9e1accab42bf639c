package dev.vitrine.local.florence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswerRulesTest {
  private static final float[] LOGITS = {0, 3, 2, 1};
  private static final AnswerRules FREE = new AnswerRules(2, Set.of(0L), -1, -1, 0);

  private static Tokens said(long... ids) {
    Tokens said = new Tokens();
    for (long id : ids) {
      said.add(id);
    }
    return said;
  }

  @Test
  void theLikeliestTokenIsNextAndTheFirstOfTwoAlike() {
    assertThat(FREE.next(LOGITS, said(2, 1, 1), 9)).isEqualTo(1);
    assertThat(FREE.next(new float[] {0, 5, 5, Float.NaN}, said(2), 9)).isEqualTo(1);
    assertThat(FREE.next(new float[] {Float.NaN, Float.NEGATIVE_INFINITY, -1}, said(2), 9))
        .isEqualTo(2);
  }

  @Test
  void anAnswerBeginsAndEndsAsTheModelDemands() {
    AnswerRules rules = new AnswerRules(2, Set.of(0L, 5L), 3, 0, 0);

    assertThat(rules.next(LOGITS, said(2), 4)).isEqualTo(3);
    assertThat(rules.next(LOGITS, said(2, 3), 4)).isEqualTo(1);
    assertThat(rules.next(LOGITS, said(2, 3, 1, 1), 4)).isZero();
    assertThat(rules.isOver(said(2), 4)).isFalse();
    assertThat(rules.isOver(said(2, 3, 5), 4)).isTrue();
    assertThat(rules.isOver(said(2, 3, 1, 1), 4)).isFalse();
    assertThat(rules.isOver(said(2, 3, 1, 1, 1), 4)).isTrue();
  }

  @Test
  void whatWasSaidTogetherIsNotSaidAgain() {
    AnswerRules rules = new AnswerRules(2, Set.of(0L), -1, -1, 3);

    assertThat(rules.next(LOGITS, said(2, 3, 3, 1, 3, 3), 99)).isEqualTo(2);
    assertThat(rules.next(LOGITS, said(2, 3, 3, 1, 3), 99)).isEqualTo(1);
    assertThat(rules.next(LOGITS, said(2), 99)).isEqualTo(1);
  }

  @Test
  void numbersThatAreNoneAreAnError() {
    float[] none = {Float.NaN, Float.NaN};
    float[] infinite = {Float.POSITIVE_INFINITY, 0};

    assertThatThrownBy(() -> FREE.next(none, said(2), 9)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> FREE.next(infinite, said(2), 9))
        .isInstanceOf(IllegalStateException.class);
  }
}
