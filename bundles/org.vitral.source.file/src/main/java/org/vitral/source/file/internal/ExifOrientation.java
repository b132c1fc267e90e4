// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.IOException;
import org.vitral.image.Orientation;

/** Reads how a picture must be turned from its EXIF data, which are a small TIFF structure. */
final class ExifOrientation {

    private ExifOrientation() {}

    /**
     * @param exif the data, starting with their byte order ({@code II} or {@code MM}); may be null
     * @return the orientation, upright where the data say nothing or are damaged
     */
    static Orientation of(byte[] exif) {
        if (exif == null) {
            return Orientation.UPRIGHT;
        }
        try {
            return of(new TIFFReader().read(new MemoryStream(exif)));
        } catch (IOException | RuntimeException e) {
            // The pixels are not worse for it.
            return Orientation.UPRIGHT;
        }
    }

    /** The orientation that the first directory of a TIFF structure states. */
    static Orientation of(Directory directory) {
        Entry entry = directory.getEntryById(TIFF.TAG_ORIENTATION);
        return entry != null && entry.getValue() instanceof Number value
                ? Orientation.ofExif(value.intValue())
                : Orientation.UPRIGHT;
    }
}
