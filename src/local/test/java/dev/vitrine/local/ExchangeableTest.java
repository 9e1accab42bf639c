package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeableTest {
  private final List<String> closed = new ArrayList<>();
  private final Exchangeable<String> model = new Exchangeable<>(closed::add);

  private String name() {
    return model.with(lent -> lent.orElse("none"));
  }

  @Test
  void theOldModelIsClosedWhenItsLastUseHasEnded() {
    model.use("old");

    String used =
        model.with(
            outer -> {
              String inner =
                  model.with(
                      same -> {
                        model.use("new");
                        return same.orElseThrow();
                      });
              assertThat(closed).isEmpty();
              assertThat(name()).isEqualTo("new");
              return inner + " " + outer.orElseThrow();
            });

    assertThat(used).isEqualTo("old old");
    assertThat(closed).containsExactly("old");
  }

  @Test
  void aUseThatFailsHasEndedToo() {
    model.use("old");

    assertThatThrownBy(
            () ->
                model.with(
                    lent -> {
                      throw new IllegalStateException(lent.orElseThrow());
                    }))
        .hasMessage("old");
    model.end();

    assertThat(closed).containsExactly("old");
    assertThat(name()).isEqualTo("none");
  }
}
