// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

/**
 * What a rule did to a graph.
 *
 * @param applied whether it changed it
 * @param text what it changed, or why it did not, in a line
 */
public record Change(boolean applied, String text) {

    static Change made(String text) {
        return new Change(true, text);
    }

    static Change none(String reason) {
        return new Change(false, reason);
    }
}
