// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An image that is to be turned otherwise than it says. */
record OrientedImage(Image image, Orientation orientation) implements Image {
    OrientedImage {
        Objects.requireNonNull(orientation, "orientation");
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
    public Optional<YuvEncoding> encoding() {
        return image.encoding();
    }

    @Override
    public List<Plane> planes() {
        return image.planes();
    }

    @Override
    public Image withOrientation(Orientation other) {
        return new OrientedImage(image, other);
    }

    @Override
    public void close() {
        image.close();
    }
}
