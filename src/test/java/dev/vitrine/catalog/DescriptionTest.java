package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.tag.NotSure;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.vocabulary.Attribute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a later run that fails leaves of a description. */
class DescriptionTest {
  private static final Attribute CUP = new Attribute("cup", 0.9, Examples.machine("x"), false);

  @Test
  void aRunThatCannotTagTakesNothingAndIsNotHidden() {
    Description found = tagged(Map.of("category", CUP), List.of());
    assertThat(found.tagFailed(ERROR).attributes()).isEqualTo(found.attributes());
    assertThat(found.tagFailed(ERROR).errors())
        .containsExactly(ERROR.saying("Its earlier tags stay."));

    Description open = tagged(Map.of(), List.of(new NotSure("category", NotSure.Reason.UNLIKELY)));
    assertThat(open.tagFailed(ERROR).notSure()).isEqualTo(open.notSure());
    assertThat(open.tagFailed(ERROR).errors()).containsExactly(ERROR);
  }

  @Test
  void aRunThatCannotWriteKeepsThePromptAndIsNotHidden() {
    Description written = Description.NONE.written(Examples.prompt("a prompt"));

    assertThat(written.promptFailed(ERROR).prompt()).isEqualTo(written.prompt());
    assertThat(written.promptFailed(ERROR).errors())
        .containsExactly(ERROR.saying("Its earlier prompt stays."));
    assertThat(Description.NONE.promptFailed(ERROR).errors()).containsExactly(ERROR);
  }

  @Test
  void whereNothingWasTaggedTheErrorSaysWhy() {
    Description never = Description.NONE.written(Examples.prompt("a prompt"));

    assertThat(never.tagFailed(ERROR).errors()).containsExactly(ERROR);
    assertThat(never.tagFailed(ERROR).tagFailed(ERROR).errors()).containsExactly(ERROR);
  }

  private static Description tagged(Map<String, Attribute> attributes, List<NotSure> open) {
    return Description.NONE.tagged(
        new TagImageResult(List.of(), List.of(), attributes, open, null));
  }
}
