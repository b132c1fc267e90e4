// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterControl;

/**
 * A segmenter that is there.
 *
 * @param name what its configuration is called: {@code garden} of {@code
 *     org.vitral.segmenter~garden}
 * @param control what an operator does to it
 */
record NamedSegmenter(String name, SegmenterControl control) {

    /** The name in a PID. */
    static String nameOf(Object pid) {
        String text = String.valueOf(pid);
        return text.startsWith(Segmenter.PID + "~")
                ? text.substring(Segmenter.PID.length() + 1)
                : text;
    }
}
