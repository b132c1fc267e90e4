// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.tensorflow.lite;

import java.io.File;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.vitral.tflite.internal.FfmInterpreter;
import org.vitral.tflite.internal.SharedRuntime;

/**
 * Runs a model: the official class of this name, with its signatures and its cancelling, on the
 * runtime of this bundle. {@link InterpreterApi} is the same without these two.
 *
 * <p>One call at a time: others wait. {@link #close()} waits for a call that is under way; every
 * call after it is an {@link IllegalStateException}.
 */
public final class Interpreter extends InterpreterImpl implements InterpreterApi {

    /** What an interpreter is made with. */
    public static class Options extends InterpreterImpl.Options {

        /** The defaults: XNNPACK, and as many threads as it chooses. */
        public Options() {}

        /** A copy. */
        public Options(InterpreterApi.Options options) {
            super(options);
        }

        @Override
        public Options setUseXNNPACK(boolean useXNNPACK) {
            super.setUseXNNPACK(useXNNPACK);
            return this;
        }

        @Override
        public Options setNumThreads(int numThreads) {
            super.setNumThreads(numThreads);
            return this;
        }

        /** NNAPI is a part of Android: an interpreter with it is refused here. */
        @Override
        public Options setUseNNAPI(boolean useNNAPI) {
            super.setUseNNAPI(useNNAPI);
            return this;
        }

        /**
         * Has no effect: what it allows was done by Android's NNAPI alone.
         *
         * @deprecated In the official API too; XNNPACK computes in half precision where its own
         *     options say so.
         */
        @Deprecated
        public Options setAllowFp16PrecisionForFp32(boolean allow) {
            return this;
        }

        @Override
        public Options addDelegate(Delegate delegate) {
            super.addDelegate(delegate);
            return this;
        }

        @Override
        public Options addDelegateFactory(DelegateFactory delegateFactory) {
            super.addDelegateFactory(delegateFactory);
            return this;
        }

        /** Whether outputs may stay in the memory of a delegate, from where they are not copied. */
        public Options setAllowBufferHandleOutput(boolean allow) {
            allowBufferHandleOutput = allow;
            return this;
        }

        @Override
        public Options setCancellable(boolean allow) {
            super.setCancellable(allow);
            return this;
        }

        @Override
        public Options setRuntime(InterpreterApi.Options.TfLiteRuntime runtime) {
            super.setRuntime(runtime);
            return this;
        }
    }

    /**
     * An interpreter with default options.
     *
     * @throws IllegalArgumentException if that is no valid model, or one that cannot be run: why
     */
    public Interpreter(File modelFile) {
        this(modelFile, null);
    }

    /**
     * An interpreter with these options.
     *
     * @throws IllegalArgumentException if that is no valid model, or one that cannot be run: why
     */
    public Interpreter(File modelFile, Options options) {
        super(create(modelFile, options), options);
    }

    /**
     * An interpreter over a direct or mapped buffer, which must stay as it is until the interpreter
     * is closed; with default options.
     *
     * @throws IllegalArgumentException if that is no valid model, or one that cannot be run: why
     */
    public Interpreter(ByteBuffer byteBuffer) {
        this(byteBuffer, null);
    }

    /**
     * An interpreter over a direct or mapped buffer, which must stay as it is until the interpreter
     * is closed; with these options.
     *
     * @throws IllegalArgumentException if that is no valid model, or one that cannot be run: why
     */
    public Interpreter(ByteBuffer byteBuffer, Options options) {
        super(create(byteBuffer, options), options);
    }

    private static FfmInterpreter create(File model, Options options) {
        requireRuntime(options);
        return SharedRuntime.get().createInterpreter(model, options);
    }

    private static FfmInterpreter create(ByteBuffer model, Options options) {
        requireRuntime(options);
        return SharedRuntime.get().createInterpreter(model, options);
    }

    private static void requireRuntime(Options options) {
        if (options != null) {
            TensorFlowLite.getFactory(options.getRuntime());
        }
    }

    // Signatures

    /**
     * Runs a signature. An input that is not named keeps what it holds; an array of another shape
     * than the input has resizes it.
     *
     * @param inputs values by the names that the signature gives its inputs; as those of {@link
     *     #runForMultipleInputsOutputs}
     * @param outputs what is filled, by the names that the signature gives its outputs
     * @param signatureKey the key of the signature; may be null where the model has just one
     * @throws IllegalArgumentException if there is no such signature, input or output, if a value
     *     does not fit, or if the model cannot be run on it
     */
    public void runSignature(
            Map<String, Object> inputs, Map<String, Object> outputs, String signatureKey) {
        interpreter.runSignature(inputs, outputs, signatureKey);
    }

    /** Runs the signature of a model that has just one. */
    public void runSignature(Map<String, Object> inputs, Map<String, Object> outputs) {
        interpreter.runSignature(inputs, outputs, null);
    }

    /** An input of a signature, by the name that the signature gives it. */
    public Tensor getInputTensorFromSignature(String inputName, String signatureKey) {
        return interpreter.signatureInput(signatureKey, inputName);
    }

    /** The keys of the model's signatures; none where it has none. */
    public String[] getSignatureKeys() {
        return array(interpreter.signatureKeys());
    }

    /** What a signature calls its inputs. */
    public String[] getSignatureInputs(String signatureKey) {
        return array(interpreter.signatureInputs(signatureKey));
    }

    /** What a signature calls its outputs. */
    public String[] getSignatureOutputs(String signatureKey) {
        return array(interpreter.signatureOutputs(signatureKey));
    }

    private static String[] array(List<String> names) {
        return names.toArray(String[]::new);
    }

    /** An output of a signature, by the name that the signature gives it. */
    public Tensor getOutputTensorFromSignature(String outputName, String signatureKey) {
        return interpreter.signatureOutput(signatureKey, outputName);
    }

    // What only this class has besides

    /** Sets all variables of the model to 0. */
    public void resetVariableTensors() {
        interpreter.resetVariableTensors();
    }

    /**
     * Ends a call that is under way on another thread, between two operators, and refuses every
     * further one until it is taken back. A call that was ended or refused throws {@link
     * IllegalArgumentException}.
     *
     * @throws IllegalStateException if the options were not {@link Options#setCancellable}
     */
    public void setCancelled(boolean cancelled) {
        interpreter.setCancelled(cancelled);
    }
}
