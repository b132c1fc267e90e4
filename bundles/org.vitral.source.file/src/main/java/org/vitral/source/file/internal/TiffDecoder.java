// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.BufferedFileImageInputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import javax.imageio.stream.ImageInputStream;
import org.vitral.image.Image;
import org.vitral.image.ImageException;

/**
 * Decodes the first page of a TIFF. The file stays on disk, since scans of many pages may be larger
 * than memory.
 */
final class TiffDecoder {

    private TiffDecoder() {}

    static Image decode(PictureFile file, MemoryBudget budget) throws IOException {
        try (ImageInputStream in = new BufferedFileImageInputStream(file.path().toFile())) {
            Directory page = firstPage(in);
            long width = number(page, TIFF.TAG_IMAGE_WIDTH, 0);
            long height = number(page, TIFF.TAG_IMAGE_HEIGHT, 0);
            budget.require(width, height, peakBytesPerPixel(page), Math.max(3, readerBytes(page)));
            checkParts(page, file.size());
            in.seek(0);
            boolean big = file.head()[2] == 43 || file.head()[3] == 43;
            Decoding decoding = Decoding.of(LibraryReaders.tiff(big), in);
            return new SrgbConversion(SrgbConversion.Alpha.BLENDED, ExifOrientation.of(page), null)
                    .apply(decoding.image());
        }
    }

    private static int readerBytes(Directory page) {
        int samples = (int) Math.clamp(number(page, TIFF.TAG_SAMPLES_PER_PIXEL, 1), 1, 64);
        int bits = (int) Math.clamp(number(page, TIFF.TAG_BITS_PER_SAMPLE, 1), 1, 64);
        return Math.max(1, samples * ((bits + 7) / 8));
    }

    /** What decoding takes of memory for a pixel, what is made of it included. */
    static int peakBytesPerPixel(Directory page) {
        return 2 * readerBytes(page) + 3;
    }

    static Directory firstPage(ImageInputStream in) throws IOException {
        Directory pages = new TIFFReader().read(in);
        if (pages instanceof CompoundDirectory all) {
            if (all.directoryCount() == 0) {
                throw new ImageException("There is no picture in this TIFF file");
            }
            return all.getDirectory(0);
        }
        return pages;
    }

    /** The first value of a tag. */
    static long number(Directory page, int tag, long absent) {
        Entry entry = page.getEntryById(tag);
        return entry == null ? absent : element(entry.getValue(), 0);
    }

    /** All values of a tag; none where it is absent. */
    static long[] numbers(Directory page, int tag) {
        Entry entry = page.getEntryById(tag);
        long[] numbers = new long[entry == null ? 0 : entry.valueCount()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = element(entry.getValue(), i);
        }
        return numbers;
    }

    /** Checks that all parts lie within the file. */
    static void checkParts(Directory page, long fileSize) throws ImageException {
        checkParts(page, TIFF.TAG_STRIP_OFFSETS, TIFF.TAG_STRIP_BYTE_COUNTS, fileSize);
        checkParts(page, TIFF.TAG_TILE_OFFSETS, TIFF.TAG_TILE_BYTE_COUNTS, fileSize);
    }

    /** Checks that all strips or tiles lie within the file; a reader would leave them black. */
    private static void checkParts(Directory page, int offsetsTag, int countsTag, long fileSize)
            throws ImageException {
        Entry offsets = page.getEntryById(offsetsTag);
        Entry counts = page.getEntryById(countsTag);
        if (offsets == null || counts == null) {
            return;
        }
        int parts = Math.min(offsets.valueCount(), counts.valueCount());
        for (int i = 0; i < parts; i++) {
            long end = element(offsets.getValue(), i) + element(counts.getValue(), i);
            if (end > fileSize) {
                throw Reason.truncated(ImageFormat.TIFF, null);
            }
        }
    }

    private static long element(Object value, int index) {
        Object element =
                value != null && value.getClass().isArray() ? Array.get(value, index) : value;
        return element instanceof Number number ? number.longValue() : 0;
    }
}
