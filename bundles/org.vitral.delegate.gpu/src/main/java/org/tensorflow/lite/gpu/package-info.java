// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * The official Java classes for TensorFlow Lite's GPU delegate, over the C library {@code
 * libtensorflowlite_gpu_delegate}. Code that was written for Android's {@link
 * org.tensorflow.lite.gpu.GpuDelegate} runs unchanged. Exported in bnd.bnd, in the version of the
 * official artifact.
 */
package org.tensorflow.lite.gpu;
