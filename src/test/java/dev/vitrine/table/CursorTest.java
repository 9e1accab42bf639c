package dev.vitrine.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CursorTest {
  @Test
  void aPositionThatNoSortKeyCanHaveIsNoCursor() {
    String longest = "ö".repeat(512);

    assertThat(Cursor.position(new Cursor("bin", longest).text(), "bin")).isEqualTo(longest);
    String longer = new Cursor("bin", longest + "#").text();
    assertThatThrownBy(() -> Cursor.of(longer)).isInstanceOf(InvalidCursorException.class);
    assertThatThrownBy(() -> Cursor.of(new Cursor("bin", "").text()))
        .isInstanceOf(InvalidCursorException.class);
  }
}
