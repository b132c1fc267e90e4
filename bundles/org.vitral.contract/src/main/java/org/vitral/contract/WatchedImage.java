// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import java.util.List;
import java.util.Optional;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Plane;
import org.vitral.image.YuvEncoding;

/** An image, and whether somebody closed it. */
record WatchedImage(Image image, boolean[] flag) implements Image {

    static WatchedImage of(Image image) {
        return new WatchedImage(image, new boolean[1]);
    }

    boolean isClosed() {
        return flag[0];
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
    public PixelFormat format() {
        return image.format();
    }

    @Override
    public Optional<YuvEncoding> encoding() {
        return image.encoding();
    }

    @Override
    public Orientation orientation() {
        return image.orientation();
    }

    @Override
    public List<Plane> planes() {
        return image.planes();
    }

    @Override
    public int rowStride() {
        return image.rowStride();
    }

    @Override
    public void close() {
        flag[0] = true;
        image.close();
    }
}
