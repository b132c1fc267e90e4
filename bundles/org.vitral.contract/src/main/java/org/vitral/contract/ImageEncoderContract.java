// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.ServiceReference;
import org.vitral.export.ImageEncoder;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.option.Option;

/** What every {@link ImageEncoder} holds to; used as {@link ExporterContract}. */
public abstract class ImageEncoderContract extends ServiceContract<ImageEncoder> {

    protected ImageEncoderContract() {
        super(ImageEncoder.class);
    }

    @Override
    final Object use(ImageEncoder encoder) throws Exception {
        return written(encoder, SampleImages.photograph(33, 21));
    }

    @Override
    final List<Option<?>> optionsOf(ImageEncoder encoder) {
        return List.of();
    }

    @Override
    final void check(ServiceReference<ImageEncoder> reference) {
        checkName(reference, ImageEncoder.FORMAT);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 7", "640, 1", "641, 479", "4000, 3000"})
    protected void sizesFromOnePixelToTwelveMillionAreWritten(int width, int height)
            throws Exception {
        assertTrue(written(create(), SampleImages.photograph(width, height)).hasRemaining());
    }

    @ParameterizedTest
    @EnumSource
    protected void everyPixelFormatIsWritten(PixelFormat format) throws Exception {
        assertTrue(
                written(create(), SampleImages.photograph(23, 11, format, Orientation.UPRIGHT))
                        .hasRemaining());
    }

    @ParameterizedTest
    @EnumSource
    protected void anImageIsWrittenUpright(Orientation orientation) throws Exception {
        ImageEncoder encoder = create();
        assertEquals(
                written(encoder, SampleImages.photograph(23, 11)),
                written(encoder, SampleImages.photograph(23, 11, PixelFormat.RGB, orientation)));
    }

    @Test
    protected void whatItWasGivenIsLeftOpen() throws Exception {
        WatchedImage image = WatchedImage.of(SampleImages.photograph(33, 21));
        WatchedStream out = new WatchedStream();
        create().encode(image, out);
        assertFalse(image.isClosed(), "The image was closed, which is its owner's");
        assertFalse(out.isClosed(), "The stream was closed, which is its owner's");
    }

    @Test
    protected void aFullDiskIsReported() throws Exception {
        ImageEncoder encoder = create();
        long whole = ((ByteBuffer) use(encoder)).remaining();
        try (Image image = SampleImages.photograph(33, 21)) {
            for (long room : List.of(0L, whole / 2, whole - 1)) {
                assertThrows(
                        IOException.class,
                        () -> encoder.encode(image, new FullDisk(room)),
                        () ->
                                "The disk was full after %d bytes, and nothing was said"
                                        .formatted(room));
            }
        }
    }

    private static ByteBuffer written(ImageEncoder encoder, Image image) throws IOException {
        WatchedStream out = new WatchedStream();
        try (image) {
            encoder.encode(image, out);
        }
        return ByteBuffer.wrap(out.toByteArray());
    }
}
