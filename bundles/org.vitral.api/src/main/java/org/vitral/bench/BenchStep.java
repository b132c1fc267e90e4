// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

/** What is measured. */
public enum BenchStep {
    /** Making a delegate and an interpreter of the unmodified model, tensors allocated. */
    INIT("init", "ms"),
    /** From the configuration of a segmenter to its being ready. */
    ENGINE_INIT("engine_init", "ms"),
    /** The first run of a new interpreter of the unmodified model. */
    FIRST("first", "ms"),
    /** Its runs after that one, before the measurement begins. */
    WARM_UP("warm_up", "ms"),
    /** {@code TfLiteInterpreterInvoke} of the unmodified model. */
    RAW_INVOKE("raw_invoke", "ms"),
    /** Of a decoded frame to a category mask of its size, by the segmenter. */
    FRAME_TO_MASK("frame_to_mask", "ms"),
    /** The same as everybody does it: see the documentation. */
    USUAL_WAY("usual_way", "ms"),
    /** Reading and decoding a photograph. */
    DECODE("decode", "ms"),
    /** From the frame to the model's input. */
    PRE("pre", "ms"),
    /** The run of the segmenter's own model. */
    INVOKE("invoke", "ms"),
    /** From the model's output to the mask. */
    POST("post", "ms"),
    /** Drawing the overlay. */
    RENDER("render", "ms"),
    /** Writing the mask, the overlay and the numbers as PNG and JSON, without the disk. */
    EXPORT("export", "ms"),
    /** All of it, from the photograph's file to the last byte of its results. */
    END_TO_END("end_to_end", "ms"),
    /** Bytes on the heap for a frame to a mask, on the caller's thread. */
    ALLOCATION("allocation", "bytes"),
    /** Runs of the unmodified model, by interpreters of one thread each in parallel. */
    RAW_RATE("raw_rate", "per_s"),
    /** Frames to masks of a segmenter, by callers in parallel. */
    FRAME_RATE("frame_rate", "per_s");

    private final String label;
    private final String unit;

    BenchStep(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    /** Its name in files. */
    public String label() {
        return label;
    }

    /** Its unit in files: {@code ms}, {@code bytes} or {@code per_s}. */
    public String unit() {
        return unit;
    }

    /** Whether more is better. */
    public boolean isRate() {
        return this == RAW_RATE || this == FRAME_RATE;
    }
}
