package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class FramerTest {
  @Test
  void trimsToTheObjectAndALittleMoreWhereTheBackgroundIsPlain() {
    // A ball of 60 px whose box begins at 60, 40.
    var picture = new Picture(Pictures.ball(400, 300, Color.WHITE));

    Framing framing = Framer.frame(picture);

    double margin = 0.08 * 60;
    assertThat(framing.plain()).isTrue();
    assertThat(framing.fill()).isEqualTo(0xFFFFFF);
    assertThat((double) framing.left()).isCloseTo(60 - margin, within(3.0));
    assertThat((double) framing.top()).isCloseTo(40 - margin, within(3.0));
    assertThat((double) framing.width()).isCloseTo(60 + 2 * margin, within(5.0));
    assertThat((double) framing.height()).isCloseTo(60 + 2 * margin, within(5.0));
  }

  @Test
  void fillsUpWithTheBackgroundsOwnColor() {
    Framing framing = Framer.frame(new Picture(Pictures.ball(400, 300, new Color(0x203060))));

    assertThat(framing.fill()).isEqualTo(0x203060);
  }

  @Test
  void takesTheSquareInTheMiddleOfAScene() {
    Framing framing = Framer.frame(new Picture(Pictures.decoded("chelsea.jpg")));

    assertThat(framing).isEqualTo(new Framing(75, 0, 300, 300, 0, false));
  }

  @Test
  void showsABlankPictureWhole() {
    BufferedImage blank = Pictures.plain(50, 20, Color.GRAY);

    assertThat(Framer.frame(new Picture(blank)))
        .isEqualTo(new Framing(0, 0, 50, 20, 0x808080, true));
  }

  @Test
  void standsPicturesOfOnePixelOrOneRow() {
    assertThat(Framer.frame(new Picture(Pictures.plain(1, 1, Color.RED))).side()).isEqualTo(1);
    assertThat(Framer.frame(new Picture(Pictures.plain(900, 1, Color.RED))).side()).isEqualTo(900);
  }
}
