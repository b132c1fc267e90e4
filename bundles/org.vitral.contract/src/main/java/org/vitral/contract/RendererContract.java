// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceReference;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.image.UprightRows;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.render.Renderer;
import org.vitral.segmentation.Segmentation;

/** What every {@link Renderer} holds to; used as {@link ExporterContract}. */
public abstract class RendererContract extends ServiceContract<Renderer> {

    /** By how much 8-bit samples may differ that were made from 16-bit ones. */
    private static final int ROUNDING = 2;

    protected RendererContract() {
        super(Renderer.class);
    }

    @Override
    final Object use(Renderer renderer) {
        return picture(renderer, SampleImages.photograph(64, 48), Options.NONE);
    }

    @Override
    final List<Option<?>> optionsOf(Renderer renderer) {
        return renderer.options();
    }

    @Override
    final void check(ServiceReference<Renderer> reference) {
        checkName(reference, Renderer.NAME);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 7", "640, 1", "641, 479", "4000, 3000"})
    protected void sizesFromOnePixelToTwelveMillionAreRendered(int width, int height)
            throws Exception {
        assertTrue(
                picture(create(), SampleImages.photograph(width, height), Options.NONE)
                        .hasRemaining());
    }

    @Test
    protected void eachValueOfEachChoiceIsRendered() throws Exception {
        Renderer renderer = create();
        for (Options options : OptionRules.samples(renderer.options())) {
            assertTrue(picture(renderer, SampleImages.photograph(64, 48), options).hasRemaining());
        }
    }

    @ParameterizedTest
    @EnumSource
    protected void aPhotographInAnyOrientationGivesTheSamePicture(Orientation orientation)
            throws Exception {
        Renderer renderer = create();
        assertEquals(
                picture(renderer, SampleImages.photograph(64, 48), Options.NONE),
                picture(
                        renderer,
                        SampleImages.photograph(64, 48, PixelFormat.RGB, orientation),
                        Options.NONE));
    }

    @ParameterizedTest
    @EnumSource
    protected void aPhotographInAnyPixelFormatGivesTheSamePicture(PixelFormat format)
            throws Exception {
        Renderer renderer = create();
        byte[] expected = colors(renderer, PixelFormat.RGB);
        byte[] picture = colors(renderer, format);
        assertEquals(expected.length, picture.length, "The size of the picture");
        if (!format.isYuv() && !format.isGray()) {
            for (int i = 0; i < picture.length; i++) {
                int difference = Math.abs((picture[i] & 0xff) - (expected[i] & 0xff));
                assertTrue(
                        difference <= ROUNDING, "Sample %d differs by %d".formatted(i, difference));
            }
        }
    }

    @Test
    protected void aPartOfAnImageIsRendered() throws Exception {
        try (Image image = SampleImages.photograph(40, 30);
                Segmentation seen =
                        SampleSegmentation.shapes(9, 7).in(image, new Region(5, 3, 21, 13));
                Image picture = create().render(image, seen, Options.NONE)) {
            assertEquals(Orientation.UPRIGHT, picture.orientation());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 256, 257, 1000})
    protected void modelsOfFewAndOfManyClassesAreRendered(int classes) throws Exception {
        try (Image image = SampleImages.photograph(40, 30);
                Segmentation seen =
                        SampleSegmentation.empty(SampleSegmentation.labels(classes), 40, 30)
                                .withEllipse(classes - 1, 20, 15, 9, 6);
                Image picture = create().render(image, seen, Options.NONE)) {
            assertEquals(Orientation.UPRIGHT, picture.orientation());
        }
    }

    @Test
    protected void whatItWasGivenIsLeftOpenAndThePictureOutlivesIt() throws Exception {
        WatchedImage image = WatchedImage.of(SampleImages.photograph(64, 48));
        SampleSegmentation seen = SampleSegmentation.shapes(64, 48);
        try (Image picture = create().render(image, seen, Options.NONE)) {
            assertFalse(image.isClosed(), "The image was closed, which is its owner's");
            assertFalse(seen.isClosed(), "The segmentation was closed, which is its owner's");
            ByteBuffer before = pixels(picture);
            image.close();
            seen.close();
            assertEquals(before, pixels(picture));
        }
    }

    @Test
    protected void thePhotographIsLeftAsItWas() throws Exception {
        try (Image image = SampleImages.photograph(64, 48);
                Segmentation seen = SampleSegmentation.shapes(64, 48)) {
            ByteBuffer before = pixels(image);
            create().render(image, seen, Options.NONE).close();
            assertEquals(before, pixels(image));
        }
    }

    @Test
    protected void nothingOfOnePictureIsInTheNext() throws Exception {
        Renderer renderer = create();
        Object first = use(renderer);
        picture(renderer, SampleImages.photograph(97, 31), Options.NONE);
        assertEquals(first, use(renderer));
    }

    @Test
    protected void aSegmentationThatIsClosedIsReported() throws Exception {
        Renderer renderer = create();
        try (Image image = SampleImages.photograph(64, 48)) {
            SampleSegmentation seen = SampleSegmentation.shapes(64, 48);
            seen.close();
            assertThrows(
                    RuntimeException.class,
                    () -> renderer.render(image, seen, Options.NONE),
                    "A picture was made of a segmentation that is closed");
        }
    }

    /** Red, green and blue of the picture of a photograph that is stored in a format. */
    private static byte[] colors(Renderer renderer, PixelFormat format) {
        try (Image photograph = SampleImages.photograph(64, 48, format, Orientation.UPRIGHT);
                Segmentation seen = SampleSegmentation.shapes(64, 48).in(photograph);
                Image picture = renderer.render(photograph, seen, Options.NONE)) {
            UprightRows rows = UprightRows.of(picture);
            byte[] rgb = new byte[rows.width() * rows.height() * 3];
            for (int y = 0; y < rows.height(); y++) {
                rows.readRgb(y, rgb, y * rows.width() * 3);
            }
            return rgb;
        }
    }

    private static ByteBuffer picture(Renderer renderer, Image photograph, Options options) {
        int columns = Math.min(photograph.uprightWidth(), 64);
        int rows = Math.min(photograph.uprightHeight(), 48);
        try (photograph;
                Segmentation seen = SampleSegmentation.shapes(columns, rows).in(photograph);
                Image picture = renderer.render(photograph, seen, options)) {
            assertEquals(Orientation.UPRIGHT, picture.orientation(), "A picture is upright");
            return pixels(picture);
        }
    }

    /** All samples as a person sees them; of a large picture their checksum, line by line. */
    private static ByteBuffer pixels(Image picture) {
        UprightRows rows = UprightRows.of(picture);
        byte[] row = new byte[rows.width() * rows.channels()];
        boolean whole = (long) row.length * rows.height() <= 1 << 20;
        ByteBuffer pixels =
                ByteBuffer.allocate(whole ? row.length * rows.height() : 4 * rows.height());
        for (int y = 0; y < rows.height(); y++) {
            rows.read(y, row);
            if (whole) {
                pixels.put(row);
            } else {
                pixels.putInt(Arrays.hashCode(row));
            }
        }
        return pixels.flip();
    }
}
