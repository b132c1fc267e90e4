// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

/**
 * A mapping between two frames that keeps straight lines straight: {@code x' = xx * x + xy * y +
 * dx} and {@code y' = yx * x + yy * y + dy}. Coordinates are continuous: pixel {@code i} covers
 * {@code [i, i + 1)} and its centre is at {@code i + 0.5}.
 *
 * @param xx what x adds to x'
 * @param xy what y adds to x'
 * @param dx x' of the origin
 * @param yx what x adds to y'
 * @param yy what y adds to y'
 * @param dy y' of the origin
 */
public record AffineTransform(double xx, double xy, double dx, double yx, double yy, double dy) {

    /** The mapping that leaves everything where it is. */
    public static final AffineTransform IDENTITY = new AffineTransform(1, 0, 0, 0, 1, 0);

    /** A mapping that enlarges by two factors and then moves. */
    public static AffineTransform scaleAndMove(double scaleX, double scaleY, double dx, double dy) {
        return new AffineTransform(scaleX, 0, dx, 0, scaleY, dy);
    }

    /** Where a place comes to lie, from left to right. */
    public double x(double x, double y) {
        return xx * x + xy * y + dx;
    }

    /** Where a place comes to lie, from top to bottom. */
    public double y(double x, double y) {
        return yx * x + yy * y + dy;
    }

    /** This mapping, and then another one. */
    public AffineTransform then(AffineTransform next) {
        return new AffineTransform(
                next.xx * xx + next.xy * yx,
                next.xx * xy + next.xy * yy,
                next.x(dx, dy),
                next.yx * xx + next.yy * yx,
                next.yx * xy + next.yy * yy,
                next.y(dx, dy));
    }

    /**
     * The mapping back.
     *
     * @throws ArithmeticException if there is none, because this one maps the plane onto a line or
     *     a point
     */
    public AffineTransform inverse() {
        double determinant = xx * yy - xy * yx;
        if (determinant == 0 || !Double.isFinite(determinant)) {
            throw new ArithmeticException("There is no way back from " + this);
        }
        return new AffineTransform(
                yy / determinant,
                -xy / determinant,
                (xy * dy - yy * dx) / determinant,
                -yx / determinant,
                xx / determinant,
                (yx * dx - xx * dy) / determinant);
    }
}
