// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * Has TensorFlow Lite's own kernels look at new shapes of inputs before a delegate gets them. These
 * kernels refuse what an operator cannot take; XNNPACK takes what it gets, and then reads past the
 * end of it.
 */
final class ShapeCheck {

    /**
     * {@code BuiltinOperator.SLICE} of the schema. Its kernels in 2.21 read a begin and a size for
     * each dimension, also where there are fewer, and write past the end of a result that has
     * become larger.
     */
    private static final int SLICE = 65;

    private final NativeLibrary library;
    private final MemorySegment model;
    private final boolean delegated;

    /** For a model whose bytes outlive the check; whether a delegate runs a part of it. */
    ShapeCheck(NativeLibrary library, MemorySegment model, boolean delegated) {
        this.library = library;
        this.model = model;
        this.delegated = delegated;
    }

    /**
     * Makes sure that no operator is known to crash on this shape of an input.
     *
     * @throws IllegalArgumentException if one is: why
     */
    void requireHarmless(FfmTensor input, int[] shape) {
        int[] current = input.shape();
        if (!Arrays.equals(shape, current) && ModelVerifier.has(model, SLICE)) {
            throw new IllegalArgumentException(
                    "Input %s of the shape %s cannot be resized to %s: the model has the operator SLICE, which does not follow"
                            .formatted(input.name(), Shapes.text(current), Shapes.text(shape)));
        }
    }

    /**
     * Makes sure that a part of the model can be run on inputs of these shapes.
     *
     * @param shapes one for each input of the part
     * @throws IllegalStateException if not: what TensorFlow Lite says of it
     */
    void require(GraphCalls part, List<int[]> shapes) {
        if (!delegated) {
            return; // They will be asked in any case.
        }
        try (Resources twin = new Resources()) {
            ErrorLog errors = library.errors().open();
            twin.add(errors::close);
            MemorySegment interpreter = interpreter(errors, twin);
            boolean runnable =
                    interpreter.address() != 0
                            && library.interpreters().allocateTensors(interpreter) == 0;
            if (runnable) {
                prepare(part.over(interpreter, twin), shapes, errors);
            } else {
                requireOtherBatchOnly(part, shapes, errors);
            }
        }
    }

    private MemorySegment interpreter(ErrorLog errors, Resources twin) {
        MemorySegment callback = library.errors().callback();
        MemorySegment created = library.models().create(model, callback, errors.handle());
        twin.add(() -> library.models().delete(created));
        MemorySegment options = library.options().create();
        try {
            library.options().setErrorReporter(options, callback, errors.handle());
            MemorySegment interpreter = library.interpreters().create(created, options);
            if (interpreter.address() != 0) {
                twin.add(() -> library.interpreters().delete(interpreter));
            }
            return interpreter;
        } finally {
            library.options().delete(options);
        }
    }

    private static void prepare(GraphCalls twin, List<int[]> shapes, ErrorLog errors) {
        int status = 0;
        for (int i = 0; i < shapes.size() && status == 0; i++) {
            status = twin.resizeInput(i, shapes.get(i));
        }
        if (status == 0) {
            status = twin.allocateTensors();
        }
        if (status != 0) {
            throw refused(twin, shapes, errors.take("status " + status));
        }
    }

    /** Where these kernels lack an operator, all that is known to be safe is another batch size. */
    private void requireOtherBatchOnly(GraphCalls part, List<int[]> shapes, ErrorLog errors) {
        for (int i = 0; i < shapes.size(); i++) {
            int[] shape = shapes.get(i);
            int[] declared = library.tensors().shapeSignature(part.input(i));
            boolean fits = declared != null && declared.length == shape.length;
            for (int d = 1; fits && d < shape.length; d++) {
                fits = declared[d] == shape[d] || declared[d] == -1;
            }
            if (!fits) {
                throw refused(
                        part,
                        shapes,
                        "only the first dimension may change, because its own kernels cannot check others: "
                                + errors.take("they cannot run the model"));
            }
        }
    }

    private static IllegalStateException refused(
            GraphCalls part, List<int[]> shapes, String reason) {
        return new IllegalStateException(
                "TensorFlow Lite cannot prepare %s for inputs of the shapes %s: %s"
                        .formatted(
                                part.subject(),
                                String.join(", ", shapes.stream().map(Arrays::toString).toList()),
                                reason));
    }
}
