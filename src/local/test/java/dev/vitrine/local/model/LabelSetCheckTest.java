package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vitrine.vocabulary.LabelSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelSetCheckTest {
  @Test
  void isNamedByTheHashThatOtherEndpointsCompute() {
    assertThat(checked(List.of("coffee mug", "teapot")).name())
        .isEqualTo("88b67479fdb193c4859fe9f1b6c4407a66725440f2cbfbc81b286c3649d195ff");
  }

  @Test
  void leavesLettersBeyondAsciiAndSlashesUnescapedInItsName() {
    var set =
        LabelSetCheck.checked(
            List.of("caffè \"crema\"", "T-Shirt / Größe"),
            List.of("a photo of {}", "ein Foto: {}"));

    assertThat(set.name())
        .isEqualTo("c1106c3f3b50d69462ffe92172ad45910455ddaa21d68e3097a1f7dee1351202");
  }

  @Test
  void hasAnotherNameInAnotherOrder() {
    assertThat(checked(List.of("teapot", "coffee mug")).name())
        .isNotEqualTo(checked(List.of("coffee mug", "teapot")).name());
  }

  @Test
  void refusesLabelsThatHaveNoOneName() {
    for (String label : new String[] {" ", "tea\npot", "\uD83D", "x".repeat(201)}) {
      assertThatIllegalArgumentException().isThrownBy(() -> checked(List.of(label)));
    }
  }

  @Test
  void refusesNoLabelsTooManyAndRepeatedOnes() {
    List<String> many =
        IntStream.rangeClosed(0, LabelSet.MOST_LABELS).mapToObj(i -> "label " + i).toList();

    assertThatIllegalArgumentException().isThrownBy(() -> checked(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> checked(many));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> checked(List.of("mug", "mug")))
        .withMessageContaining("twice: mug");
  }

  @Test
  void refusesATemplateWithoutAPlaceForTheLabel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelSetCheck.checked(List.of("mug"), List.of("a photo")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelSetCheck.checked(List.of("mug"), List.of("a {} beside a {}")));
  }

  private static LabelSet checked(List<String> labels) {
    return LabelSetCheck.checked(labels, LabelSetCheck.DEFAULT_TEMPLATES);
  }
}
