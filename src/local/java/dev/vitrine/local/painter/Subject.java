package dev.vitrine.local.painter;

/**
 * What there is to paint.
 *
 * @param colours the picture's; beside the backdrop the product's own, without the light that the
 *     backdrop throws on its edge
 * @param backdrop 1 where something else may be painted, 0 on what must stay recognisable
 * @param shade what the product's shadow takes from the backdrop, in L*
 * @param plain whether the backdrop is a plain one, else the picture is a scene
 */
record Subject(PaintPlanes colours, Plane backdrop, Plane shade, boolean plain) {

  static Subject of(PaintPlanes picture) {
    return BackdropMatte.of(picture)
        .map(
            backdrop ->
                new Subject(
                    withoutHalo(picture, backdrop.free()), backdrop.free(), backdrop.shade(), true))
        .orElseGet(
            () ->
                new Subject(
                    picture,
                    Surroundings.of(picture),
                    new Plane(picture.width(), picture.height()),
                    false));
  }

  /** Lets colours from inside the product grow over its edge. */
  private static PaintPlanes withoutHalo(PaintPlanes picture, Plane backdrop) {
    double edge = Math.max(0.8, picture.scale());
    Plane inside = backdrop.blurred(2 * edge).map(share -> share < 0.06 ? 1 : 0);
    Plane weight = inside.blurred(3 * edge);
    return new PaintPlanes(
        grown(picture.l(), inside, weight, edge),
        grown(picture.a(), inside, weight, edge),
        grown(picture.b(), inside, weight, edge));
  }

  private static Plane grown(Plane plane, Plane inside, Plane weight, double edge) {
    Plane sum =
        Plane.of(plane.width, plane.height, (x, y) -> plane.near(x, y) * inside.near(x, y))
            .blurred(3 * edge);
    return Plane.of(
        plane.width,
        plane.height,
        (x, y) ->
            inside.near(x, y) > 0 || weight.near(x, y) < 0.02
                ? plane.near(x, y)
                : sum.near(x, y) / weight.near(x, y));
  }
}
