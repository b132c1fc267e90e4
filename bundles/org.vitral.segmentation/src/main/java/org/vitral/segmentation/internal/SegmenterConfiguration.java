// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of one segmenter. */
@ObjectClassDefinition(
        name = "Vitral segmenter",
        description =
                "Divides images into the classes of a model. A change takes effect while it runs.")
@interface SegmenterConfiguration {

    @AttributeDefinition(
            name = "Model",
            description =
                    "The name of a model, or the absolute path of a .tflite file. Empty: the preferred"
                            + " model of those that are here.",
            required = false)
    String model() default "";

    @AttributeDefinition(
            name = "Delegate",
            description =
                    "The delegate that the model runs on: cpu (TensorFlow Lite's plain kernels), xnnpack,"
                            + " or the name of another one that is installed. auto: the one with the highest"
                            + " ranking that works here.",
            required = false)
    String delegate() default "auto";

    @AttributeDefinition(
            name = "Threads",
            description =
                    "The number of threads that one image is worked on with. 0: one for each processor,"
                            + " but at most 4.",
            min = "0",
            required = false)
    int threads() default 0;
}
