// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

/**
 * What {@code auto} found to be the best.
 *
 * @param delegate the name of the delegate
 * @param reason what was measured, and when, in a line
 */
record RememberedChoice(String delegate, String reason) {}
