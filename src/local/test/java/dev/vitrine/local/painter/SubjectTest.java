package dev.vitrine.local.painter;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class SubjectTest {
  private static final int SIDE = 256;

  @Test
  void findsTheProductBeforeAPlainBackdrop() {
    Subject subject = subject(Products.mug(SIDE, SIDE, new Color(0xdfe6ea)));

    assertThat(subject.plain()).isTrue();
    assertThat(free(subject, 0.1, 0.1)).isEqualTo(1);
    assertThat(free(subject, 0.45, 0.6)).isZero();
    assertThat(free(subject, 0.45, 0.48)).as("label").isZero();
    assertThat(free(subject, 0.68, 0.56)).as("through the handle").isEqualTo(1);
  }

  @Test
  void takesABackdropThatDarkensTowardsOneSideForPlain() {
    BufferedImage lit = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = lit.createGraphics();
    graphics.setPaint(
        new GradientPaint(0, 0, new Color(0xf5f5f5), SIDE, SIDE, new Color(0xb0b0b0)));
    graphics.fillRect(0, 0, SIDE, SIDE);
    graphics.drawImage(Products.mug(SIDE, SIDE, new Color(0, true)), 0, 0, null);
    graphics.dispose();
    Subject subject = subject(lit);

    assertThat(subject.plain()).isTrue();
    assertThat(free(subject, 0.05, 0.05)).isEqualTo(1);
    assertThat(free(subject, 0.95, 0.95)).isEqualTo(1);
    assertThat(free(subject, 0.45, 0.6)).isZero();
  }

  @Test
  void takesAProductsShadowForBackdropInTheShade() {
    BufferedImage shadowed = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = shadowed.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, SIDE, SIDE);
    graphics.translate(0.45 * SIDE, 0.82 * SIDE);
    graphics.scale(1, 0.3);
    graphics.setPaint(
        new RadialGradientPaint(
            0,
            0,
            70,
            new float[] {0, 1},
            new Color[] {new Color(0, 0, 0, 90), new Color(0, 0, 0, 0)}));
    graphics.fill(new Ellipse2D.Double(-70, -70, 140, 140));
    graphics.scale(1, 1 / 0.3);
    graphics.translate(-0.45 * SIDE, -0.82 * SIDE);
    graphics.drawImage(Products.mug(SIDE, SIDE, new Color(0, true)), 0, 0, null);
    graphics.dispose();
    Subject subject = subject(shadowed);

    assertThat(free(subject, 0.45, 0.83)).isEqualTo(1);
    assertThat(subject.shade().near((int) (0.45 * SIDE), (int) (0.83 * SIDE))).isGreaterThan(5);
  }

  @Test
  void takesAPictureWithoutAPlainBackdropForAScene() {
    assertThat(subject(Products.scene(SIDE, SIDE)).plain()).isFalse();
  }

  @Test
  void leavesNoneOfTheBackdropsLightOnTheEdgeOfTheProduct() {
    Subject subject = subject(Products.mug(SIDE, SIDE, Color.WHITE));
    int row = (int) (0.6 * SIDE) * SIDE;
    for (int x = (int) (0.29 * SIDE); x < 0.33 * SIDE; x++) {
      if (subject.backdrop().at[row + x] < 0.9) {
        assertThat(subject.colours().l().at[row + x]).isLessThan(60);
      }
    }
  }

  private static Subject subject(BufferedImage picture) {
    return Subject.of(PaintPlanes.of(picture));
  }

  private static float free(Subject subject, double x, double y) {
    return subject.backdrop().near((int) (x * SIDE), (int) (y * SIDE));
  }
}
