// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What shall segment.
 *
 * @param model the name or file of a model
 * @param delegate what the model runs on
 * @param threads the number of threads of the model
 * @param inputSize the size of images that a resizable model takes, as {@code 513x513}
 */
record EngineChoice(
        Optional<String> model,
        DelegateOptions delegate,
        OptionalInt threads,
        Optional<String> inputSize) {

    /** One with images of the size that the model itself says. */
    EngineChoice(Optional<String> model, DelegateOptions delegate, OptionalInt threads) {
        this(model, delegate, threads, Optional.empty());
    }

    /** The attribute of a segmenter's configuration. */
    private static final String ON_DELEGATE_FAILURE = "on.delegate.failure";

    /**
     * The configuration of a segmenter that is like this. Has a model fetched and a library loaded
     * if need be.
     *
     * @throws UsageException if something is asked for that does not exist
     * @throws FailureException if something of it cannot be had
     */
    Map<String, Object> configuration(Platform platform, Console console)
            throws UsageException, FailureException {
        Map<String, Object> configuration = new HashMap<>();
        if (delegate.chain().isPresent()) {
            new DelegateCheck(delegate, platform).check();
            configuration.put("delegate", delegate.chain().get().toString());
        }
        delegate.onFailure().ifPresent(action -> configuration.put(ON_DELEGATE_FAILURE, action));
        if (threads.isPresent()) {
            configuration.put("threads", threads.getAsInt());
        }
        inputSize.ifPresent(size -> configuration.put("input.size", size));
        if (model.isPresent()) {
            configuration.put("model", ModelChoice.resolve(model.get(), platform, console));
        }
        return configuration;
    }
}
