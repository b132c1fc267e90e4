// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.time.Duration;

/**
 * How long the stages of a segmentation took.
 *
 * @param preprocess from the pixels to the model's input
 * @param invoke the model itself
 * @param postprocess from the model's output to the masks that were asked for so far
 */
public record Timings(Duration preprocess, Duration invoke, Duration postprocess) {}
