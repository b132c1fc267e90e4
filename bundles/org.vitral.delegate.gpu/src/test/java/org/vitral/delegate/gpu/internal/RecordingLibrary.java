// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** recording_gpu_delegate.c, built by gcc and mapped, so that it remembers until it is closed. */
public final class RecordingLibrary implements AutoCloseable {

    /** A call that it saw. */
    public record Call(String name, long thread) {}

    private static final long LONGEST_TEXT = 1000;

    private final Path file;
    private final Arena arena = Arena.ofShared();
    private final SymbolLookup symbols;

    private RecordingLibrary(Path file) {
        this.file = file;
        symbols = SymbolLookup.libraryLookup(file, arena);
    }

    /** Builds it in a folder, a new one for each test, and maps it. */
    public static RecordingLibrary in(Path folder) throws IOException, InterruptedException {
        return new RecordingLibrary(build(folder));
    }

    /** Builds it; the test is skipped where there is no gcc. */
    static Path build(Path folder, String... flags) throws IOException, InterruptedException {
        Path library = folder.resolve(LibraryPlaces.current().fileName());
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "gcc",
                                "-shared",
                                "-fPIC",
                                "-O1",
                                "-Wall",
                                "-pthread",
                                "-I" + System.getProperty("vitral.tflite.headers")));
        command.addAll(Arrays.asList(flags));
        command.add("-o");
        command.add(library.toString());
        command.add(Path.of("src", "test", "c", "recording_gpu_delegate.c").toString());
        Process gcc;
        try {
            gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            return abort("there is no gcc here to build a GPU delegate with");
        }
        String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, gcc.waitFor(), said);
        return library;
    }

    public Path file() {
        return file;
    }

    /** All that has been called, in order. */
    public List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        int count = (int) call("recorded_count", JAVA_INT);
        for (int i = 0; i < count; i++) {
            MemorySegment name = (MemorySegment) call("recorded_name", ADDRESS, i);
            calls.add(
                    new Call(
                            name.reinterpret(LONGEST_TEXT).getString(0),
                            (long) call("recorded_thread", JAVA_LONG, i)));
        }
        return calls;
    }

    List<String> names() {
        return calls().stream().map(Call::name).toList();
    }

    /** The thread that asks, as the library knows it. */
    public long currentThread() {
        return (long) call("current_thread", JAVA_LONG);
    }

    /** The bytes of the options of the last delegate. */
    public byte[] options() {
        long size = (long) call("options_size", JAVA_LONG);
        MemorySegment options = (MemorySegment) call("recorded_options", ADDRESS);
        return options.reinterpret(size).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Where the compiler has put a field. */
    public int offset(String field) {
        try (Arena scratch = Arena.ofConfined()) {
            long offset = (long) call("options_offset", JAVA_LONG, scratch.allocateFrom(field));
            assertEquals(true, offset >= 0, field);
            return Math.toIntExact(offset);
        }
    }

    public String serializationDir() {
        return text("recorded_serialization_dir");
    }

    public String modelToken() {
        return text("recorded_model_token");
    }

    private String text(String function) {
        return ((MemorySegment) call(function, ADDRESS)).reinterpret(LONGEST_TEXT).getString(0);
    }

    private Object call(String name, MemoryLayout result, Object... arguments) {
        MemoryLayout[] types =
                Arrays.stream(arguments)
                        .map(argument -> argument instanceof Integer ? JAVA_INT : ADDRESS)
                        .toArray(MemoryLayout[]::new);
        MethodHandle function =
                Linker.nativeLinker()
                        .downcallHandle(
                                symbols.find(name).orElseThrow(),
                                FunctionDescriptor.of(result, types));
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
