// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

/** What makes a model's scores into confidences between 0 and 1. */
public enum Activation {
    /** Nothing: the scores already are confidences. */
    NONE,
    /** {@code exp(s_c) / sum over c of exp(s_c)}: classes that exclude each other. */
    SOFTMAX,
    /** {@code 1 / (1 + exp(-s))}: each class by itself. */
    SIGMOID
}
