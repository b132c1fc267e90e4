// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.external.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vitral.tflite.runtime.DelegateLibraries;
import org.vitral.tflite.runtime.NativeCalls;

/**
 * A library with an external delegate, mapped until it is closed; mapped several times it is there
 * until the last one is closed. Its two functions are those that
 * tensorflow/lite/delegates/external/external_delegate.h names.
 *
 * <p>TensorFlow Lite has a loader for such libraries, {@code TfLiteExternalDelegateCreate}. We do
 * without it, because of what it does in 2.21.0: it gives the library no {@code report_error}, so
 * that the reason of a refusal is lost; and it returns a delegate also where the library refused,
 * and where there is no such file.
 */
final class PluginLibrary implements AutoCloseable {

    static final String CREATE = "tflite_plugin_create_delegate";
    static final String DESTROY = "tflite_plugin_destroy_delegate";

    // size_t is 64 bits wide on every system that the FFM API is there for.
    private static final MethodHandle MH$tflite_plugin_create_delegate =
            Linker.nativeLinker()
                    .downcallHandle(
                            FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    private static final MethodHandle MH$tflite_plugin_destroy_delegate =
            Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(ADDRESS));

    private final Arena arena;
    private final MemorySegment create;
    private final MemorySegment destroy;

    private PluginLibrary(Arena arena, MemorySegment create, MemorySegment destroy) {
        this.arena = arena;
        this.create = create;
        this.destroy = destroy;
    }

    /**
     * Maps a library.
     *
     * @throws IllegalStateException if that is not the library of an external delegate: why, and
     *     what to do
     */
    static PluginLibrary open(Path file) {
        requireReadable(file);
        Arena arena = Arena.ofShared();
        try {
            SymbolLookup symbols = DelegateLibraries.map(file, arena);
            return new PluginLibrary(
                    arena, function(symbols, CREATE, file), function(symbols, DESTROY, file));
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    private static void requireReadable(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "There is no library %s: install it there, or correct library in the configuration"
                            .formatted(file));
        }
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(
                    "%s is not a file: set library in the configuration to the library itself"
                            .formatted(file));
        }
        if (!Files.isReadable(file)) {
            throw new IllegalStateException(
                    "The library %s may not be read by %s: change its permissions"
                            .formatted(file, System.getProperty("user.name")));
        }
    }

    private static MemorySegment function(SymbolLookup symbols, String name, Path file) {
        return symbols.find(name)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "The library %s exports no %s, so it is not an external delegate of TensorFlow Lite: set library in the configuration to one that is"
                                                .formatted(file, name)));
    }

    /** The library is mapped, and an upcall of it possible, as long as this arena lives. */
    Arena arena() {
        return arena;
    }

    /** A new {@code TfLiteDelegate*}; null (address 0) where the library refuses. */
    MemorySegment create(PluginOptions options, ErrorMessages errors) {
        List<String> keys = options.keys();
        try (Arena scratch = Arena.ofConfined()) {
            return (MemorySegment)
                    MH$tflite_plugin_create_delegate.invokeExact(
                            create,
                            texts(keys, scratch),
                            texts(options.values(), scratch),
                            (long) keys.size(),
                            errors.function());
        } catch (Throwable e) {
            throw NativeCalls.failure(e);
        }
    }

    private static MemorySegment texts(List<String> texts, Arena arena) {
        MemorySegment array = arena.allocate(ADDRESS, texts.size());
        for (int i = 0; i < texts.size(); i++) {
            array.setAtIndex(ADDRESS, i, arena.allocateFrom(texts.get(i)));
        }
        return array;
    }

    void destroy(MemorySegment delegate) {
        try {
            MH$tflite_plugin_destroy_delegate.invokeExact(destroy, delegate);
        } catch (Throwable e) {
            throw NativeCalls.failure(e);
        }
    }

    /** Refused, as an exception, while a call is inside. */
    @Override
    public void close() {
        arena.close();
    }
}
