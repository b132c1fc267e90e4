// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.vitral.bench.Bench;
import org.vitral.evaluation.ConfusionRenderer;
import org.vitral.evaluation.Evaluator;
import org.vitral.export.ExportTargetProvider;
import org.vitral.export.Exports;
import org.vitral.export.ImageEncoder;
import org.vitral.image.ImageSource;
import org.vitral.model.ModelPacker;
import org.vitral.model.ModelRepository;
import org.vitral.model.VersionLabels;
import org.vitral.render.DifferenceRenderer;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.ModelRewriting;
import org.vitral.segmentation.Segmenter;

/**
 * What a run needs of the platform it runs on. Everything is looked up when it is asked for, so
 * that a command pays for nothing that it does not use.
 */
interface Platform extends AutoCloseable {

    /** The models. */
    ModelRepository models() throws FailureException;

    /** The labels of their versions. */
    VersionLabels versionLabels() throws FailureException;

    /** What makes model bundles. */
    ModelPacker packer() throws FailureException;

    /** The delegates. */
    Delegates delegates() throws FailureException;

    /** What makes the graphs of models cheaper. */
    ModelRewriting rewriting() throws FailureException;

    /** The sources of images, the best-ranked first. */
    List<ImageSource> sources();

    /** What has exporters and renderers write. */
    Exports exports() throws FailureException;

    /** The kinds of targets that are installed, in alphabetical order. */
    List<String> targets();

    /** What opens targets of a kind, if it is installed. */
    Optional<ExportTargetProvider> target(String kind);

    /** What targets of a kind are, a sentence for a person; empty where it is not said. */
    String targetDescription(String kind);

    /** What measures models. */
    Bench bench() throws FailureException;

    /** What counts how masks match. */
    Evaluator evaluator() throws FailureException;

    /** What draws confusion matrices. */
    ConfusionRenderer confusionRenderer() throws FailureException;

    /** What draws where two segmentations differ. */
    DifferenceRenderer differenceRenderer() throws FailureException;

    /** What writes pictures as PNG. */
    ImageEncoder encoder() throws FailureException;

    /** Asks for the segmenter of a run that needs one only. */
    default PendingSegmenter segmenter(Map<String, Object> properties) throws FailureException {
        return segmenter("cli", properties);
    }

    /**
     * Asks for a segmenter of our own. Returns at once, while its engine is being prepared.
     *
     * @param name what tells it from others of the same run
     * @param properties the configuration of the factory PID {@link Segmenter#PID}
     */
    PendingSegmenter segmenter(String name, Map<String, Object> properties) throws FailureException;

    /**
     * Has a delegate library offered under a name until this platform is closed, and waits within
     * bounds until it is among the {@link #delegates()}.
     *
     * @param settings what the library is given, each as {@code KEY=VALUE}
     * @throws FailureException if it does not appear
     */
    void delegateLibrary(String name, Path library, List<String> settings) throws FailureException;

    /**
     * The shell: takes its own arguments, {@code -c SCRIPT}, {@code --stdin}, {@code --listen PORT}
     * or none for a session on the terminal, and gives the exit code.
     */
    ToIntFunction<String[]> shell() throws FailureException;

    /** Passes on each line of the platform's log, from its start on. */
    void showLog(Consumer<String> lines);

    /** Gives everything back that was looked up or asked for. */
    @Override
    void close();

    /** A segmenter that was asked for. */
    @FunctionalInterface
    interface PendingSegmenter {

        /** Waits, within bounds, until the segmenter is there; its engine may not be ready yet. */
        Segmenter await() throws FailureException;
    }
}
