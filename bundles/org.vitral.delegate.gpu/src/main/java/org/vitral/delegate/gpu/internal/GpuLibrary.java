// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.vitral.tflite.runtime.DelegateLibraries;
import org.vitral.tflite.runtime.NativeCalls;

/**
 * A loaded {@code libtensorflowlite_gpu_delegate}, with {@code TfLiteGpuDelegate*V2*} of
 * tensorflow/lite/delegates/gpu/delegate.h. It is mapped until it is closed; opened several times,
 * until the last one is closed.
 */
final class GpuLibrary implements AutoCloseable {

    static final String OPTIONS_DEFAULT = "TfLiteGpuDelegateOptionsV2Default";
    static final String CREATE = "TfLiteGpuDelegateV2Create";
    static final String DELETE = "TfLiteGpuDelegateV2Delete";

    private static final MethodHandle MH$TfLiteGpuDelegateOptionsV2Default =
            Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(NativeOptions.LAYOUT));
    private static final MethodHandle MH$TfLiteGpuDelegateV2Create =
            Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle MH$TfLiteGpuDelegateV2Delete =
            Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(ADDRESS));

    private final Path file;
    private final Arena arena;
    private final MemorySegment optionsDefault;
    private final MemorySegment create;
    private final MemorySegment delete;

    private GpuLibrary(Path file, Arena arena, SymbolLookup symbols) {
        this.file = file;
        this.arena = arena;
        optionsDefault = function(symbols, OPTIONS_DEFAULT);
        create = function(symbols, CREATE);
        delete = function(symbols, DELETE);
    }

    private MemorySegment function(SymbolLookup symbols, String name) {
        return symbols.find(name)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "The library %s exports no %s, so it is not TensorFlow Lite's GPU delegate: name the library that is, or use --delegate xnnpack"
                                                .formatted(file, name)));
    }

    /**
     * Loads a library.
     *
     * @throws IllegalStateException if that is not the library of a GPU delegate: why, and what to
     *     do
     */
    static GpuLibrary open(Path file) {
        Arena arena = Arena.ofShared();
        try {
            return new GpuLibrary(file, arena, map(file, arena));
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    private static SymbolLookup map(Path file, Arena arena) {
        try {
            return DelegateLibraries.map(file, arena);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "; or use --delegate xnnpack", e);
        }
    }

    Path file() {
        return file;
    }

    /** A new {@code TfLiteDelegate*}; null (address 0) where the library refuses. */
    MemorySegment create(GpuOptions options) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment struct =
                    (MemorySegment)
                            MH$TfLiteGpuDelegateOptionsV2Default.invokeExact(
                                    optionsDefault, (SegmentAllocator) scratch);
            // The library keeps pointers to these two texts as long as the delegate is there.
            NativeOptions.write(options, struct, arena);
            return (MemorySegment) MH$TfLiteGpuDelegateV2Create.invokeExact(create, struct);
        } catch (Throwable e) {
            throw NativeCalls.failure(e);
        }
    }

    void delete(MemorySegment delegate) {
        try {
            MH$TfLiteGpuDelegateV2Delete.invokeExact(delete, delegate);
        } catch (Throwable e) {
            throw NativeCalls.failure(e);
        }
    }

    /** Nothing that the library made may be in use any more. */
    @Override
    public void close() {
        arena.close();
    }
}
