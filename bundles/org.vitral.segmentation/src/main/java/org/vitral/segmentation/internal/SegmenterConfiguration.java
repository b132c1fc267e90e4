// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of one segmenter. */
@ObjectClassDefinition(
        name = "Vitral segmenter",
        description =
                "Divides images into the classes of a model. A change takes effect while it runs.")
@interface SegmenterConfiguration {

    long AUTO_BUDGET = 2_000;
    long AUTO_DELAY = 5_000;
    double AUTO_AGREEMENT = 0.99;
    int ASYNC_LIMIT = 64;
    long PREPARATION_LIMIT = 60_000;
    long DRAIN_LIMIT = 30_000;

    @AttributeDefinition(
            name = "Model",
            description =
                    "The name of a model, with a version, a range of versions or a version label"
                            + " if need be (net@2.0.0, net@[2.0,3.0), net@stable), or the absolute"
                            + " path of a .tflite file or a model bundle. Empty: the preferred"
                            + " model of those that are here.",
            required = false)
    String model() default "";

    @AttributeDefinition(
            name = "Delegate",
            description =
                    "The delegate that the model runs on: cpu (TensorFlow Lite's plain kernels), xnnpack,"
                            + " or the name of another one that is installed. Several, separated by"
                            + " commas: each takes what those before it left, and the plain kernels"
                            + " run the rest. auto: the fastest that agrees with cpu, as measured on"
                            + " this machine; before it is measured, the one with the highest ranking"
                            + " that works here.",
            required = false)
    String delegate() default "auto";

    @AttributeDefinition(
            name = "On delegate failure",
            description =
                    "What happens where a delegate that is named is not installed, does not work here, or"
                            + " cannot be applied to the model. error: no new engine is made. cpu: the"
                            + " plain kernels run the model. The status says the reason.",
            options = {
                @Option(label = "No new engine", value = "error"),
                @Option(label = "The plain CPU kernels", value = "cpu")
            },
            required = false)
    String on_delegate_failure() default "error";

    @AttributeDefinition(
            name = "Threads",
            description =
                    "The number of threads that one image is worked on with. 0: one for each processor,"
                            + " but at most 4.",
            min = "0",
            required = false)
    int threads() default 0;

    @AttributeDefinition(
            name = "Interpreters",
            description =
                    "How many images are worked on at a time, each with that number of threads and an"
                            + " interpreter of its own. More calls wait, in the order in which they"
                            + " come. Several with one thread each have the highest throughput.",
            min = "1",
            max = "64",
            required = false)
    int interpreters() default 1;

    @AttributeDefinition(
            name = "Prefer",
            description =
                    "What the processors are used for. latency: all work on one image, for the shortest"
                            + " time to a result. throughput: each works on an image of its own, for the"
                            + " most images in a second where several calls come at a time: one thread for"
                            + " an image where threads is 0, and where interpreters is 1 as many of them"
                            + " as there are processors for.",
            options = {
                @Option(label = "Latency", value = "latency"),
                @Option(label = "Throughput", value = "throughput")
            },
            required = false)
    String prefer() default "latency";

    @AttributeDefinition(
            name = "Auto: budget",
            description =
                    "The time in milliseconds that auto measures the delegates for, in all, beside the"
                            + " engine that serves. It is looked at between two runs of the model. 0:"
                            + " it never measures.",
            min = "0",
            required = false)
    long auto_budget() default AUTO_BUDGET;

    @AttributeDefinition(
            name = "Auto: delay",
            description =
                    "The time in milliseconds that an engine serves before auto measures, so that a short"
                            + " run is not held up.",
            min = "0",
            required = false)
    long auto_delay() default AUTO_DELAY;

    @AttributeDefinition(
            name = "Auto: agreement",
            description =
                    "The share of places in which a delegate must find the same class as cpu, with a"
                            + " confidence that differs by at most 0.1, to be taken by auto.",
            min = "0",
            max = "1",
            required = false)
    double auto_agreement() default AUTO_AGREEMENT;

    @AttributeDefinition(
            name = "Rewriting",
            description =
                    "The rules that make the model's graph cheaper and change its results by rounding"
                            + " only: all, none, or names separated by commas (grid-scores: the mask's"
                            + " last enlargement is left to whoever asks for a mask; image-branch:"
                            + " what is the same at all places is computed once). A rule whose"
                            + " results differ is switched off by itself.",
            required = false)
    String rewriting() default "all";

    @AttributeDefinition(
            name = "Output: type",
            description =
                    "The masks that a call makes before it returns: category, confidence or both."
                            + " Empty: each is made when it is first asked for. This and what"
                            + " follows holds where a call says nothing else.",
            options = {
                @Option(label = "When asked for", value = ""),
                @Option(label = "The category mask", value = "category"),
                @Option(label = "The confidence masks", value = "confidence"),
                @Option(label = "Both", value = "both")
            },
            required = false)
    String output_type() default "";

    @AttributeDefinition(
            name = "Output: size",
            description =
                    "The size of the masks: model, source, or columns and rows such as 640x480."
                            + " Empty: the category mask has the size of the image, and confidence"
                            + " masks that of the model.",
            required = false)
    String output_size() default "";

    @AttributeDefinition(
            name = "Display names: locale",
            description =
                    "The language of the display names, as a BCP 47 tag such as de-AT. Where the model"
                            + " has not that one, the more general one (de), and at last the names of"
                            + " the label map are shown. Empty: the label map.",
            required = false)
    String display_names_locale() default "";

    @AttributeDefinition(
            name = "Category: allow",
            description =
                    "The only classes that may be found, besides background: names or indices. A pixel"
                            + " whose class is ruled out becomes background or, where the model has"
                            + " none, unlabelled. Not together with a deny list.",
            required = false)
    String[] category_allow() default {};

    @AttributeDefinition(
            name = "Category: deny",
            description =
                    "The classes that may not be found: names or indices. Not together with an allow"
                            + " list.",
            required = false)
    String[] category_deny() default {};

    @AttributeDefinition(
            name = "Score: threshold",
            description =
                    "The confidence that the class of a pixel has at least. Else the class is ruled"
                            + " out there.",
            min = "0",
            max = "1",
            required = false)
    double score_threshold() default 0;

    @AttributeDefinition(
            name = "Margin: threshold",
            description =
                    "By how much the confidence of a pixel's class exceeds that of the second one at"
                            + " least. Else the class is ruled out there.",
            min = "0",
            max = "1",
            required = false)
    double margin_threshold() default 0;

    @AttributeDefinition(
            name = "Activation",
            description =
                    "What makes the model's scores into confidences. Empty: what the model says.",
            options = {
                @Option(label = "What the model says", value = ""),
                @Option(label = "Nothing", value = "none"),
                @Option(label = "Softmax", value = "softmax"),
                @Option(label = "Sigmoid", value = "sigmoid")
            },
            required = false)
    String activation() default "";

    @AttributeDefinition(
            name = "Policy",
            description =
                    "How a new engine takes the place of the old one. availability: it is made beside"
                            + " the old one, which serves meanwhile. resources: the old one goes"
                            + " first, and calls wait; for models that fill the memory.",
            options = {
                @Option(label = "The old engine serves meanwhile", value = SwapPolicy.AVAILABILITY),
                @Option(label = "The old engine goes first", value = SwapPolicy.RESOURCES)
            },
            required = false)
    String policy() default SwapPolicy.AVAILABILITY;

    @AttributeDefinition(
            name = "Gate",
            description =
                    "What becomes of a new engine before it serves. It segments pictures; its scores"
                            + " must be finite numbers that tell places apart, and it must agree with"
                            + " TensorFlow Lite's plain kernels. enforce: it does not serve where it"
                            + " fails. warn: it does, and the log and the history say so. off: it is"
                            + " not looked at.",
            options = {
                @Option(label = "Enforce", value = "enforce"),
                @Option(label = "Warn", value = "warn"),
                @Option(label = "Off", value = "off")
            },
            required = false)
    String gate() default "enforce";

    @AttributeDefinition(
            name = "Gate: agreement",
            description =
                    "The share of places in which a new engine must find the same class as the plain"
                            + " kernels, with a confidence that differs by at most 0.1; and the share"
                            + " of pixels that must be as a mask in gate.images says.",
            min = "0",
            max = "1",
            required = false)
    double gate_agreement() default AUTO_AGREEMENT;

    @AttributeDefinition(
            name = "Gate: latency",
            description =
                    "What the median of five runs of a new engine may take, in milliseconds. 0: any"
                            + " time.",
            min = "0",
            required = false)
    long gate_latency() default 0;

    @AttributeDefinition(
            name = "Gate: images",
            description =
                    "The absolute path of a folder of photographs that a new engine must segment, too."
                            + " NAME.mask.png beside NAME.jpg is the mask that is expected, as vitral"
                            + " segment writes it. Empty: only the synthetic picture that is built in.",
            required = false)
    String gate_images() default "";

    @AttributeDefinition(
            name = "Rollback: window",
            description =
                    "For how many milliseconds a new engine is watched, and taken back where it fails."
                            + " 0: it is not.",
            min = "0",
            required = false)
    long rollback_window() default 60_000;

    @AttributeDefinition(
            name = "Rollback: error rate",
            description =
                    "The share of calls, of at least five, above which a new engine is taken back.",
            min = "0",
            max = "1",
            required = false)
    double rollback_error_rate() default 0.2;

    @AttributeDefinition(
            name = "Rollback: slowdown",
            description =
                    "How many times as long as that of its predecessor the median run of a new engine"
                            + " may take before it is taken back. 0: any time.",
            min = "0",
            required = false)
    double rollback_slowdown() default 0;

    @AttributeDefinition(
            name = "Preparation limit",
            description =
                    "What making a new engine may take, in milliseconds, before it is given up: a"
                            + " provider of a delegate may never return.",
            min = "1",
            required = false)
    long preparation_limit() default PREPARATION_LIMIT;

    @AttributeDefinition(
            name = "Drain limit",
            description =
                    "What the last calls on an old engine may take, in milliseconds, before the log says"
                            + " that its memory is not free yet.",
            min = "1",
            required = false)
    long drain_limit() default DRAIN_LIMIT;

    @AttributeDefinition(
            name = "Asynchronous calls",
            description =
                    "How many asynchronous calls may be under way or wait at a time. One more fails at"
                            + " once.",
            min = "1",
            required = false)
    int async_limit() default ASYNC_LIMIT;

    @AttributeDefinition(
            name = "Input size",
            description =
                    "The size of images that a resizable model takes, as WIDTHxHEIGHT, for example"
                            + " 513x513. Empty: what the model says, else 513x513. A model whose size is"
                            + " fixed takes no other.",
            required = false)
    String input_size() default "";
}
