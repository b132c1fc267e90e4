// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

/** How long the stages of a call took, in nanoseconds. */
record StageNanos(long preprocess, long invoke, long postprocess) {}
