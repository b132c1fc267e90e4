// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import org.vitral.model.Label;

/**
 * A class that was found, and how much of the image it takes.
 *
 * @param label the class
 * @param pixels its number of pixels, at least 1
 * @param share its part of all pixels, above 0 and at most 1
 */
public record LabelShare(Label label, long pixels, double share) {}
