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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceReference;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.export.SeriesExporter;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.segmentation.Segmentation;

/** What every {@link SeriesExporter} holds to; used as {@link ExporterContract}. */
public abstract class SeriesExporterContract extends ServiceContract<SeriesExporter> {

    protected SeriesExporterContract() {
        super(SeriesExporter.class);
    }

    /**
     * What of a written file must be the same each time that the same is written: all of it, unless
     * overridden. A format that holds the time of day leaves it out here.
     *
     * @param path the file's path in the target
     */
    protected byte[] comparable(String path, byte[] written) {
        return written;
    }

    /**
     * With which options a series is written where a test is not about options: the presets, unless
     * overridden. In a framework the bundle is alone; an exporter whose presets need a service of
     * another bundle says here what it can do without.
     */
    protected Options options() {
        return Options.NONE;
    }

    @Override
    final Object use(SeriesExporter exporter) throws Exception {
        return written(exporter, options(), 33, 21, 3);
    }

    @Override
    final List<Option<?>> optionsOf(SeriesExporter exporter) {
        return exporter.options();
    }

    @Override
    final void check(ServiceReference<SeriesExporter> reference) {
        checkName(reference, Exporter.NAME);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 7", "640, 1", "641, 479", "4000, 3000"})
    protected void sizesFromOnePixelToTwelveMillionAreWritten(int width, int height)
            throws Exception {
        assertFalse(written(create(), options(), width, height, 2).isEmpty());
    }

    @Test
    protected void eachValueOfEachChoiceIsWritten() throws Exception {
        SeriesExporter exporter = create();
        for (Options options : OptionRules.samples(exporter.options())) {
            assertFalse(
                    written(exporter, options, 33, 21, 2).isEmpty(),
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
            assertFalse(written(image, seen, "photo.jpg").isEmpty());
        }
    }

    @Test
    protected void aPartOfAnImageIsWritten() throws Exception {
        try (Image image = SampleImages.photograph(40, 30);
                Segmentation seen =
                        SampleSegmentation.shapes(9, 7).in(image, new Region(5, 3, 21, 13))) {
            assertFalse(written(image, seen, "photo.jpg").isEmpty());
        }
    }

    /** Of a byte for each pixel a format may refuse what is more, and says so with the number. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 1000})
    protected void modelsOfFewAndOfManyClassesAreWrittenOrRefused(int classes) throws Exception {
        try (Image image = SampleImages.photograph(40, 30);
                Segmentation seen =
                        SampleSegmentation.empty(SampleSegmentation.labels(classes), 40, 30)
                                .withEllipse(classes - 1, 20, 15, 9, 6)) {
            assertFalse(written(image, seen, "photo.jpg").isEmpty());
        } catch (IOException refusal) {
            assertTrue(classes > 255, () -> "Refused: " + refusal.getMessage());
            assertTrue(
                    refusal.getMessage().contains(String.valueOf(classes)), refusal.getMessage());
        }
    }

    @Test
    protected void photographsOfTheSameNameHaveFilesOfTheirOwn() throws Exception {
        try (Image image = SampleImages.photograph(33, 21);
                Segmentation seen = SampleSegmentation.shapes(33, 21)) {
            assertEquals(
                    written(image, seen, "one.jpg", "two.jpg", "three.jpg").size(),
                    written(image, seen, "a/photo.jpg", "b/photo.jpg", "b/Photo.jpg").size(),
                    "Files, as many as for photographs of different names");
        }
    }

    @Test
    protected void noNameOfAPhotographLeadsOutOfTheTarget() throws Exception {
        try (Image image = SampleImages.photograph(33, 21);
                Segmentation seen = SampleSegmentation.shapes(33, 21)) {
            for (String path :
                    written(image, seen, "../photo.jpg", "/photo.jpg", "..", ".jpg", "").keySet()) {
                assertTrue(
                        Stream.of(path.split("/", -1))
                                .noneMatch(part -> part.matches("|\\.|\\.\\.")),
                        () -> "A file is called '%s'".formatted(path));
            }
        }
    }

    @Test
    protected void nothingOfOneSeriesIsInTheNext() throws Exception {
        SeriesExporter exporter = create();
        Object first = use(exporter);
        written(exporter, options(), 64, 48, 2);
        assertEquals(first, use(exporter));
    }

    @Test
    protected void whatItWasGivenIsLeftOpen() throws Exception {
        MemoryTarget target = new MemoryTarget();
        WatchedImage image = WatchedImage.of(SampleImages.photograph(33, 21));
        SampleSegmentation seen = SampleSegmentation.shapes(33, 21);
        try (ExportSeries series = create().begin(target, options())) {
            series.add(subject("photo.jpg", image, seen));
            assertFalse(image.isClosed(), "The image was closed, which is its owner's");
            assertFalse(seen.isClosed(), "The segmentation was closed, which is its owner's");
            // From here on they may be gone.
            image.close();
            seen.close();
            series.complete();
        }
        assertFalse(target.isClosed(), "The target was closed, which is its owner's");
        assertEquals(0, target.openFiles(), "Files that were begun and not closed");
        assertFalse(target.files().isEmpty(), "Nothing was written");
    }

    @Test
    protected void aSeriesThatIsNotCompletedLeavesNoFileOpen() throws Exception {
        MemoryTarget target = new MemoryTarget();
        try (Image image = SampleImages.photograph(33, 21);
                Segmentation seen = SampleSegmentation.shapes(33, 21);
                ExportSeries series = create().begin(target, options())) {
            series.add(subject("photo.jpg", image, seen));
        }
        assertEquals(0, target.openFiles(), "Files that were begun and not closed");
        MemoryTarget whole = new MemoryTarget();
        write(create(), whole, options(), 33, 21, 1);
        assertTrue(
                target.files().size() < whole.files().size() || hasNoCommonFile(whole),
                "A series that was not completed has all the files of one that was");
    }

    /** A series that writes a file for each image, and none for all of them together. */
    private static boolean hasNoCommonFile(MemoryTarget whole) {
        return whole.files().keySet().stream().allMatch(path -> path.contains("photo"));
    }

    @Test
    protected void closingTwiceDoesNothingMore() throws Exception {
        MemoryTarget target = new MemoryTarget();
        ExportSeries series = create().begin(target, options());
        series.close();
        series.close();
        assertEquals(0, target.openFiles());
    }

    @Test
    protected void aFullDiskIsReported() throws Exception {
        SeriesExporter exporter = create();
        MemoryTarget whole = new MemoryTarget();
        write(exporter, whole, options(), 33, 21, 2);
        long largest =
                whole.files().values().stream().mapToLong(file -> file.length).max().orElse(0);
        for (long room : List.of(0L, largest / 2, largest - 1)) {
            MemoryTarget target = new MemoryTarget(room);
            assertThrows(
                    IOException.class,
                    () -> write(exporter, target, options(), 33, 21, 2),
                    () -> "The disk was full after %d bytes, and nothing was said".formatted(room));
            assertEquals(0, target.openFiles(), "Files that were begun and not closed");
        }
    }

    @Test
    protected void aSegmentationThatIsClosedIsReported() throws Exception {
        SeriesExporter exporter = create();
        SampleSegmentation seen = SampleSegmentation.shapes(33, 21);
        seen.close();
        try (Image image = SampleImages.photograph(33, 21);
                ExportSeries series = exporter.begin(new MemoryTarget(), options())) {
            assertThrows(Exception.class, () -> series.add(subject("photo.jpg", image, seen)));
        }
    }

    /** The files of a series of photographs that differ in their names only. */
    private Map<String, byte[]> written(Image image, Segmentation seen, String... names)
            throws Exception {
        MemoryTarget target = new MemoryTarget();
        try (ExportSeries series = create().begin(target, options())) {
            for (String name : names) {
                series.add(subject(name, image, seen));
            }
            series.complete();
        } finally {
            assertEquals(0, target.openFiles(), "Files that were begun and not closed");
        }
        return target.files();
    }

    private Map<String, ByteBuffer> written(
            SeriesExporter exporter, Options options, int width, int height, int images)
            throws IOException {
        MemoryTarget target = new MemoryTarget();
        write(exporter, target, options, width, height, images);
        Map<String, ByteBuffer> files = new TreeMap<>();
        target.files()
                .forEach(
                        (path, bytes) -> files.put(path, ByteBuffer.wrap(comparable(path, bytes))));
        return files;
    }

    private static void write(
            SeriesExporter exporter,
            MemoryTarget target,
            Options options,
            int width,
            int height,
            int images)
            throws IOException {
        try (ExportSeries series = exporter.begin(target, options)) {
            for (int i = 0; i < images; i++) {
                try (Image image = SampleImages.photograph(width, height);
                        Segmentation seen =
                                SampleSegmentation.shapes(
                                                Math.min(width, 257), Math.min(height, 257))
                                        .in(image)) {
                    series.add(subject("photo-%d.jpg".formatted(i), image, seen));
                }
            }
            series.complete();
        }
    }

    private static ExportSubject subject(String name, Image image, Segmentation seen) {
        return new ExportSubject(name, image, seen, Duration.ofMillis(5));
    }
}
