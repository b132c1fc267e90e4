// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

/**
 * How many images a {@link SegmentationSession} was given, and what came of them; what is missing
 * is waiting or in work.
 *
 * @param accepted the images that the session took
 * @param delivered those whose result was returned, or taken by a listener that did not throw
 * @param dropped those that newer ones took the place of; 0 but for live streams
 * @param failed those that ended in an error
 */
public record SessionCounts(long accepted, long delivered, long dropped, long failed) {}
