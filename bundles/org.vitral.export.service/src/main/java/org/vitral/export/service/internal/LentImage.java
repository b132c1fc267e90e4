// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.util.List;
import java.util.Optional;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Plane;
import org.vitral.image.YuvEncoding;

/** An image for one exporter: closing it closes it for that one only. */
final class LentImage implements Image {

    private volatile Image image;
    private final int width;
    private final int height;
    private final int rowStride;
    private final PixelFormat format;
    private final Orientation orientation;
    private final Optional<YuvEncoding> encoding;

    LentImage(Image image) {
        this.image = image;
        this.width = image.width();
        this.height = image.height();
        this.rowStride = image.rowStride();
        this.format = image.format();
        this.orientation = image.orientation();
        this.encoding = image.encoding();
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int rowStride() {
        return rowStride;
    }

    @Override
    public PixelFormat format() {
        return format;
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public Optional<YuvEncoding> encoding() {
        return encoding;
    }

    @Override
    public List<Plane> planes() {
        Image lent = image;
        if (lent == null) {
            throw new IllegalStateException("This image is closed");
        }
        return lent.planes();
    }

    @Override
    public void close() {
        image = null;
    }
}
