// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.ImageItem;

/**
 * Stands in a sequence for a folder that could not be looked into, so that the pictures in it are
 * reported as missing instead of being left out silently.
 */
record UnreadableFolder(String name, String reason) implements ImageItem {

    @Override
    public Image read() throws ImageException {
        throw new ImageException(reason);
    }
}
