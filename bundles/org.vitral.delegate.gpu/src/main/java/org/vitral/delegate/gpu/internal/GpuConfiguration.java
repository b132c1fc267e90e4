// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the GPU delegate. The names are those of delegate_options.h. */
@ObjectClassDefinition(
        name = "Vitral GPU delegate",
        description =
                "How TensorFlow Lite's GPU delegate works, and where its library is. A change takes"
                        + " effect while the program runs.")
@interface GpuConfiguration {

    @AttributeDefinition(
            name = "Library",
            description =
                    "The path of libtensorflowlite_gpu_delegate (.so, .dylib, .dll). Empty: the system"
                            + " property org.vitral.delegate.gpu.library, else the well-known places that the"
                            + " bundle's README lists.",
            required = false)
    String library() default "";

    @AttributeDefinition(
            name = "Precision loss",
            description =
                    "Whether results may lose precision, for example by arithmetic of 16 bits."
                            + " BY_PRIORITIES: as the inference priorities say. ALLOWED and FORBIDDEN override"
                            + " these, so that they must be left away.",
            required = false)
    PrecisionLoss precision__loss__allowed() default PrecisionLoss.BY_PRIORITIES;

    @AttributeDefinition(
            name = "Inference preference",
            description =
                    "FAST_SINGLE_ANSWER: a short start. SUSTAINED_SPEED: many images, after a longer start."
                            + " BALANCED: between both.",
            required = false)
    InferencePreference inference__preference() default InferencePreference.FAST_SINGLE_ANSWER;

    @AttributeDefinition(
            name = "Inference priority 1",
            description =
                    "What matters most. Not AUTO. With MAX_PRECISION here the GPU computes with 32 bits.",
            required = false)
    InferencePriority inference__priority1() default InferencePriority.MAX_PRECISION;

    @AttributeDefinition(
            name = "Inference priority 2",
            description =
                    "What matters next, another one than the first. AUTO: the delegate decides.",
            required = false)
    InferencePriority inference__priority2() default InferencePriority.AUTO;

    @AttributeDefinition(
            name = "Inference priority 3",
            description =
                    "What matters least, another one than the first two. AUTO: the delegate decides; it must"
                            + " be AUTO where the second one is.",
            required = false)
    InferencePriority inference__priority3() default InferencePriority.AUTO;

    @AttributeDefinition(
            name = "Experimental flags",
            description =
                    "ENABLE_QUANT: takes quantised models, too. CL_ONLY: OpenCL or nothing. GL_ONLY: OpenGL"
                            + " ES or nothing. ENABLE_SERIALIZATION: keeps compiled kernels in the serialization"
                            + " folder; with OpenCL only.",
            required = false)
    ExperimentalFlag[] experimental__flags() default {ExperimentalFlag.ENABLE_QUANT};

    @AttributeDefinition(
            name = "Most partitions",
            description =
                    "The number of parts of a model's graph that the delegate takes at most. Each change between"
                            + " the GPU and the CPU costs time.",
            min = "1",
            required = false)
    int max__delegated__partitions() default 1;

    @AttributeDefinition(
            name = "Serialization folder",
            description =
                    "Where compiled kernels are kept, by the SHA-256 of the model's file, so that a later start is"
                            + " shorter. Made where it is absent; it should be nobody else's. Empty: nowhere. Needs"
                            + " ENABLE_SERIALIZATION.",
            required = false)
    String serialization__dir() default "";
}
