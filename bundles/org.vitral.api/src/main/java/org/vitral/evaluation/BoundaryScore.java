// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation;

/**
 * How the boundaries of one class in masks match those in truths: the means over the photographs
 * that have the class in the truth or in the mask. All are 0 where there is no such photograph.
 *
 * @param images the number of these photographs
 * @param precision which part of the boundary in the mask lies near that in the truth, 0 to 1
 * @param recall which part of the boundary in the truth lies near that in the mask, 0 to 1
 * @param f the mean of the harmonic means of both, 0 to 1
 */
public record BoundaryScore(long images, double precision, double recall, double f) {}
