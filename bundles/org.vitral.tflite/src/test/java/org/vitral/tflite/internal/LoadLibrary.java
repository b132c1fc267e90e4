// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import org.tensorflow.lite.TensorFlowLite;

/** A program that loads the library and prints its version, or why it cannot. */
final class LoadLibrary {

    private LoadLibrary() {}

    public static void main(String[] args) {
        try {
            System.out.println(TensorFlowLite.runtimeVersion());
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }
}
