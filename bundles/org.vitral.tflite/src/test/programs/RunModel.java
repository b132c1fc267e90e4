// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;

/**
 * A stranger's program: it knows the official API only, and has what one dependency brings. It
 * fills the input of a model with ones and prints the first number that comes out.
 */
final class RunModel {

    public static void main(String[] args) {
        File model = new File(args[0]);
        try (InterpreterApi interpreter =
                InterpreterApi.create(model, new InterpreterApi.Options().setNumThreads(2))) {
            ByteBuffer input = floats(interpreter.getInputTensor(0));
            ByteBuffer output = floats(interpreter.getOutputTensor(0));
            while (input.hasRemaining()) {
                input.putFloat(1);
            }
            interpreter.run(input.flip(), output);
            System.out.println(output.getFloat(0));
        }
    }

    private static ByteBuffer floats(Tensor tensor) {
        return ByteBuffer.allocateDirect(tensor.numBytes()).order(ByteOrder.nativeOrder());
    }
}
