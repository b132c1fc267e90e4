// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.ModelPacker;

/** {@code vitral models pack}: a model bundle out of a model's file. */
final class PackCommand {

    private final PackOptions options;
    private final ModelPacker packer;
    private final Console console;

    PackCommand(PackOptions options, ModelPacker packer, Console console) {
        this.options = options;
        this.packer = packer;
        this.console = console;
    }

    int run(boolean json) throws FailureException {
        Path jar;
        ModelDescription model;
        try {
            jar =
                    options.output().isPresent()
                            ? options.output().get()
                            : Path.of(
                                    ModelPacker.fileName(
                                            packer.describe(options.file(), options.request())));
            model = packer.pack(options.file(), options.request(), jar);
        } catch (ModelException e) {
            // The sentence names the file that it is about.
            throw new FailureException("", e);
        }
        model.warnings().forEach(console::message);
        if (json) {
            console.json(
                    JsonDocument.object(
                            out -> {
                                out.name("bundle").value(jar.toString());
                                out.name("bytes").value(size(jar));
                                out.name("name").value(model.name());
                                out.name("version").value(model.version());
                                out.name("title").value(model.title());
                                out.name("license").value(model.license());
                                out.name("sha256").value(model.sha256());
                            }));
        } else {
            console.result(List.of(Text.oneLine(sentence(jar, model))));
        }
        return ExitCode.DONE;
    }

    private static String sentence(Path jar, ModelDescription model) {
        return "%s  %s %s, %s, %d classes, licence %s, %s"
                .formatted(
                        jar,
                        model.name(),
                        model.version(),
                        Text.size(model.input().width(), model.input().height()),
                        model.labels().size(),
                        model.license(),
                        Text.bytes(size(jar)));
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException e) {
            // It was written a moment ago; whoever took it away knows its size.
            return 0;
        }
    }
}
