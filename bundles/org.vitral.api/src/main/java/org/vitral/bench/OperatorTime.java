// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

/**
 * What one operator of a model takes.
 *
 * @param name the operator, or the kernel of a delegate that took several of them
 * @param index its number in the order of execution, as the model's file counts; the numbers behind
 *     those of the file are delegates' kernels
 * @param milliseconds the median of its times
 * @param share its part of the sum over all operators, 0 to 1
 */
public record OperatorTime(String name, int index, double milliseconds, double share) {}
