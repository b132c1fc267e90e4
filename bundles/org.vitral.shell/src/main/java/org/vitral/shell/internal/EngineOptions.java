// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.felix.service.command.CommandSession;
import org.vitral.segmentation.DelegateChain;
import org.vitral.segmentation.EngineChange;

/** The options that say what shall be another one in an engine. */
final class EngineOptions {

    static final Option MODEL =
            Option.value(
                    "--model",
                    "NAME[@VERSION]|FILE",
                    Names.MODELS,
                    "A model that vitral:models lists, or a .tflite file.");
    static final Option DELEGATE =
            Option.value(
                    "--delegate",
                    "NAME,...",
                    Names.DELEGATES,
                    "What it runs on: auto, cpu, or others that vitral:delegates lists, in order.");
    static final Option THREADS =
            Option.value("--threads", "N", Names.NONE, "The number of threads, from 1 to 256.");

    private EngineOptions() {}

    /** Whether any of them is given. */
    static boolean areIn(Arguments arguments) {
        return arguments.has(MODEL) || arguments.has(DELEGATE) || arguments.has(THREADS);
    }

    /**
     * What they say. Files are looked for in the session's folder.
     *
     * @throws UsageException if that makes no sense
     */
    static EngineChange change(Arguments arguments, CommandSession session) throws UsageException {
        EngineChange change = EngineChange.NONE;
        if (arguments.has(MODEL)) {
            change = change.withModel(model(arguments.value(MODEL).get(), session.currentDir()));
        }
        if (arguments.has(DELEGATE)) {
            try {
                change =
                        change.withDelegate(
                                DelegateChain.parse(arguments.value(DELEGATE).get()).toString());
            } catch (IllegalArgumentException e) {
                throw arguments.wrong(e.getMessage());
            }
        }
        OptionalInt threads = arguments.threads(THREADS);
        return threads.isPresent() ? change.withThreads(threads.getAsInt()) : change;
    }

    /** A name stays one; a file becomes an absolute path. */
    static String model(String asked, Path folder) {
        boolean file =
                asked.contains("/")
                        || asked.contains(folder.getFileSystem().getSeparator())
                        || asked.toLowerCase(Locale.ROOT).endsWith(".tflite");
        return file ? folder.resolve(asked).toAbsolutePath().normalize().toString() : asked;
    }

    /**
     * Sees that what is named is there, where that can be known, so that a slip of the pen is told
     * from an engine that cannot be made.
     *
     * @throws UsageException if no model or delegate has such a name
     */
    static void check(EngineChange change, Registry registry) throws UsageException {
        if (change.model().isPresent() && registry.models().isPresent()) {
            String model = change.model().get();
            List<String> known = registry.modelNames();
            // Whether the version or label behind the @ is there, the segmenter says.
            String name = model.replaceFirst("@.*", "");
            if (!Path.of(name).isAbsolute() && !known.contains(name)) {
                throw unknown("model", name, known);
            }
        }
        if (change.delegate().isPresent() && registry.delegates().isPresent()) {
            List<String> known = registry.delegateNames();
            DelegateChain chain = DelegateChain.parse(change.delegate().get());
            for (String name : chain.isAuto() ? List.<String>of() : chain.names()) {
                if (!known.contains(name)) {
                    throw unknown("delegate", name, known);
                }
            }
        }
    }

    private static UsageException unknown(String what, String name, List<String> known) {
        return new UsageException(
                "There is no %s '%s'%s (there are: %s)"
                        .formatted(
                                what,
                                name,
                                Text.suggestion(name, known),
                                String.join(", ", known)));
    }
}
