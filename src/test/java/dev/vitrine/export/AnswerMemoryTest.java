package dev.vitrine.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.table.TableUnavailableException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerMemoryTest {
  private static final String SELLER = "demo";

  private final Map<String, Set<String>> kept = new HashMap<>();
  private boolean isBusy;

  private final AnswerMemory memory =
      new AnswerMemory(
          new AnsweredProducts() {
            @Override
            public void keep(String seller, Place place, Set<String> products) {
              if (isBusy) {
                throw new TableUnavailableException("too busy", null);
              }
              kept.put(seller + place, products);
            }

            @Override
            public Optional<Set<String>> before(String seller, Place place) {
              return Optional.ofNullable(kept.get(seller + place));
            }
          });

  @Test
  void theNextAnswerKnowsTheProductsOfTheFirst() {
    EarlierAnswers first = memory.before(SELLER, part(null, null));
    first.add("mug-42");

    String place = memory.keep(SELLER, part(null, null), first.added());

    assertThat(place).startsWith("earlier=").endsWith(".1&");
    String text = place.substring("earlier=".length(), place.length() - 1);
    EarlierAnswers second = memory.before(SELLER, part("cursor", text));
    assertThat(second.areKnown()).isTrue();
    assertThat(second.have("mug-42")).isTrue();
    assertThat(second.have("mug-43")).isFalse();
    assertThat(second.added()).isEmpty();
    assertThat(memory.keep(SELLER, part("cursor", text), Set.of())).endsWith(".2&");
  }

  @Test
  void anAnswerComesAlthoughTheTableDoesNotTakeItsProducts() {
    isBusy = true;

    assertThat(memory.keep(SELLER, part(null, null), Set.of("a"))).isEmpty();

    assertThat(memory.before(SELLER, part("cursor", null)).areKnown()).isFalse();
    String lost = AnsweredProducts.Place.first().next().toString();
    assertThat(memory.before(SELLER, part("cursor", lost)).areKnown()).isFalse();
    assertThat(memory.keep(SELLER, part("cursor", null), Set.of("a"))).isEmpty();
  }

  private static ExportPart part(@Nullable String cursor, @Nullable String earlier) {
    return new ExportPart(null, null, cursor, null, earlier, null, null, null);
  }
}
