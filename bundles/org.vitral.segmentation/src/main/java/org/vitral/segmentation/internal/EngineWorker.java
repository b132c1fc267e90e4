// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import org.vitral.tflite.runtime.NativeInterpreter;

/**
 * One of the interpreters of an engine, with what it was made with and what fills its input. For
 * one call at a time.
 *
 * @param delegates what the interpreter was made with
 * @param tensors how its input is filled and its outputs are read
 */
record EngineWorker(
        NativeInterpreter interpreter,
        DelegateStack delegates,
        EngineTensors tensors,
        ImagePreprocessor preprocessor) {}
