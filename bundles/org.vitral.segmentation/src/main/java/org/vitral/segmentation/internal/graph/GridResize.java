// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

/**
 * The resize that a graph no longer does at its end.
 *
 * @param width the columns of the scores that it gives instead
 * @param height their rows
 * @param alignCorners TensorFlow's flag
 * @param halfPixelCenters TensorFlow's flag
 */
public record GridResize(int width, int height, boolean alignCorners, boolean halfPixelCenters) {}
