// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.BitSet;
import java.util.Optional;

/**
 * Some of the classes.
 *
 * @param chosen their indices; nothing for all but the next two
 * @param background the index of the background, or -1
 * @param unlabelled what stands for a pixel that no class took, or -1
 */
record ClassChoice(Optional<BitSet> chosen, int background, int unlabelled) {

    boolean contains(int label) {
        return chosen.isPresent()
                ? chosen.get().get(label)
                : label != background && label != unlabelled;
    }
}
