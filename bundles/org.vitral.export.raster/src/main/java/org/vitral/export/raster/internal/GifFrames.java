// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import org.vitral.export.ExportSubject;

/** What the frames of an animation show. */
interface GifFrames {

    /** A picture, which is asked for its colours once. */
    interface Picture extends AutoCloseable {
        /** Its size as it is. */
        Fit size();

        /** Its colours as {@code 0xRRGGBB}, row by row, in a size that is no larger. */
        int[] colors(Fit size);

        @Override
        void close();
    }

    /** The picture of a segmentation. */
    Picture picture(ExportSubject subject);

    /**
     * The palette of a frame.
     *
     * @param subject what it shows
     * @param frame its colours as {@code 0xRRGGBB}
     */
    GifPalette palette(ExportSubject subject, int[] frame);
}
