// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.model.GoldenImage;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.ModelRepository;
import org.vitral.segmentation.DelegateChain;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.internal.DelegateReason.Kind;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** Makes engines. What fails is closed again, in the reverse order, before the reason is thrown. */
final class EngineFactory {

    private final ModelRepository repository;
    private final TfLiteRuntime runtime;
    private final ChoiceMemory memory;
    private final CheckedRewriting rewriting;

    EngineFactory(
            ModelRepository repository,
            TfLiteRuntime runtime,
            ChoiceMemory memory,
            CheckedRewriting rewriting) {
        this.repository = repository;
        this.runtime = runtime;
        this.memory = memory;
        this.rewriting = rewriting;
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
        DelegateChain chain = request.checked();
        OutputOptions output = request.output().options();
        return open(
                request,
                (model, content) -> {
                    output.checkFits(model);
                    Recipe recipe = new Recipe(request, model, content, generation, model.sha256());
                    Engine engine =
                            chain.isAuto()
                                    ? automatic(recipe, candidates)
                                    : named(recipe, chain, candidates);
                    engine.serve(output);
                    return engine;
                });
    }

    /**
     * Makes an engine on one delegate to try it out, while another engine of the same model may
     * serve: the delegate gets no token of the model, so that both do not share what they keep.
     *
     * @throws SegmentationException if it cannot be made: why, in a sentence
     */
    Engine trial(EngineRequest request, DelegateCandidate candidate) throws SegmentationException {
        return open(
                request,
                (model, content) -> {
                    // The model as it is: what one delegate saves by a rule, each of them saves.
                    Recipe recipe =
                            new Recipe(request.with(RuleSelection.NONE), model, content, 0, "");
                    try {
                        return engine(recipe, List.of(candidate), DelegateReason.ASKED_FOR);
                    } catch (DelegateRefusal refused) {
                        throw new SegmentationException(refused.reason(), refused);
                    }
                });
    }

    /**
     * All that is known of the model that is asked for.
     *
     * @throws SegmentationException if it is not here
     */
    ModelDescription describe(EngineRequest request) throws SegmentationException {
        try {
            return described(model(request.model()), request);
        } catch (ModelException | IllegalArgumentException failure) {
            throw new SegmentationException(failure.getMessage(), failure);
        }
    }

    /**
     * The pictures that come with the model that is asked for; none where it has left since.
     *
     * @throws SegmentationException if they cannot be read
     */
    List<GoldenImage> goldenImages(EngineRequest request) throws SegmentationException {
        Model model;
        try {
            model = model(request.model());
        } catch (ModelException | IllegalArgumentException left) {
            return List.of();
        }
        try {
            return model.goldenImages();
        } catch (ModelException unreadable) {
            throw new SegmentationException(unreadable.getMessage(), unreadable);
        }
    }

    private static ModelDescription described(Model model, EngineRequest request)
            throws SegmentationException {
        Optional<InputSize> size = InputSize.parse(request.inputSize());
        return size.isPresent() ? size.get().of(model.description()) : model.description();
    }

    /** What an engine is made of, but for its delegates. */
    private record Recipe(
            EngineRequest request,
            ModelDescription model,
            ModelContent content,
            long generation,
            String token) {

        Recipe atOnce() {
            EngineRequest hurried = request.with(request.rewriting().atOnce());
            return new Recipe(hurried, model, content, generation, token);
        }
    }

    @FunctionalInterface
    private interface Maker {
        Engine make(ModelDescription model, ModelContent content) throws SegmentationException;
    }

    /** Opens the model; it is closed, unless it is what the engine runs on, which then owns it. */
    private Engine open(EngineRequest request, Maker maker) throws SegmentationException {
        try {
            Model model = model(request.model());
            ModelContent content = model.open();
            try {
                Engine engine = maker.make(described(model, request), content);
                if (engine.content() != content) {
                    content.close();
                }
                return engine;
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
        return repository.resolve(wanted);
    }

    private Engine named(Recipe recipe, DelegateChain chain, List<DelegateCandidate> candidates)
            throws SegmentationException {
        try {
            List<DelegateCandidate> wanted = new ArrayList<>();
            for (String name : chain.names()) {
                wanted.add(find(name, candidates));
            }
            return engine(recipe, wanted, DelegateReason.ASKED_FOR);
        } catch (DelegateRefusal refused) {
            if (!recipe.request().fallsBack()) {
                throw new SegmentationException(refused.getMessage(), refused);
            }
            return onPlainKernels(
                    recipe, Kind.FALLBACK, "cpu instead of %s. ".formatted(chain), refused);
        }
    }

    /** The preferred candidate of a name that works here. */
    private DelegateCandidate find(String name, List<DelegateCandidate> candidates)
            throws DelegateRefusal {
        if (name.equals(Delegates.CPU)) {
            return DelegateCandidate.CPU;
        }
        List<String> reasons = new ArrayList<>();
        for (DelegateCandidate candidate : candidates) {
            if (candidate.name().equals(name)) {
                DelegateProbe probe = candidate.probe(runtime);
                if (probe.available()) {
                    return candidate;
                }
                reasons.add(probe.reason());
            }
        }
        throw reasons.isEmpty()
                ? DelegateRefusal.absent(
                        "There is no delegate named \"%s\" here; there are: %s"
                                .formatted(name, delegateNames(candidates)))
                : DelegateRefusal.of(name, String.join(" ", reasons), null);
    }

    private static String delegateNames(List<DelegateCandidate> candidates) {
        Set<String> names = new LinkedHashSet<>();
        candidates.forEach(candidate -> names.add(candidate.name()));
        names.remove(Delegates.CPU);
        names.add(Delegates.CPU);
        return String.join(", ", names);
    }

    /** The delegate that was found to be the best, else the preferred one that can be applied. */
    private Engine automatic(Recipe recipe, List<DelegateCandidate> candidates)
            throws SegmentationException {
        Map<String, String> notWorking = new LinkedHashMap<>();
        List<DelegateCandidate> working =
                DelegateCandidate.working(candidates, runtime, notWorking);
        List<String> rejections = DelegateReason.rejections(notWorking);
        if (working.isEmpty()) {
            return onPlainKernels(
                    recipe,
                    Kind.ONLY,
                    DelegateReason.with("No other delegate works here", rejections),
                    null);
        }
        ChoiceKey key = ChoiceKey.of(recipe.request(), recipe.model(), working, runtime);
        Optional<RememberedChoice> remembered = memory.recall(key);
        boolean failed = false;
        for (DelegateCandidate candidate : inOrder(working, remembered)) {
            DelegateReason reason =
                    remembered
                            .filter(choice -> choice.delegate().equals(candidate.name()))
                            .map(choice -> measured(choice, rejections))
                            .orElseGet(() -> ranked(candidate, rejections));
            reason = failed ? new DelegateReason(Kind.FALLBACK, reason.text()) : reason;
            try {
                return engine(recipe, List.of(candidate), reason);
            } catch (DelegateRefusal refused) {
                failed = true;
                rejections.add(refused.getMessage());
            }
        }
        return onPlainKernels(
                recipe,
                Kind.FALLBACK,
                DelegateReason.with("No other delegate can be applied", rejections),
                null);
    }

    private static DelegateReason measured(RememberedChoice choice, List<String> rejections) {
        return new DelegateReason(Kind.MEASURED, DelegateReason.with(choice.reason(), rejections));
    }

    private static DelegateReason ranked(DelegateCandidate candidate, List<String> rejections) {
        return DelegateReason.ranked(
                candidate.name(), DelegateReason.with("not measured yet", rejections));
    }

    /** The remembered one first, then by preference; the plain kernels come after all of them. */
    private static List<DelegateCandidate> inOrder(
            List<DelegateCandidate> working, Optional<RememberedChoice> remembered) {
        List<DelegateCandidate> order = new ArrayList<>(working);
        String first = remembered.map(RememberedChoice::delegate).orElse("");
        if (first.equals(Delegates.CPU)) {
            order.addFirst(DelegateCandidate.CPU);
        }
        order.sort(Comparator.comparing(candidate -> !candidate.name().equals(first)));
        return order;
    }

    /** The way out, which is always there. */
    private Engine onPlainKernels(Recipe recipe, Kind kind, String reason, DelegateRefusal refused)
            throws SegmentationException {
        String text = refused == null ? reason : reason + refused.getMessage();
        Recipe hurried = kind == Kind.FALLBACK ? recipe.atOnce() : recipe;
        try {
            return engine(hurried, List.of(DelegateCandidate.CPU), new DelegateReason(kind, text));
        } catch (DelegateRefusal plain) {
            throw new SegmentationException(
                    refused == null
                            ? plain.reason()
                            : refused.getMessage() + "; and cpu: " + plain.reason(),
                    plain);
        }
    }

    /**
     * An engine on some delegates.
     *
     * @throws DelegateRefusal if they cannot be made or applied
     * @throws SegmentationException if the model is not what it is said to be
     */
    private Engine engine(Recipe recipe, List<DelegateCandidate> candidates, DelegateReason reason)
            throws DelegateRefusal, SegmentationException {
        String settings =
                candidates.stream()
                        .map(one -> one.name() + " " + one.version(runtime) + " " + one.settings())
                        .collect(Collectors.joining("; "));
        return rewriting.make(
                recipe.model(),
                recipe.content(),
                recipe.request().rewriting(),
                new CheckedRewriting.Circumstances(settings, runtime.version(), recipe.token()),
                runnable -> engine(recipe, runnable, candidates, reason));
    }

    private Engine engine(
            Recipe recipe,
            RunnableModel runnable,
            List<DelegateCandidate> candidates,
            DelegateReason reason)
            throws DelegateRefusal, SegmentationException {
        List<EngineWorker> workers = new ArrayList<>();
        boolean complete = false;
        try {
            for (int i = 0; i < recipe.request().interpreters(); i++) {
                workers.add(worker(recipe, runnable, candidates));
            }
            EngineWorker first = workers.getFirst();
            ModelDescription model = measured(recipe.model(), first.interpreter());
            Engine engine =
                    new Engine(
                            new EngineIdentity(
                                    model,
                                    first.delegates().effectiveIn(first.interpreter()),
                                    reason,
                                    recipe.request().effectiveThreads(),
                                    recipe.generation()),
                            runnable.content(),
                            workers,
                            grid(runnable, model),
                            runnable.verdict());
            complete = true;
            return engine;
        } finally {
            if (!complete) {
                workers.forEach(worker -> worker.interpreter().close());
                workers.forEach(worker -> worker.delegates().close());
            }
        }
    }

    private static ScoreGrid grid(RunnableModel runnable, ModelDescription model) {
        return model.input().resizable() ? ScoreGrid.of(model.output()) : runnable.grid();
    }

    private EngineWorker worker(
            Recipe recipe, RunnableModel runnable, List<DelegateCandidate> candidates)
            throws DelegateRefusal, SegmentationException {
        DelegateOptions options =
                new DelegateOptions(recipe.request().effectiveThreads(), runnable.token());
        DelegateStack delegates = DelegateStack.create(runtime, candidates, options);
        try {
            return worker(recipe, runnable, delegates);
        } catch (IllegalArgumentException | IllegalStateException failure) {
            delegates.close();
            String names =
                    candidates.stream()
                            .map(DelegateCandidate::name)
                            .collect(Collectors.joining(","));
            throw DelegateRefusal.of(names, failure.getMessage(), failure);
        } catch (RuntimeException | SegmentationException failure) {
            delegates.close();
            throw failure;
        }
    }

    private EngineWorker worker(Recipe recipe, RunnableModel runnable, DelegateStack delegates)
            throws SegmentationException {
        int threads = recipe.request().effectiveThreads();
        // XNNPACK is a delegate like any other here; TensorFlow Lite shall not add it by itself.
        InterpreterApi.Options options =
                new InterpreterApi.Options()
                        .setNumThreads(threads)
                        .setUseXNNPACK(false)
                        .setCancellable(true);
        delegates.addTo(options);
        NativeInterpreter interpreter =
                runtime.createInterpreter(runnable.content().bytes(), options);
        try {
            fitInput(recipe.model(), runnable, interpreter);
            ModelDescription model = measured(recipe.model(), interpreter);
            EngineTensors tensors = EngineTensors.of(model, interpreter, grid(runnable, model));
            return new EngineWorker(
                    interpreter,
                    delegates,
                    tensors,
                    new ImagePreprocessor(model.input(), tensors.writer(), threads));
        } catch (RuntimeException | SegmentationException failure) {
            interpreter.close();
            throw failure;
        }
    }

    /** Gives the input the shape of one image where it has another one and may be resized. */
    private void fitInput(ModelDescription model, RunnableModel runnable, NativeInterpreter made)
            throws SegmentationException {
        if (EngineTensors.isOneImage(model, made)) {
            return;
        }
        ModelInput input = model.input();
        int[] one = {1, input.height(), input.width(), input.channels()};
        if (input.resizable()) {
            resize(model, made, one);
        } else if (BatchOfOne.isPossible(runtime, runnable.content())) {
            made.resizeInput(0, one);
            made.allocateTensors();
        }
    }

    private static void resize(ModelDescription model, NativeInterpreter made, int[] shape)
            throws SegmentationException {
        try {
            made.resizeInput(0, shape);
            made.allocateTensors();
            // Only then is the size of an output known that the graph computes.
            made.invoke();
        } catch (IllegalArgumentException | IllegalStateException refused) {
            throw new SegmentationException(
                    "The model %s cannot be run on images of %d x %d: %s"
                            .formatted(model.name(), shape[2], shape[1], refused.getMessage()),
                    refused);
        }
    }

    /** The model with the mask as large as it came out, where the size of its input is open. */
    private static ModelDescription measured(
            ModelDescription model, NativeInterpreter interpreter) {
        ModelOutput output = model.output();
        if (!model.input().resizable() || output.index() >= interpreter.getOutputTensorCount()) {
            return model;
        }
        int[] shape = interpreter.getOutputTensor(output.index()).shape();
        return shape.length < 3 || shape[1] < 1 || shape[2] < 1
                ? model
                : model.withSizes(model.input(), output.withSize(shape[2], shape[1]));
    }
}
