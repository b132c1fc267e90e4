// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AffineTransformTest {

    @Test
    void itEnlargesAndThenMoves() {
        AffineTransform transform = AffineTransform.scaleAndMove(2, 3, 10, 20);
        assertEquals(12, transform.x(1, 1));
        assertEquals(23, transform.y(1, 1));
    }

    @Test
    void oneMappingAfterTheOtherIsWhatBothDo() {
        AffineTransform first = AffineTransform.scaleAndMove(2, 3, 10, 20);
        AffineTransform second = new AffineTransform(0, 1, 5, -1, 0, 7);
        AffineTransform both = first.then(second);
        assertEquals(second.x(first.x(4, 9), first.y(4, 9)), both.x(4, 9));
        assertEquals(second.y(first.x(4, 9), first.y(4, 9)), both.y(4, 9));
    }

    @Test
    void aMappingOntoALineHasNoWayBack() {
        AffineTransform flat = AffineTransform.scaleAndMove(1, 0, 0, 0);
        assertThrows(ArithmeticException.class, flat::inverse);
    }

    @Property(seed = "21")
    void theInverseLeadsBack(
            @ForAll @DoubleRange(min = 0.01, max = 100) double scaleX,
            @ForAll @DoubleRange(min = 0.01, max = 100) double scaleY,
            @ForAll @DoubleRange(min = -1e4, max = 1e4) double dx,
            @ForAll @DoubleRange(min = -1e4, max = 1e4) double dy,
            @ForAll Orientation orientation) {
        AffineTransform transform =
                AffineTransform.scaleAndMove(scaleX, scaleY, dx, dy)
                        .then(orientation.rawToUpright(640, 480));
        AffineTransform back = transform.inverse();
        double x = transform.x(123.25, 45.5);
        double y = transform.y(123.25, 45.5);
        assertEquals(123.25, back.x(x, y), 1e-6);
        assertEquals(45.5, back.y(x, y), 1e-6);
    }

    /** The mapping of places agrees with the one of pixels, which has its own test. */
    @Property(seed = "22")
    void theCentreOfARawPixelComesToTheCentreOfTheUprightOne(
            @ForAll Orientation orientation,
            @ForAll @IntRange(min = 1, max = 5000) int width,
            @ForAll @IntRange(min = 1, max = 5000) int height,
            @ForAll @IntRange(min = 0, max = 4999) int column,
            @ForAll @IntRange(min = 0, max = 4999) int row) {
        int x = column % orientation.uprightWidth(width, height);
        int y = row % orientation.uprightHeight(width, height);
        double rawX = orientation.rawX(x, y, width) + 0.5;
        double rawY = orientation.rawY(x, y, height) + 0.5;
        AffineTransform upright = orientation.rawToUpright(width, height);
        assertEquals(x + 0.5, upright.x(rawX, rawY));
        assertEquals(y + 0.5, upright.y(rawX, rawY));
    }
}
