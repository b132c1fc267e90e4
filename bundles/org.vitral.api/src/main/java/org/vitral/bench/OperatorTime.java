// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

/**
 * What one operator of a model takes.
 *
 * @param name the operator, or the kernel of a delegate that took several of them
 * @param index its number as the model's file counts; -1 for what is inside the kernels of
 *     delegates
 * @param milliseconds the median of its times
 * @param share its part of the whole run, 0 to 1
 */
public record OperatorTime(String name, int index, double milliseconds, double share) {}
