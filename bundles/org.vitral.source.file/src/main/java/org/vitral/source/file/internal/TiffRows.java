// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.stream.BufferedFileImageInputStream;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.ImageRows;
import org.vitral.image.Orientation;

/**
 * Reads the first page of a TIFF part by part. Strips and tiles are compressed one by one, so any
 * rows of them make a picture: the reader is shown a directory that lists no others. Uncompressed
 * strips are cut where it suits.
 */
final class TiffRows implements Chunks {

    /** About as much is decoded at once. */
    private static final int CHUNK_BYTES = 1 << 22;

    private final PictureFile file;
    private final TiffDirectory directory;
    private final Orientation orientation;
    private final int width;
    private final int height;
    private final TiffParts parts;

    /** The extent along which the chunks follow each other, and of a chunk. */
    private final int length;

    private final int step;
    private int next;

    private TiffRows(
            PictureFile file,
            TiffDirectory directory,
            Orientation orientation,
            TiffParts parts,
            int step) {
        this.file = file;
        this.directory = directory;
        this.orientation = orientation;
        this.parts = parts;
        this.width = parts.width();
        this.height = parts.height();
        this.length = orientation.swapsAxes() ? width : height;
        this.step = step;
    }

    static ImageRows open(PictureFile file, MemoryBudget budget) throws IOException {
        TiffDirectory directory = TiffDirectory.read(file);
        Orientation orientation;
        TiffParts parts;
        int bytes;
        try (ImageInputStream in = new BufferedFileImageInputStream(file.path().toFile())) {
            Directory page = TiffDecoder.firstPage(in);
            TiffDecoder.checkParts(page, file.size());
            orientation = ExifOrientation.of(page);
            parts = TiffParts.of(page);
            bytes = TiffDecoder.peakBytesPerPixel(page);
        }
        budget.requireRows(parts.width(), parts.height(), bytes);
        if (orientation.swapsAxes() && !parts.tiled()) {
            throw new ImageException(
                    "Its orientation is %d, so it would have to be turned, and a TIFF in strips cannot be without being held in memory; save it upright, or in tiles"
                            .formatted(orientation.exif()));
        }
        int step = step(parts, orientation.swapsAxes());
        int across = orientation.swapsAxes() ? parts.height() : parts.width();
        budget.requireChunk(across, step, bytes, parts.tiled() ? "tiles" : "strips");
        return ChunkedRows.of(
                ImageFormat.TIFF, new TiffRows(file, directory, orientation, parts, step));
    }

    /** The rows, or columns, of a chunk. */
    private static int step(TiffParts parts, boolean columns) {
        int across = columns ? parts.height() : parts.width();
        int unit = columns ? parts.unitWidth() : parts.unitHeight();
        long rows = Math.max(1, CHUNK_BYTES / ((long) across * parts.bytesPerPixel()));
        if (!columns && parts.canBeCut()) {
            return (int) Math.min(rows, unit);
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, rows / unit) * unit);
    }

    @Override
    public int rawWidth() {
        return width;
    }

    @Override
    public int rawHeight() {
        return height;
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public Image next() throws IOException {
        // The first upright row is the last raw row, or column, where the orientation reverses it.
        boolean backwards =
                orientation.swapsAxes()
                        ? orientation.rawX(0, 0, width) > 0
                        : orientation.rawY(0, 0, height) > 0;
        int chunks = (length + step - 1) / step;
        int number = backwards ? chunks - 1 - next : next;
        next++;
        int from = number * step;
        int to = Math.min(length, from + step);
        TiffParts.Part part =
                orientation.swapsAxes() ? parts.columns(from, to) : parts.rows(from, to);
        try (ImageInputStream in = directory.of(file, part)) {
            Decoding decoding = Decoding.of(LibraryReaders.tiff(directory.big()), in);
            return new SrgbConversion(SrgbConversion.Alpha.BLENDED, Orientation.UPRIGHT, null)
                    .apply(decoding.image());
        }
    }

    @Override
    public void close() {
        // Each chunk closes what it opened.
    }
}
