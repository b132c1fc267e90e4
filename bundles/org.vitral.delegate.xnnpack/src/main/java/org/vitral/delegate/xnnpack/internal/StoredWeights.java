// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.vitral.tflite.runtime.DelegateOptions;

/**
 * Packed weights in files. XNNPACK writes such a file when it prepares a model and maps it later,
 * but it ends the process where the disk is full, where a mapped file misses weights, and on most
 * damages. So it is never given the path: it packs into a file in memory, which is copied to the
 * folder when all is done, and it gets a stored file read-only, after its checksum was compared.
 */
final class StoredWeights implements PackedWeightsSource {

    private final XnnpackSettings settings;
    private final Consumer<String> log;

    /** An operator is told once. */
    private final AtomicBoolean told = new AtomicBoolean();

    StoredWeights(XnnpackSettings settings, Consumer<String> log) {
        this.settings = settings;
        this.log = log;
    }

    @Override
    public PackedWeights open(XnnpackFunctions functions, DelegateOptions options) {
        if (options.modelToken().isEmpty()) {
            return PackedWeights.NONE;
        }
        if ((settings.flags() & XnnpackSettings.FORCE_FP16) != 0) {
            // XNNPACK ends the process: the weights that it made of the model's are unknown to it.
            tell("XNNPACK cannot do that together with force_fp16");
            return PackedWeights.NONE;
        }
        if (!LinuxFiles.areHere()) {
            tell("packed weights are kept in files on Linux only");
            return PackedWeights.NONE;
        }
        WeightFolder folder = folder(functions, options);
        int stored = folder.open();
        if (stored >= 0) {
            return new Stored(functions, folder, stored);
        }
        try {
            return new Growing(folder, LinuxFiles.create("vitral-xnnpack"));
        } catch (IOException e) {
            tell(e.getMessage());
            return PackedWeights.NONE;
        }
    }

    /** One for all that decides what is packed and how. */
    private WeightFolder folder(XnnpackFunctions functions, DelegateOptions options) {
        String key =
                String.join(
                        "\n",
                        options.modelToken(),
                        functions.runtime().version(),
                        Integer.toHexString(settings.flags()),
                        Integer.toString(options.threads()),
                        processor());
        return new WeightFolder(
                settings.folder()
                        .resolve(
                                WeightFolder.name(
                                        WeightFolder.sha256()
                                                .digest(key.getBytes(StandardCharsets.UTF_8)))));
    }

    /** What tells kernels for one processor from those for another. */
    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return System.getProperty("os.arch")
                    + lines.filter(
                                    line ->
                                            line.matches(
                                                    "(model name|flags|Features|CPU part)\\s.*"))
                            .distinct()
                            .sorted()
                            .toList();
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private void tell(String reason) {
        if (told.compareAndSet(false, true)) {
            log.accept(
                    "XNNPACK's packed weights are not kept in %s: %s"
                            .formatted(settings.folder(), reason));
        }
    }

    /** Weights that are packed now and stored when that is done. */
    private final class Growing implements PackedWeights {
        private final WeightFolder folder;
        private final int descriptor;
        private final FileChannel content;
        private boolean taken;

        Growing(WeightFolder folder, int descriptor) throws IOException {
            this.folder = folder;
            this.descriptor = descriptor;
            try {
                content = LinuxFiles.channel(descriptor);
            } catch (IOException e) {
                LinuxFiles.close(descriptor);
                throw e;
            }
        }

        @Override
        public void addTo(MemorySegment options) {
            XnnpackFunctions.setWeightsFile(options, descriptor);
        }

        @Override
        public void created(MemorySegment delegate) {
            taken = true;
        }

        @Override
        public void prepared() {
            if (!content.isOpen()) {
                return;
            }
            try (content) {
                if (content.size() > 0) {
                    folder.store(content);
                }
            } catch (IOException | SecurityException e) {
                tell(e.toString());
            }
        }

        @Override
        public void close() {
            try {
                content.close();
            } catch (IOException e) {
                tell(e.toString());
            }
            if (!taken) {
                LinuxFiles.close(descriptor);
            }
        }
    }

    /** Weights that were packed earlier. */
    private static final class Stored implements PackedWeights {
        private final XnnpackFunctions functions;
        private final WeightFolder folder;
        private final int descriptor;
        private MissingWeights missing;

        Stored(XnnpackFunctions functions, WeightFolder folder, int descriptor) {
            this.functions = functions;
            this.folder = folder;
            this.descriptor = descriptor;
        }

        private boolean taken;

        @Override
        public void addTo(MemorySegment options) {
            XnnpackFunctions.setWeightsFile(options, descriptor);
        }

        @Override
        public void created(MemorySegment delegate) {
            taken = true;
            MemorySegment cache = XnnpackFunctions.weightsCache(functions.options(delegate));
            if (cache.address() == 0) {
                // XNNPACK does not like it: it packs as if there were none.
                folder.clear();
            } else {
                missing = new MissingWeights(functions.runtime(), cache);
            }
        }

        @Override
        public void prepared() {
            if (missing != null && missing.count() > 0) {
                folder.clear();
            }
        }

        @Override
        public void close() {
            if (missing != null) {
                missing.close();
            }
            if (!taken) {
                LinuxFiles.close(descriptor);
            }
        }
    }
}
