// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.tensorflow.lite.gpu;

import java.util.Objects;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.DelegateFactory;
import org.tensorflow.lite.RuntimeFlavor;

/**
 * Makes a {@link GpuDelegate} for an interpreter, which closes it. Give it to {@code
 * InterpreterApi.Options.addDelegateFactory}.
 */
public class GpuDelegateFactory implements DelegateFactory {

    private final Options options;

    /** A factory for default options. */
    public GpuDelegateFactory() {
        this(new Options());
    }

    /** A factory for these options; a later change of them counts. */
    public GpuDelegateFactory(Options options) {
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * A new delegate.
     *
     * @throws IllegalArgumentException for the flavour {@code SYSTEM}: a desktop or a server has no
     *     runtime of the system
     * @throws IllegalStateException if the delegate cannot be made: why, and what to do
     */
    @Override
    public Delegate create(RuntimeFlavor runtimeFlavor) {
        if (runtimeFlavor != RuntimeFlavor.APPLICATION) {
            throw new IllegalArgumentException(
                    "There is no GPU delegate for the runtime flavour %s here: use %s"
                            .formatted(runtimeFlavor, RuntimeFlavor.APPLICATION));
        }
        return new GpuDelegate(options);
    }

    /** What a delegate is told. */
    public static class Options {

        /** One answer is wanted, soon: the start counts as well. */
        public static final int INFERENCE_PREFERENCE_FAST_SINGLE_ANSWER = 0;

        /** Many answers are wanted: a longer start is worth it. */
        public static final int INFERENCE_PREFERENCE_SUSTAINED_SPEED = 1;

        /** The way to the GPU. */
        public enum GpuBackend {
            /** Whichever works, OpenCL first. */
            UNSET(0),
            OPENCL(1),
            OPENGL(2);

            private final int value;

            GpuBackend(int value) {
                this.value = value;
            }

            /** The number by which native code knows it. */
            public int value() {
                return value;
            }
        }

        private boolean precisionLossAllowed = true;
        private boolean quantizedModelsAllowed = true;
        private int inferencePreference = INFERENCE_PREFERENCE_FAST_SINGLE_ANSWER;
        private String serializationDir;
        private String modelToken;
        private GpuBackend forceBackend = GpuBackend.UNSET;

        /** The defaults: fast, with quantised models, nothing kept, any way to the GPU. */
        public Options() {}

        /** Whether the GPU may compute with 16 bits, which is faster. True by default. */
        public Options setPrecisionLossAllowed(boolean precisionLossAllowed) {
            this.precisionLossAllowed = precisionLossAllowed;
            return this;
        }

        /** Whether quantised models run on the GPU, too. True by default. */
        public Options setQuantizedModelsAllowed(boolean quantizedModelsAllowed) {
            this.quantizedModelsAllowed = quantizedModelsAllowed;
            return this;
        }

        /**
         * What the work is weighed for: {@link #INFERENCE_PREFERENCE_FAST_SINGLE_ANSWER}, the
         * default, or {@link #INFERENCE_PREFERENCE_SUSTAINED_SPEED}.
         */
        public Options setInferencePreference(int preference) {
            this.inferencePreference = preference;
            return this;
        }

        /**
         * Where compiled kernels are kept, and what names the model there; with OpenCL only.
         * Nothing is kept where one of them is null, as by default.
         *
         * @param serializationDir a folder that is nobody else's
         * @param modelToken unique to the model's graph and weights
         */
        public Options setSerializationParams(String serializationDir, String modelToken) {
            this.serializationDir = serializationDir;
            this.modelToken = modelToken;
            return this;
        }

        /** The only way to the GPU that may be taken. */
        public Options setForceBackend(GpuBackend forceBackend) {
            this.forceBackend = Objects.requireNonNull(forceBackend, "forceBackend");
            return this;
        }

        public boolean isPrecisionLossAllowed() {
            return precisionLossAllowed;
        }

        public boolean areQuantizedModelsAllowed() {
            return quantizedModelsAllowed;
        }

        public int getInferencePreference() {
            return inferencePreference;
        }

        /** Null where nothing is kept. */
        public String getSerializationDir() {
            return serializationDir;
        }

        /** Null where nothing is kept. */
        public String getModelToken() {
            return modelToken;
        }

        public GpuBackend getForceBackend() {
            return forceBackend;
        }
    }
}
