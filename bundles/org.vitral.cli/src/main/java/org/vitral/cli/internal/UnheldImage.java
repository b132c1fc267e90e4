// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.List;
import java.util.Optional;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Plane;
import org.vitral.image.YuvEncoding;

/** A photograph that was read row by row: its size is known, and its pixels are gone. */
record UnheldImage(int width, int height, PixelFormat format) implements Image {

    @Override
    public int rowStride() {
        return width * format.bytesPerPixel();
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    @Override
    public Optional<YuvEncoding> encoding() {
        return Optional.empty();
    }

    @Override
    public List<Plane> planes() {
        throw new UnsupportedOperationException(
                "The photograph was read row by row, and its pixels are not held in memory");
    }

    @Override
    public void close() {}
}
