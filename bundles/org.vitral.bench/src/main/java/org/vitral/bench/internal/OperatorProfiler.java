// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.tensorflow.lite.Delegate;
import org.vitral.bench.OperatorProfile;
import org.vitral.model.ModelInput;
import org.vitral.tflite.runtime.AttentiveDelegate;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.NativeCalls;
import org.vitral.tflite.runtime.PlainKernels;
import org.vitral.tflite.runtime.RuntimeLease;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.ThreadBoundDelegate;

/**
 * Has TensorFlow Lite itself say when each operator begins and ends: by the telemetry profiler of
 * its C API ({@code tensorflow/lite/profiling/telemetry/c/profiler.h}), on an interpreter of its
 * own, so that nothing else is slowed by it.
 */
final class OperatorProfiler {

    /** The functions of {@code TfLiteTelemetryProfilerStruct}, behind its pointer to data. */
    private static final int FUNCTIONS = 6;

    private static final int OK = 0;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle MH$create =
            LINKER.downcallHandle(FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle MH$createOptions =
            LINKER.downcallHandle(FunctionDescriptor.of(ADDRESS));
    private static final MethodHandle MH$setThreads =
            LINKER.downcallHandle(FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
    private static final MethodHandle MH$set =
            LINKER.downcallHandle(FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
    private static final MethodHandle MH$createInterpreter =
            LINKER.downcallHandle(FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle MH$status =
            LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle MH$resize =
            LINKER.downcallHandle(
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle MH$delete =
            LINKER.downcallHandle(FunctionDescriptor.ofVoid(ADDRESS));

    private final TfLiteRuntime runtime;
    private final MemorySegment model;
    private final ModelInput input;

    OperatorProfiler(TfLiteRuntime runtime, MemorySegment model, ModelInput input) {
        this.runtime = runtime;
        this.model = model;
        this.input = input;
    }

    /**
     * Measures each operator.
     *
     * @param runs how often the model runs, after one that does not count
     */
    OperatorProfile profile(DelegateProvider provider, int threads, int runs) {
        Delegate delegate = null;
        try (RuntimeLease lease = runtime.lease();
                Arena arena = Arena.ofConfined()) {
            runtime.symbol("TfLiteInterpreterOptionsSetTelemetryProfiler");
            delegate = provider.create(runtime, new DelegateOptions(threads));
            if (delegate instanceof ThreadBoundDelegate) {
                return unknown("this delegate works on a thread of its own only");
            }
            OperatorEvents events = new OperatorEvents();
            run(delegate, threads, runs, events, arena);
            return new OperatorProfile(events.operators(), events.note());
        } catch (NoSuchElementException e) {
            return unknown("this TensorFlow Lite library has no telemetry profiler");
        } catch (IllegalStateException | IllegalArgumentException e) {
            return unknown(String.valueOf(e.getMessage()));
        } finally {
            if (delegate != null) {
                delegate.close();
            }
        }
    }

    private static OperatorProfile unknown(String reason) {
        return new OperatorProfile(List.of(), reason);
    }

    private void run(Delegate delegate, int threads, int runs, OperatorEvents events, Arena arena) {
        List<Runnable> owned = new ArrayList<>();
        try {
            MemorySegment nativeModel =
                    (MemorySegment)
                            MH$create.invokeExact(
                                    symbol("TfLiteModelCreate"), model, model.byteSize());
            require(nativeModel, "The model cannot be read");
            owned.add(() -> delete("TfLiteModelDelete", nativeModel));
            MemorySegment options =
                    (MemorySegment)
                            MH$createOptions.invokeExact(symbol("TfLiteInterpreterOptionsCreate"));
            owned.add(() -> delete("TfLiteInterpreterOptionsDelete", options));
            MH$setThreads.invokeExact(
                    symbol("TfLiteInterpreterOptionsSetNumThreads"), options, threads);
            if (!(delegate instanceof PlainKernels)) {
                MH$set.invokeExact(
                        symbol("TfLiteInterpreterOptionsAddDelegate"),
                        options,
                        MemorySegment.ofAddress(delegate.getNativeHandle()));
            }
            MH$set.invokeExact(
                    symbol("TfLiteInterpreterOptionsSetTelemetryProfiler"),
                    options,
                    profiler(events, arena));
            MemorySegment interpreter =
                    (MemorySegment)
                            MH$createInterpreter.invokeExact(
                                    symbol("TfLiteInterpreterCreate"), nativeModel, options);
            require(interpreter, "The library cannot run this model with a profiler");
            owned.add(() -> delete("TfLiteInterpreterDelete", interpreter));
            resize(interpreter, arena);
            call("TfLiteInterpreterAllocateTensors", interpreter);
            if (delegate instanceof AttentiveDelegate attentive) {
                attentive.prepared();
            }
            for (int run = 0; run <= runs; run++) {
                events.begin(run > 0);
                call("TfLiteInterpreterInvoke", interpreter);
                events.end();
            }
        } catch (Throwable e) {
            throw NativeCalls.failure(e);
        } finally {
            owned.reversed().forEach(Runnable::run);
        }
    }

    private void resize(MemorySegment interpreter, Arena arena) throws Throwable {
        if (input.resizable()) {
            int[] shape = RawInterpreter.shape(input);
            int status =
                    (int)
                            MH$resize.invokeExact(
                                    symbol("TfLiteInterpreterResizeInputTensor"),
                                    interpreter,
                                    0,
                                    arena.allocateFrom(JAVA_INT, shape),
                                    shape.length);
            if (status != OK) {
                throw new IllegalStateException("The model cannot be resized");
            }
        }
    }

    private MemorySegment symbol(String name) {
        return runtime.symbol(name);
    }

    private void call(String function, MemorySegment interpreter) throws Throwable {
        int status = (int) MH$status.invokeExact(symbol(function), interpreter);
        if (status != OK) {
            throw new IllegalStateException(function + " fails with status " + status);
        }
    }

    private void delete(String function, MemorySegment what) {
        try {
            MH$delete.invokeExact(symbol(function), what);
        } catch (Throwable e) {
            throw NativeCalls.failure(e);
        }
    }

    private static void require(MemorySegment made, String otherwise) {
        if (made.address() == 0) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** The struct that the library calls; it must live as long as the interpreter. */
    private static MemorySegment profiler(OperatorEvents events, Arena arena) {
        MemorySegment struct = arena.allocate(ADDRESS, 1L + FUNCTIONS);
        // The library takes a profiler without data for none.
        struct.setAtIndex(ADDRESS, 0, struct);
        MemorySegment[] functions = {
            stub(
                    events,
                    "ignoreEvent",
                    FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG),
                    arena),
            stub(
                    events,
                    "ignoreOperator",
                    FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                    arena),
            stub(
                    events,
                    "ignoreSettings",
                    FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS),
                    arena),
            stub(
                    events,
                    "beginOperator",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG),
                    arena),
            stub(events, "endOperator", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT), arena),
            stub(
                    events,
                    "ignoreInner",
                    FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                    arena)
        };
        for (int i = 0; i < FUNCTIONS; i++) {
            struct.setAtIndex(ADDRESS, i + 1L, functions[i]);
        }
        return struct;
    }

    private static MemorySegment stub(
            OperatorEvents events, String method, FunctionDescriptor shape, Arena arena) {
        try {
            MethodType type = shape.toMethodType();
            MethodHandle handle =
                    MethodHandles.lookup()
                            .findVirtual(OperatorEvents.class, method, type)
                            .bindTo(events);
            return LINKER.upcallStub(handle, shape, arena);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
