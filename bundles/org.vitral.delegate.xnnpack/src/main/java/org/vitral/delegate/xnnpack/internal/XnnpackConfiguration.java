// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The configuration of the delegate; its defaults are those of XNNPACK. Two underscores stand for
 * one in the name of an attribute.
 */
@ObjectClassDefinition(
        id = XnnpackConfiguration.PID,
        name = "Vitral XNNPACK delegate",
        description =
                "How XNNPACK runs models. A change leads each running segmenter to a new engine.")
@interface XnnpackConfiguration {

    /** The configuration's PID. */
    String PID = "org.vitral.delegate.xnnpack";

    @AttributeDefinition(
            name = "Threads",
            description =
                    "The number of threads that one inference is worked on with. 0: as many as the"
                            + " engine asks for.",
            min = "0",
            max = "1024",
            required = false)
    int threads() default 0;

    @AttributeDefinition(
            name = "Signed 8-bit operators",
            description = "Whether XNNPACK takes operators on signed 8-bit integers.",
            required = false)
    boolean qs8() default true;

    @AttributeDefinition(
            name = "Unsigned 8-bit operators",
            description = "Whether XNNPACK takes operators on unsigned 8-bit integers.",
            required = false)
    boolean qu8() default true;

    @AttributeDefinition(
            name = "Force half precision",
            description =
                    "Whether operators on 32-bit floating point are calculated in 16 bits. Results are"
                            + " less exact; faster only on a processor that calculates in 16 bits.",
            required = false)
    boolean force__fp16() default false;

    @AttributeDefinition(
            name = "Latest operators",
            description = "Whether operators that XNNPACK does not take by default yet are taken.",
            required = false)
    boolean latest__operators() default false;

    @AttributeDefinition(
            name = "Transient indirection buffer",
            description =
                    "Whether the tables of convolutions are made anew for each inference: less memory,"
                            + " more time.",
            required = false)
    boolean transient__indirection__buffer() default false;

    @AttributeDefinition(
            name = "Weight cache",
            description =
                    "Where the weights lie that XNNPACK packs for its kernels. none: each interpreter"
                            + " has its own. memory: interpreters share what is the same. file: they"
                            + " are kept in a file, which later interpreters and processes map; on Linux.",
            required = false)
    WeightCache weight__cache() default WeightCache.none;

    @AttributeDefinition(
            name = "Weight cache folder",
            description =
                    "The folder of the files with packed weights. Empty: the folder xnnpack in the"
                            + " user's cache of Vitral.",
            required = false)
    String weight__cache__folder() default "";
}
