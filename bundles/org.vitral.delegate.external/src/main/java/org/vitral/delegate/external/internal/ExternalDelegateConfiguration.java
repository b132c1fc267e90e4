// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.external.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of one external delegate. */
@ObjectClassDefinition(
        name = "Vitral external delegate",
        description =
                "Offers a delegate of TensorFlow Lite that is in a library of its own, for example that of"
                        + " an accelerator's maker. Each configuration is a delegate.")
@interface ExternalDelegateConfiguration {

    @AttributeDefinition(
            name = "Name",
            description =
                    "The name that users say to get the delegate, for example npu. No other delegate"
                            + " should have it.")
    String org_vitral_delegate_name() default "";

    @AttributeDefinition(
            name = "Library",
            description =
                    "The path of the library (.so, .dylib, .dll). It exports tflite_plugin_create_delegate"
                            + " and tflite_plugin_destroy_delegate. A relative path starts at the folder"
                            + " that the program was started in.")
    String library() default "";

    @AttributeDefinition(
            name = "Options",
            description =
                    "What the library is told, each as KEY=VALUE; its documentation says which there are."
                            + " In a value, ${threads} is the number of threads that the engine asks for,"
                            + " and ${model} the SHA-256 of the model's file, empty where it is not known.",
            required = false)
    String[] options() default {};

    @AttributeDefinition(
            name = "Ranking",
            description =
                    "With \"auto\" the delegate with the highest ranking that works is taken: xnnpack has"
                            + " 100, cpu -100. So above 100 this one is taken without being named.",
            required = false)
    int service_ranking() default 0;
}
