// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.vitral.image.Image;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageRows;

/** One file that is read when it is asked for. */
record PictureItem(String name, Path path, PictureDecoder decoder) implements ImageItem {

    @Override
    public Image read() throws IOException {
        return decoder.decode(path);
    }

    @Override
    public ImageRows rows() throws IOException {
        return decoder.rows(path);
    }
}
