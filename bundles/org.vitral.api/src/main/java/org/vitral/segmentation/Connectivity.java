// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

/** Which pixels of a class hang together. */
public enum Connectivity {
    /** Those that share a side. Regions are then single polygons, and no two of them cross. */
    FOUR,
    /** Those that share a side or a corner. */
    EIGHT
}
