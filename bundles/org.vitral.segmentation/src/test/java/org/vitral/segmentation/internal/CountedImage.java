// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Plane;
import org.vitral.image.YuvEncoding;

/** An image that counts how often it was closed, and of which nothing can be read after that. */
record CountedImage(Image image, AtomicInteger closed) implements Image {

    static CountedImage of(Image image) {
        return new CountedImage(image, new AtomicInteger());
    }

    @Override
    public int width() {
        return image.width();
    }

    @Override
    public int height() {
        return image.height();
    }

    @Override
    public int rowStride() {
        return image.rowStride();
    }

    @Override
    public PixelFormat format() {
        return image.format();
    }

    @Override
    public Orientation orientation() {
        return image.orientation();
    }

    @Override
    public Optional<YuvEncoding> encoding() {
        return image.encoding();
    }

    @Override
    public List<Plane> planes() {
        return image.planes();
    }

    @Override
    public void close() {
        closed.incrementAndGet();
        image.close();
    }
}
