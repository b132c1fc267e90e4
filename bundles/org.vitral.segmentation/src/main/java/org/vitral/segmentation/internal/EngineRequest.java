// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import org.vitral.segmentation.DelegateChain;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.EngineChange;
import org.vitral.segmentation.SegmentationException;

/**
 * What an engine shall be made of.
 *
 * @param model the name or the file of a model, or empty for the preferred one
 * @param delegate the names of delegates, or {@code auto}
 * @param threads the number of threads, or 0 for as many as make sense
 * @param onDelegateFailure what happens where a delegate that is named cannot be used
 * @param rewriting the rules that make the model's graph cheaper
 * @param output what masks are where a call says nothing
 * @param inputSize the size of a resizable model's input, {@code WIDTHxHEIGHT}, or empty for its
 *     own
 * @param interpreters how many images are worked on at a time
 */
record EngineRequest(
        String model,
        String delegate,
        int threads,
        String onDelegateFailure,
        AutoPolicy auto,
        RuleSelection rewriting,
        OutputSettings output,
        String inputSize,
        int interpreters) {

    /** No engine, and the reason. */
    static final String ERROR = "error";

    static final int MOST_INTERPRETERS = 64;

    /** More threads than this make a model of this size no faster. */
    private static final int MOST_AUTOMATIC_THREADS = 4;

    EngineRequest(String model, String delegate, int threads) {
        this(model, delegate, threads, ERROR, AutoPolicy.DEFAULT, RuleSelection.ALL);
    }

    EngineRequest(
            String model,
            String delegate,
            int threads,
            String onDelegateFailure,
            AutoPolicy auto,
            RuleSelection rewriting) {
        this(
                model,
                delegate,
                threads,
                onDelegateFailure,
                auto,
                rewriting,
                OutputSettings.NONE,
                "",
                1);
    }

    static EngineRequest of(SegmenterConfiguration configuration, Preference preference) {
        int threads = preference.threads(configuration.threads());
        int processors = Runtime.getRuntime().availableProcessors();
        return new EngineRequest(
                configuration.model().strip(),
                configuration.delegate().strip(),
                threads,
                configuration.on_delegate_failure().strip(),
                new AutoPolicy(
                        Duration.ofMillis(configuration.auto_budget()),
                        Duration.ofMillis(configuration.auto_delay()),
                        configuration.auto_agreement()),
                new RuleSelection(configuration.rewriting().strip()),
                OutputSettings.of(configuration),
                configuration.input_size().strip(),
                preference.interpreters(configuration.interpreters(), threads, processors));
    }

    EngineRequest on(String otherDelegate) {
        return new EngineRequest(
                model,
                otherDelegate,
                threads,
                onDelegateFailure,
                auto,
                rewriting,
                output,
                inputSize,
                interpreters);
    }

    EngineRequest with(EngineChange change) {
        return new EngineRequest(
                change.model().orElse(model).strip(),
                change.delegate().orElse(delegate).strip(),
                change.threads().orElse(threads),
                onDelegateFailure,
                auto,
                rewriting,
                output,
                // The size that one model shall take says nothing of another one.
                change.model().filter(other -> !other.strip().equals(model)).isPresent()
                        ? ""
                        : inputSize,
                interpreters);
    }

    EngineRequest with(RuleSelection otherRules) {
        return new EngineRequest(
                model,
                delegate,
                threads,
                onDelegateFailure,
                auto,
                otherRules,
                output,
                inputSize,
                interpreters);
    }

    EngineRequest withInputSize(String otherSize) {
        return new EngineRequest(
                model,
                delegate,
                threads,
                onDelegateFailure,
                auto,
                rewriting,
                output,
                otherSize,
                interpreters);
    }

    /** The delegates that are asked for, after everything else was looked at, too. */
    DelegateChain checked() throws SegmentationException {
        if (threads < 0) {
            throw new SegmentationException(
                    "A segmenter works with at least one thread, or 0 for as many as make sense, not "
                            + threads);
        }
        if (interpreters < 1 || interpreters > MOST_INTERPRETERS) {
            throw new SegmentationException(
                    "interpreters is from 1 to %d, not %d"
                            .formatted(MOST_INTERPRETERS, interpreters));
        }
        if (!onDelegateFailure.equals(ERROR) && !onDelegateFailure.equals(Delegates.CPU)) {
            throw new SegmentationException(
                    "on.delegate.failure is \"error\" or \"cpu\", not \"%s\""
                            .formatted(onDelegateFailure));
        }
        if (auto.budget().isNegative() || auto.delay().isNegative()) {
            throw new SegmentationException(
                    "auto.budget and auto.delay are at least 0 ms, not %d and %d"
                            .formatted(auto.budget().toMillis(), auto.delay().toMillis()));
        }
        if (!(auto.agreement() >= 0 && auto.agreement() <= 1)) {
            throw new SegmentationException(
                    "auto.agreement is from 0 to 1, not " + auto.agreement());
        }
        InputSize.parse(inputSize);
        try {
            return DelegateChain.parse(delegate);
        } catch (IllegalArgumentException refused) {
            throw new SegmentationException(refused.getMessage(), refused);
        }
    }

    /** For a person: {@code "model deeplabv3, delegate cpu, 2 threads"}. */
    @Override
    public String toString() {
        return EngineChange.NONE
                .withModel(model)
                .withDelegate(delegate)
                .withThreads(threads)
                .toString();
    }

    /** Whether the choice of a delegate is left to {@code auto}. */
    boolean isAuto() {
        return delegate.isBlank() || delegate.equals(Delegates.AUTO);
    }

    /** Whether the plain CPU kernels take over where a delegate that is named cannot be used. */
    boolean fallsBack() {
        return onDelegateFailure.equals(Delegates.CPU);
    }

    /** The number of threads to work with, at least 1 where the request makes sense. */
    int effectiveThreads() {
        return threads != 0
                ? threads
                : Math.min(MOST_AUTOMATIC_THREADS, Runtime.getRuntime().availableProcessors());
    }
}
