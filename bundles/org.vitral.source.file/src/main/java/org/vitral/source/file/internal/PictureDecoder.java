// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.ImageRows;

/**
 * Decodes a picture file of any format. Whatever a file holds, the answer is an image or an {@link
 * ImageException} with one sentence. Safe for use by several threads.
 */
final class PictureDecoder {

    private final MemoryBudget budget;

    PictureDecoder(MemoryBudget budget) {
        this.budget = budget;
    }

    Image decode(Path path) throws IOException {
        PictureFile file = PictureFile.open(path);
        ImageFormat format = ImageFormat.of(file.head());
        return reasoned(
                format,
                () ->
                        switch (format) {
                            case JPEG -> JpegDecoder.decode(bytes(file), budget);
                            case PNG -> PngDecoder.decode(bytes(file), budget);
                            case GIF -> GifDecoder.decode(bytes(file), budget);
                            case BMP -> BmpDecoder.decode(bytes(file), budget);
                            case WEBP -> WebpDecoder.decode(bytes(file), budget);
                            case TIFF -> TiffDecoder.decode(file, budget);
                        });
    }

    /** Opens a picture whose rows are decoded when they are asked for. */
    ImageRows rows(Path path) throws IOException {
        PictureFile file = PictureFile.open(path);
        ImageFormat format = ImageFormat.of(file.head());
        return reasoned(
                format,
                () ->
                        switch (format) {
                            case JPEG -> JpegRows.open(file, budget);
                            case PNG -> PngRows.open(file, budget);
                            case TIFF -> TiffRows.open(file, budget);
                            case GIF, BMP, WEBP ->
                                    throw new ImageException(
                                            "A %s cannot be read row by row; convert it to TIFF or PNG"
                                                    .formatted(format.title()));
                        });
    }

    private interface Work<T> {
        T done() throws IOException;
    }

    private static <T> T reasoned(ImageFormat format, Work<T> work) throws IOException {
        try {
            return work.done();
        } catch (ImageException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw MemoryBudget.exhausted(e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Decoders answer damaged data with all of these.
            throw Reason.ofFailure(format, e);
        }
    }

    private byte[] bytes(PictureFile file) throws IOException {
        budget.requireFile(file.size());
        return file.bytes();
    }
}
