// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

/** Which numbers stand in the masks. */
enum CityscapesIds {
    /** Cityscapes' where all classes of the model are such, else the model's. */
    AUTO,
    /** The model's. */
    MODEL,
    /** Cityscapes' by name; what it does not know is unlabeled. */
    CITYSCAPES
}
