// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Optional;
import org.vitral.evaluation.TruthMask;
import org.vitral.image.Image;
import org.vitral.model.ModelDescription;

/** A picture that a gate has an engine segment. */
interface GatePicture {

    /** Its name, for a person. */
    String name();

    /**
     * Opens it.
     *
     * @throws GatePictureException if it cannot be read: why, in a sentence
     */
    Opened open(ModelDescription model) throws GatePictureException;

    /**
     * A picture that is open.
     *
     * @param identity tells its pixels from others
     * @param truth the mask that is expected at its size, where there is one
     */
    record Opened(Image image, String identity, Optional<TruthMask> truth)
            implements AutoCloseable {
        @Override
        public void close() {
            image.close();
        }
    }
}
