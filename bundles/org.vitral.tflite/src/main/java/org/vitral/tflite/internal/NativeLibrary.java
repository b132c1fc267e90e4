// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.vitral.tflite.runtime.RuntimeLease;

/**
 * One loaded copy of the TensorFlow Lite library. It is unmapped when its last lease ends; the
 * first lease belongs to whoever loaded it. For any number of threads.
 */
final class NativeLibrary {

    /**
     * {@code tflite::LoggerOptions::SetMinimumLogSeverity(LogSeverity)}, tflite/minimal_logging.h.
     */
    private static final String SET_MINIMUM_LOG_SEVERITY =
            "_ZN6tflite13LoggerOptions21SetMinimumLogSeverityENS_11LogSeverityE";

    /** {@code TFLITE_LOG_SILENT}, tflite/minimal_logging.h. */
    private static final int SILENT = 4;

    private static final long LONGEST_VERSION = 256;

    private static final AtomicInteger LOADED = new AtomicInteger();

    private final Arena arena;
    private final SymbolLookup symbols;
    private final String version;
    private final AtomicInteger leases = new AtomicInteger(1);
    private final ModelFunctions models;
    private final OptionsFunctions options;
    private final InterpreterFunctions interpreters;
    private final TensorFunctions tensors;
    private final ErrorReporter errors;

    /** Made when somebody asks for signatures. */
    private SignatureFunctions signatures;

    /** Made when the first delegate comes; absent where this library does not tell. */
    private Optional<DelegateObserver> observer;

    private NativeLibrary(Arena arena, SymbolLookup symbols, NativeLog log) {
        this.arena = arena;
        this.symbols = symbols;
        this.version = readVersion();
        silenceMinimalLogger();
        this.models = new ModelFunctions(this);
        this.options = new OptionsFunctions(this);
        this.interpreters = new InterpreterFunctions(this);
        this.tensors = new TensorFunctions(this);
        this.errors = new ErrorReporter(log, arena);
        LOADED.incrementAndGet();
    }

    /** Whether a copy is loaded by these classes. */
    static boolean isAnyLoaded() {
        return LOADED.get() > 0;
    }

    /**
     * Loads the library for this platform.
     *
     * @param log where its warnings go
     * @throws IllegalStateException if it cannot be loaded: why, and what to do
     */
    static NativeLibrary load(NativeLog log) {
        NativePlatform platform = NativePlatform.current();
        LibraryResource resource =
                LibraryResource.find(NativeLibrary.class.getClassLoader(), platform);
        return load(new LibraryCache(CacheFolder.current()).file(resource), log);
    }

    /** Loads the library in a file. */
    static NativeLibrary load(Path file, NativeLog log) {
        Arena arena = Arena.ofShared();
        try {
            return new NativeLibrary(arena, SymbolLookup.libraryLookup(file, arena), log);
        } catch (IllegalCallerException e) {
            arena.close();
            throw new IllegalStateException(
                    "This JVM does not allow native access: start it with"
                            + " --enable-native-access=ALL-UNNAMED",
                    e);
        } catch (NoSuchElementException e) {
            arena.close();
            throw new IllegalStateException(
                    "%s is not usable as TensorFlow Lite library: %s"
                            .formatted(file, e.getMessage()),
                    e);
        } catch (IllegalArgumentException e) {
            arena.close();
            throw new IllegalStateException(
                    "The TensorFlow Lite library %s cannot be loaded on %s: it is for another system, or a system library that it needs is too old or absent"
                            .formatted(file, NativePlatform.current().name()),
                    e);
        }
    }

    private String readVersion() {
        try {
            MemorySegment text =
                    (MemorySegment) Version.MH$TfLiteVersion.invokeExact(symbol("TfLiteVersion"));
            return text.reinterpret(LONGEST_VERSION).getString(0);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    /** It writes to stderr; what matters comes through the error reporter. */
    private void silenceMinimalLogger() {
        Optional<MemorySegment> set = symbols.find(SET_MINIMUM_LOG_SEVERITY);
        if (set.isEmpty()) {
            return;
        }
        try {
            int previous = (int) Logger.MH$SetMinimumLogSeverity.invokeExact(set.get(), SILENT);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    // Linked after the library is loaded: that is where a JVM that forbids native access is
    // noticed.

    private static final class Version {
        static final MethodHandle MH$TfLiteVersion =
                Downcalls.handle(FunctionDescriptor.of(ADDRESS));
    }

    private static final class Logger {
        static final MethodHandle MH$SetMinimumLogSeverity =
                Downcalls.handle(FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    }

    String version() {
        return version;
    }

    ModelFunctions models() {
        return models;
    }

    OptionsFunctions options() {
        return options;
    }

    InterpreterFunctions interpreters() {
        return interpreters;
    }

    TensorFunctions tensors() {
        return tensors;
    }

    ErrorReporter errors() {
        return errors;
    }

    synchronized SignatureFunctions signatures() {
        if (signatures == null) {
            signatures = new SignatureFunctions(this);
        }
        return signatures;
    }

    /** What sees what delegates take; empty where this library does not tell. */
    synchronized Optional<DelegateObserver> observer() {
        if (observer == null) {
            try {
                observer = Optional.of(new DelegateObserver(this, arena));
            } catch (NoSuchElementException older) {
                observer = Optional.empty();
            }
        }
        return observer;
    }

    /**
     * The address of what the library exports by that name.
     *
     * @throws NoSuchElementException if there is nothing
     */
    MemorySegment symbol(String name) {
        return symbols.find(name)
                .orElseThrow(() -> new NoSuchElementException("it exports no " + name));
    }

    /**
     * Keeps the library mapped.
     *
     * @throws IllegalStateException if it is no longer
     */
    RuntimeLease lease() {
        int held;
        do {
            held = leases.get();
            if (held == 0) {
                throw new IllegalStateException("The TensorFlow Lite library has been unloaded");
            }
        } while (!leases.compareAndSet(held, held + 1));
        return new Lease();
    }

    /** Ends the lease of whoever loaded the library. To be called once. */
    void release() {
        if (leases.decrementAndGet() == 0) {
            unmap();
        }
    }

    private void unmap() {
        try {
            arena.close();
            LOADED.decrementAndGet();
        } catch (IllegalStateException e) {
            // Somebody is in a call without holding a lease. Unmapping would end the process, so
            // the
            // library stays.
        }
    }

    private final class Lease implements RuntimeLease {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release();
            }
        }
    }
}
