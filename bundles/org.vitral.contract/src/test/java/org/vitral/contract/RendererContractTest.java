// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.image.UprightRows;
import org.vitral.render.Renderer;

/** The suite finds what is wrong with a renderer, and nothing with one that is right. */
class RendererContractTest {

    private static Image upright(Image image) {
        UprightRows rows = UprightRows.of(image);
        byte[] rgb = new byte[rows.width() * rows.height() * 3];
        for (int y = 0; y < rows.height(); y++) {
            rows.readRgb(y, rgb, y * rows.width() * 3);
        }
        return Image.of(rgb, rows.width(), rows.height(), PixelFormat.RGB);
    }

    static final class Right extends RendererContract {
        @Override
        protected Renderer create() {
            return (image, seen, options) -> {
                seen.categoryMask();
                return upright(image);
            };
        }
    }

    static final class LooksAtNothing extends RendererContract {
        @Override
        protected Renderer create() {
            return (image, seen, options) -> upright(image);
        }
    }

    static final class ForgetsTheOrientation extends RendererContract {
        @Override
        protected Renderer create() {
            return (image, seen, options) -> {
                seen.categoryMask();
                return upright(image.withOrientation(org.vitral.image.Orientation.UPRIGHT));
            };
        }
    }

    static final class ReturnsThePhotograph extends RendererContract {
        @Override
        protected Renderer create() {
            return (image, seen, options) -> {
                seen.categoryMask();
                return image;
            };
        }
    }

    @Test
    void nothingIsWrongWithARightOne() {
        assertEquals(Set.of(), SuiteRun.failures(Right.class));
    }

    @Test
    void whatDoesNotLookAtTheSegmentationIsFound() {
        assertEquals(
                Set.of("aSegmentationThatIsClosedIsReported"),
                SuiteRun.failures(LooksAtNothing.class));
    }

    @Test
    void whatForgetsTheOrientationIsFound() {
        assertEquals(
                Set.of("aPhotographInAnyOrientationGivesTheSamePicture"),
                SuiteRun.failures(ForgetsTheOrientation.class));
    }

    @Test
    void whatReturnsThePhotographItselfIsFound() {
        assertEquals(
                Set.of(
                        "aPhotographInAnyOrientationGivesTheSamePicture",
                        "thePhotographIsLeftAsItWas",
                        "whatItWasGivenIsLeftOpenAndThePictureOutlivesIt"),
                SuiteRun.failures(ReturnsThePhotograph.class));
    }
}
