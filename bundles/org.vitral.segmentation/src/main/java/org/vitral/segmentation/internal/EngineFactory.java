// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.ModelRepository;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.SegmentationException;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** Makes engines. What fails is closed again, in the reverse order, before the reason is thrown. */
final class EngineFactory {

    private final ModelRepository repository;
    private final TfLiteRuntime runtime;

    EngineFactory(ModelRepository repository, TfLiteRuntime runtime) {
        this.repository = repository;
        this.runtime = runtime;
    }

    /**
     * Makes an engine.
     *
     * @param candidates the delegates that are installed, the preferred one first
     * @param generation the number of the engine
     * @throws SegmentationException if it cannot be made: why, in a sentence
     */
    Engine make(EngineRequest request, List<DelegateCandidate> candidates, long generation)
            throws SegmentationException {
        if (request.threads() < 0) {
            throw new SegmentationException(
                    "A segmenter works with at least one thread, or 0 for as many as make sense, not "
                            + request.threads());
        }
        try {
            Model model = model(request.model());
            ModelContent content = model.open();
            try {
                return make(request, candidates, generation, model.description(), content);
            } catch (RuntimeException | SegmentationException failure) {
                content.close();
                throw failure;
            }
        } catch (ModelException | IllegalArgumentException | IllegalStateException failure) {
            throw new SegmentationException(failure.getMessage(), failure);
        }
    }

    private Model model(String wanted) throws ModelException {
        if (wanted.isEmpty()) {
            return repository
                    .preferred()
                    .orElseThrow(() -> new ModelException("No model is installed"));
        }
        Path path = Path.of(wanted);
        if (path.isAbsolute()) {
            return repository.load(path);
        }
        return repository
                .find(wanted)
                .orElseThrow(
                        () ->
                                new ModelException(
                                        "There is no model named \"%s\" here; there are: %s"
                                                .formatted(wanted, modelNames())));
    }

    private String modelNames() {
        List<String> names =
                repository.models().stream().map(model -> model.description().name()).toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private Engine make(
            EngineRequest request,
            List<DelegateCandidate> candidates,
            long generation,
            ModelDescription model,
            ModelContent content)
            throws SegmentationException {
        String wanted = request.delegate();
        List<String> reasons = new ArrayList<>();
        for (DelegateCandidate candidate : candidates) {
            if (!wanted.equals(Delegates.AUTO) && !wanted.equals(candidate.name())) {
                continue;
            }
            DelegateProbe probe = candidate.probe(runtime);
            if (!probe.available()) {
                reasons.add(candidate.name() + ": " + probe.reason());
                continue;
            }
            EngineIdentity identity = identity(request, candidate.name(), model, generation);
            try {
                return onDelegate(identity, candidate, content);
            } catch (RuntimeException failure) {
                reasons.add(candidate.name() + ": " + failure.getMessage());
            }
        }
        if (wanted.equals(Delegates.AUTO) || wanted.equals(Delegates.CPU)) {
            return engine(identity(request, Delegates.CPU, model, generation), content, null);
        }
        throw new SegmentationException(
                reasons.isEmpty()
                        ? "There is no delegate named \"%s\" here; there are: %s"
                                .formatted(wanted, delegateNames(candidates))
                        : "The delegate cannot be used. " + String.join(" ", reasons));
    }

    private static String delegateNames(List<DelegateCandidate> candidates) {
        Set<String> names = new LinkedHashSet<>();
        candidates.forEach(candidate -> names.add(candidate.name()));
        names.add(Delegates.CPU);
        return String.join(", ", names);
    }

    private static EngineIdentity identity(
            EngineRequest request, String delegate, ModelDescription model, long generation) {
        return new EngineIdentity(model, delegate, request.effectiveThreads(), generation);
    }

    private Engine onDelegate(
            EngineIdentity identity, DelegateCandidate candidate, ModelContent content)
            throws SegmentationException {
        Delegate delegate =
                candidate.provider().create(runtime, new DelegateOptions(identity.threads()));
        try {
            return engine(identity, content, delegate);
        } catch (RuntimeException | SegmentationException failure) {
            delegate.close();
            throw failure;
        }
    }

    private Engine engine(EngineIdentity identity, ModelContent content, Delegate delegate)
            throws SegmentationException {
        // XNNPACK is a delegate like any other here; TensorFlow Lite shall not add it by itself.
        InterpreterApi.Options options =
                new InterpreterApi.Options().setNumThreads(identity.threads()).setUseXNNPACK(false);
        if (delegate != null) {
            options.addDelegate(delegate);
        }
        NativeInterpreter interpreter = runtime.createInterpreter(content.bytes(), options);
        try {
            checkInput(identity.model(), interpreter);
            ModelOutput output = identity.model().output();
            Tensor mask = interpreter.getOutputTensor(output.index());
            int channels = channels(identity.model(), mask);
            return new Engine(
                    identity, content, delegate, interpreter, OutputReader.of(mask), channels);
        } catch (RuntimeException | SegmentationException failure) {
            interpreter.close();
            throw failure;
        }
    }

    private static void checkInput(ModelDescription model, NativeInterpreter interpreter)
            throws SegmentationException {
        ModelInput input = model.input();
        Tensor image = interpreter.getInputTensor(0);
        int[] expected = {1, input.height(), input.width(), 3};
        if (interpreter.getInputTensorCount() != 1
                || image.dataType() != DataType.FLOAT32
                || !Arrays.equals(image.shape(), expected)) {
            throw new SegmentationException(
                    "The model %s shall take one image FLOAT32 %s, but takes %d inputs, the first one %s %s"
                            .formatted(
                                    model.name(),
                                    Arrays.toString(expected),
                                    interpreter.getInputTensorCount(),
                                    image.dataType(),
                                    Arrays.toString(image.shape())));
        }
    }

    private static int channels(ModelDescription model, Tensor mask) throws SegmentationException {
        ModelOutput output = model.output();
        int[] shape = mask.shape();
        boolean indices = output.kind() == OutputKind.CLASS_INDICES;
        boolean fits =
                shape.length >= 3
                        && shape[0] == 1
                        && shape[1] == output.height()
                        && shape[2] == output.width()
                        && (shape.length == 4 || shape.length == 3 && indices);
        int channels = fits && shape.length == 4 ? shape[3] : 1;
        if (!fits || output.kind() != OutputKind.SCORES && channels != 1) {
            throw new SegmentationException(
                    "The model %s shall give a mask of the kind %s and %d x %d places, but gives %s"
                            .formatted(
                                    model.name(),
                                    output.kind(),
                                    output.width(),
                                    output.height(),
                                    Arrays.toString(shape)));
        }
        return channels;
    }
}
