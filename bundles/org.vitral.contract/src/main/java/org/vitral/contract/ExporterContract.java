// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceReference;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.segmentation.Segmentation;

/**
 * What every {@link Exporter} holds to. An exporter's test is a subclass:
 *
 * <pre>{@code
 * class AreaExporterTest extends ExporterContract {
 *     @Override
 *     protected Exporter create() {
 *         return new AreaExporter();
 *     }
 * }
 * }</pre>
 */
public abstract class ExporterContract extends ServiceContract<Exporter> {

    protected ExporterContract() {
        super(Exporter.class);
    }

    /**
     * What of a written file must be the same each time that the same is written: all of it, unless
     * overridden. A format that holds the time of day leaves it out here.
     */
    protected byte[] comparable(byte[] written) {
        return written;
    }

    @Override
    final Object use(Exporter exporter) throws Exception {
        return written(exporter, 33, 21, Options.NONE);
    }

    @Override
    final List<Option<?>> optionsOf(Exporter exporter) {
        return exporter.options();
    }

    @Override
    final void check(ServiceReference<Exporter> reference) {
        checkName(reference, Exporter.NAME);
        String suffix = String.valueOf(reference.getProperty(Exporter.SUFFIX));
        assertTrue(
                suffix.matches("\\.[A-Za-z0-9._-]*[A-Za-z0-9]"),
                Exporter.SUFFIX + " begins with a point, such as .csv, but is " + suffix);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 7", "640, 1", "641, 479", "4000, 3000"})
    protected void sizesFromOnePixelToTwelveMillionAreWritten(int width, int height)
            throws Exception {
        assertTrue(
                written(create(), width, height, Options.NONE).hasRemaining(),
                "Nothing was written");
    }

    @Test
    protected void eachValueOfEachChoiceIsWritten() throws Exception {
        Exporter exporter = create();
        for (Options options : OptionRules.samples(exporter.options())) {
            assertTrue(
                    written(exporter, 33, 21, options).hasRemaining(),
                    () -> "Nothing was written with " + options);
        }
    }

    @ParameterizedTest
    @EnumSource
    protected void everyPixelFormatIsWritten(PixelFormat format) throws Exception {
        assertWritten(SampleImages.photograph(23, 11, format, Orientation.UPRIGHT));
    }

    @ParameterizedTest
    @EnumSource
    protected void everyOrientationIsWritten(Orientation orientation) throws Exception {
        assertWritten(SampleImages.photograph(23, 11, PixelFormat.RGB, orientation));
    }

    private void assertWritten(Image image) throws Exception {
        try (image;
                Segmentation seen = SampleSegmentation.shapes(23, 11).in(image)) {
            assertTrue(written(create(), image, seen, Options.NONE).hasRemaining());
        }
    }

    @Test
    protected void aPartOfAnImageIsWritten() throws Exception {
        try (Image image = SampleImages.photograph(40, 30);
                Segmentation seen =
                        SampleSegmentation.shapes(9, 7).in(image, new Region(5, 3, 21, 13))) {
            assertTrue(written(create(), image, seen, Options.NONE).hasRemaining());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 256, 257, 1000})
    protected void modelsOfFewAndOfManyClassesAreWritten(int classes) throws Exception {
        try (Image image = SampleImages.photograph(40, 30);
                Segmentation seen =
                        SampleSegmentation.empty(SampleSegmentation.labels(classes), 40, 30)
                                .withEllipse(classes - 1, 20, 15, 9, 6)) {
            assertTrue(written(create(), image, seen, Options.NONE).hasRemaining());
        }
    }

    @Test
    protected void whatItWasGivenIsLeftOpen() throws Exception {
        WatchedImage image = WatchedImage.of(SampleImages.photograph(33, 21));
        SampleSegmentation seen = SampleSegmentation.shapes(33, 21);
        WatchedStream out = new WatchedStream();
        create().export(subject(image, seen), Options.NONE, out);
        assertFalse(image.isClosed(), "The image was closed, which is its owner's");
        assertFalse(seen.isClosed(), "The segmentation was closed, which is its owner's");
        assertFalse(out.isClosed(), "The stream was closed, which is its owner's");
    }

    @Test
    protected void nothingOfOneSegmentationIsInTheNextFile() throws Exception {
        Exporter exporter = create();
        ByteBuffer first = written(exporter, 33, 21, Options.NONE);
        written(exporter, 64, 48, Options.NONE);
        assertEquals(first, written(exporter, 33, 21, Options.NONE));
    }

    @Test
    protected void aFullDiskIsReported() throws Exception {
        Exporter exporter = create();
        WatchedStream out = new WatchedStream();
        try (Image image = SampleImages.photograph(33, 21);
                Segmentation seen = SampleSegmentation.shapes(33, 21)) {
            ExportSubject subject = subject(image, seen);
            exporter.export(subject, Options.NONE, out);
            for (long room : List.of(0L, out.size() / 2L, out.size() - 1L)) {
                IOException failure =
                        assertThrows(
                                IOException.class,
                                () -> exporter.export(subject, Options.NONE, new FullDisk(room)),
                                () ->
                                        "The disk was full after %d bytes, and nothing was said"
                                                .formatted(room));
                assertEquals(FullDisk.MESSAGE, root(failure).getMessage());
            }
        }
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    @Test
    protected void aSegmentationThatIsClosedIsReported() throws Exception {
        Exporter exporter = create();
        try (Image image = SampleImages.photograph(33, 21)) {
            SampleSegmentation seen = SampleSegmentation.shapes(33, 21);
            seen.close();
            assertThrows(
                    Exception.class,
                    () -> exporter.export(subject(image, seen), Options.NONE, new WatchedStream()),
                    "A file was written of a segmentation that is closed");
        }
    }

    private ByteBuffer written(Exporter exporter, int width, int height, Options options)
            throws IOException {
        int columns = Math.min(width, 257);
        int rows = Math.min(height, 257);
        try (Image image = SampleImages.photograph(width, height);
                Segmentation seen = SampleSegmentation.shapes(columns, rows).in(image)) {
            return written(exporter, image, seen, options);
        }
    }

    private ByteBuffer written(Exporter exporter, Image image, Segmentation seen, Options options)
            throws IOException {
        WatchedStream out = new WatchedStream();
        exporter.export(subject(image, seen), options, out);
        return ByteBuffer.wrap(comparable(out.toByteArray()));
    }

    private static ExportSubject subject(Image image, Segmentation seen) {
        return new ExportSubject("photo.jpg", image, seen, Duration.ofMillis(5));
    }
}
