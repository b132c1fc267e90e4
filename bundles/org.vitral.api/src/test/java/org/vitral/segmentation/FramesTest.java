// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.vitral.image.AffineTransform;
import org.vitral.image.Orientation;
import org.vitral.image.Region;

class FramesTest {

    @Test
    void aPlaceOfTheModelIsFoundInTheUprightAndInTheRawFrame() {
        Region region = new Region(100, 50, 200, 400);
        Frames frames = new Frames(100, 100, region, 640, 480, Orientation.ROTATED_90);
        assertEquals(120, frames.modelToUpright().x(10, 20));
        assertEquals(130, frames.modelToUpright().y(10, 20));
        // The upright frame is 480 wide; its column 120 is the raw row 480 - 120.
        assertEquals(130, frames.modelToRaw().x(10, 20));
        assertEquals(360, frames.modelToRaw().y(10, 20));
    }

    @Test
    void aRegionOutsideTheUprightFrameIsRefused() {
        Region region = new Region(0, 0, 640, 480);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Frames(1, 1, region, 640, 480, Orientation.ROTATED_90));
    }

    @Property(seed = "23")
    void everyMappingLeadsThereAndBack(@ForAll("frames") Frames frames) {
        for (AffineTransform transform :
                new AffineTransform[] {
                    frames.maskToUpright(),
                    frames.modelToUpright(),
                    frames.uprightToRaw(),
                    frames.maskToRaw(),
                    frames.modelToRaw()
                }) {
            AffineTransform back = transform.inverse();
            double x = transform.x(17.5, 3.25);
            double y = transform.y(17.5, 3.25);
            assertEquals(17.5, back.x(x, y), 1e-6);
            assertEquals(3.25, back.y(x, y), 1e-6);
        }
    }

    @Property(seed = "24")
    void theCornersOfTheModelsMaskAreThoseOfTheRegion(@ForAll("frames") Frames frames) {
        Region region = frames.region();
        AffineTransform upright = frames.modelToUpright();
        double right = frames.modelWidth();
        double bottom = frames.modelHeight();
        assertEquals(region.x(), upright.x(0, 0), 1e-9);
        assertEquals(region.y(), upright.y(0, 0), 1e-9);
        assertEquals(region.x() + region.width(), upright.x(right, bottom), 1e-9);
        assertEquals(region.y() + region.height(), upright.y(right, bottom), 1e-9);
    }

    @Property(seed = "25")
    void eachPixelOfTheMaskIsTheRawPixelThatIsSeenThere(@ForAll("frames") Frames frames) {
        Region region = frames.region();
        AffineTransform raw = frames.maskToRaw();
        int x = region.width() / 3;
        int y = region.height() / 2;
        int rawX = frames.orientation().rawX(region.x() + x, region.y() + y, frames.rawWidth());
        int rawY = frames.orientation().rawY(region.x() + x, region.y() + y, frames.rawHeight());
        assertEquals(rawX + 0.5, raw.x(x + 0.5, y + 0.5), 1e-9);
        assertEquals(rawY + 0.5, raw.y(x + 0.5, y + 0.5), 1e-9);
        assertTrue(rawX >= 0 && rawX < frames.rawWidth());
        assertTrue(rawY >= 0 && rawY < frames.rawHeight());
    }

    /** Any region of any frame in any of the eight orientations. */
    @Provide
    Arbitrary<Frames> frames() {
        Arbitrary<Integer> lengths = Arbitraries.integers().between(1, 4000);
        Arbitrary<Double> parts = Arbitraries.doubles().between(0, 1);
        return Combinators.combine(
                        Arbitraries.of(Orientation.class),
                        lengths,
                        lengths,
                        parts.array(double[].class).ofSize(4),
                        Arbitraries.integers().between(1, 600),
                        Arbitraries.integers().between(1, 600))
                .as(
                        (orientation, rawWidth, rawHeight, part, modelWidth, modelHeight) -> {
                            int width = orientation.uprightWidth(rawWidth, rawHeight);
                            int height = orientation.uprightHeight(rawWidth, rawHeight);
                            int x = (int) (part[0] * (width - 1));
                            int y = (int) (part[1] * (height - 1));
                            Region region =
                                    new Region(
                                            x,
                                            y,
                                            1 + (int) (part[2] * (width - 1 - x)),
                                            1 + (int) (part[3] * (height - 1 - y)));
                            return new Frames(
                                    modelWidth,
                                    modelHeight,
                                    region,
                                    rawWidth,
                                    rawHeight,
                                    orientation);
                        });
    }
}
