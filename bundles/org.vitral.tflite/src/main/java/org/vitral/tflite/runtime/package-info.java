// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * The seam between TensorFlow Lite and what runs on it: a {@link
 * org.vitral.tflite.runtime.TfLiteRuntime} is one loaded copy of the native library, a {@link
 * org.vitral.tflite.runtime.DelegateProvider} makes delegates for it, and a {@link
 * org.vitral.tflite.runtime.NativeInterpreter} gives its tensors' memory without a copy.
 */
@Export
@Version("1.0.0")
package org.vitral.tflite.runtime;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
