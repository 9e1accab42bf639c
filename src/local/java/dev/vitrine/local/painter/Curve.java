package dev.vitrine.local.painter;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A drawn line: points at even distances, for what follows it and what grows on it. */
record Curve(List<Point2D.Double> points) {
  private static final int SAMPLES = 160;

  Curve {
    points = List.copyOf(points);
  }

  /**
   * Joined cubic Bezier curves.
   *
   * @param points as "x,y x,y ...": the first point, then two control points and an end point for
   *     each curve
   */
  static Curve drawn(AffineTransform placed, String points) {
    double[] xy = Arrays.stream(points.split("[ ,]")).mapToDouble(Double::parseDouble).toArray();
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 6) {
      path.curveTo(xy[i], xy[i + 1], xy[i + 2], xy[i + 3], xy[i + 4], xy[i + 5]);
    }
    path.transform(placed);
    List<Point2D.Double> corners = new ArrayList<>();
    double[] at = new double[6];
    for (PathIterator i = path.getPathIterator(null, 0.2); !i.isDone(); i.next()) {
      i.currentSegment(at);
      corners.add(new Point2D.Double(at[0], at[1]));
    }
    return evenly(corners);
  }

  private static Curve evenly(List<Point2D.Double> corners) {
    double length = 0;
    for (int i = 1; i < corners.size(); i++) {
      length += corners.get(i).distance(corners.get(i - 1));
    }
    List<Point2D.Double> points = new ArrayList<>();
    double step = length / SAMPLES;
    double due = 0;
    for (int i = 1; i < corners.size(); i++) {
      Point2D from = corners.get(i - 1);
      Point2D to = corners.get(i);
      double distance = from.distance(to);
      for (; due <= distance && distance > 0; due += step) {
        points.add(between(from, to, due / distance));
      }
      due -= distance;
    }
    points.add(corners.get(corners.size() - 1));
    return new Curve(points);
  }

  /** The curve a share of the way to another; beyond it where the share is above 1. */
  Curve toward(Curve other, double share) {
    List<Point2D.Double> mixed = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      int j = i * (other.points.size() - 1) / (points.size() - 1);
      mixed.add(between(points.get(i), other.points.get(j), share));
    }
    return new Curve(mixed);
  }

  Curve then(Curve other) {
    List<Point2D.Double> joined = new ArrayList<>(points);
    joined.addAll(other.points);
    return new Curve(joined);
  }

  Curve reversed() {
    List<Point2D.Double> reversed = new ArrayList<>(points);
    Collections.reverse(reversed);
    return new Curve(reversed);
  }

  /** The part from one share of the length to another. */
  Curve part(double from, double to) {
    int last = points.size() - 1;
    return new Curve(points.subList((int) (from * last), (int) (to * last) + 1));
  }

  /** The direction at a point, a unit vector. */
  Point2D.Double way(int point) {
    Point2D from = points.get(Math.max(0, point - 2));
    Point2D to = points.get(Math.min(points.size() - 1, point + 2));
    double length = Math.max(1e-6, from.distance(to));
    return new Point2D.Double(
        (to.getX() - from.getX()) / length, (to.getY() - from.getY()) / length);
  }

  Path2D line() {
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(0).x, points.get(0).y);
    for (Point2D point : points.subList(1, points.size())) {
      path.lineTo(point.getX(), point.getY());
    }
    return path;
  }

  Path2D area() {
    Path2D path = line();
    path.closePath();
    return path;
  }

  /** Everything below the curve down to the lower edge of a sheet. */
  Path2D above(Rectangle2D sheet) {
    Path2D path = line();
    path.lineTo(points.get(points.size() - 1).x, sheet.getMaxY() + 9);
    path.lineTo(points.get(0).x, sheet.getMaxY() + 9);
    path.closePath();
    return path;
  }

  private static Point2D.Double between(Point2D from, Point2D to, double share) {
    return new Point2D.Double(
        from.getX() + (to.getX() - from.getX()) * share,
        from.getY() + (to.getY() - from.getY()) * share);
  }
}
