// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.tensorflow.lite.Delegate;
import org.vitral.delegate.xnnpack.internal.XnnpackDelegateProvider;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** Delegates that behave well, and others. */
final class TestDelegates {

    private static final XnnpackDelegateProvider XNNPACK = new XnnpackDelegateProvider();

    private TestDelegates() {}

    /** The real XNNPACK under a name. */
    static DelegateCandidate xnnpack(String name, int ranking) {
        return candidate(name, ranking, runtime -> DelegateProbe.AVAILABLE, XNNPACK::create);
    }

    static DelegateCandidate unavailable(String name, int ranking, String reason) {
        return candidate(
                name, ranking, runtime -> DelegateProbe.unavailable(reason), XNNPACK::create);
    }

    static DelegateCandidate failing(String name, int ranking, RuntimeException failure) {
        return making(
                name,
                ranking,
                (runtime, options) -> {
                    throw failure;
                });
    }

    static DelegateCandidate making(
            String name, int ranking, BiFunction<TfLiteRuntime, DelegateOptions, Delegate> create) {
        return candidate(name, ranking, runtime -> DelegateProbe.AVAILABLE, create);
    }

    /** Takes the whole model and computes nothing at all: fast and wrong. */
    static DelegateCandidate wrong(String name, int ranking) {
        return making(name, ranking, (runtime, options) -> new IdleDelegate(0));
    }

    /**
     * Takes the whole model and computes nothing.
     *
     * @param status what each run answers: 0, or an error
     */
    static DelegateCandidate running(String name, int ranking, IntSupplier status) {
        return making(name, ranking, (runtime, options) -> new IdleDelegate(0, status));
    }

    /** Takes the whole model as one node, and stays in it until it is let go. */
    static DelegateCandidate held(Hold hold) {
        return running("held", 0, hold::enter);
    }

    /** Takes the first and the last node of the model, and stays in each until it is let go. */
    static DelegateCandidate heldAtBothEnds(Hold hold) {
        return making("held", 0, (runtime, options) -> new IdleDelegate(0, true, hold::enter));
    }

    /**
     * Takes the whole model and computes nothing.
     *
     * @param events gets a word when TensorFlow Lite lets go of its kernel, which it does when the
     *     interpreter is closed, and one when the delegate is closed
     */
    static DelegateCandidate telling(String name, List<String> events) {
        return making(
                name,
                0,
                (runtime, options) -> {
                    IdleDelegate delegate = new IdleDelegate(0);
                    delegate.events = events;
                    return delegate;
                });
    }

    /** Can be made, and then not be applied to any model. */
    static DelegateCandidate shy(String name, int ranking) {
        return making(name, ranking, (runtime, options) -> new IdleDelegate(1));
    }

    static DelegateCandidate candidate(
            String name,
            int ranking,
            Function<TfLiteRuntime, DelegateProbe> probe,
            BiFunction<TfLiteRuntime, DelegateOptions, Delegate> create) {
        return new DelegateCandidate(
                name, new Provider(probe, create), ranking, name.hashCode(), "{}");
    }

    static List<DelegateCandidate> inOrder(DelegateCandidate... candidates) {
        return List.of(candidates).stream().sorted().toList();
    }

    private record Provider(
            Function<TfLiteRuntime, DelegateProbe> prober,
            BiFunction<TfLiteRuntime, DelegateOptions, Delegate> maker)
            implements DelegateProvider {

        @Override
        public String description() {
            return "A test";
        }

        @Override
        public String version(TfLiteRuntime runtime) {
            return "1.2.3";
        }

        @Override
        public DelegateProbe probe(TfLiteRuntime runtime) {
            return prober.apply(runtime);
        }

        @Override
        public Delegate create(TfLiteRuntime runtime, DelegateOptions options) {
            return maker.apply(runtime, options);
        }
    }

    /**
     * A {@code TfLiteDelegate} of c/common.h whose kernel does nothing. Its flags are 0: it is one
     * without kTfLiteDelegateFlagsAllowDynamicTensors.
     */
    private static final class IdleDelegate implements Delegate {

        private static final long PREPARE = 8;
        private static final long DELEGATE_SIZE = 56;

        // struct TfLiteContext: tensors_size, GetExecutionPlan, tensors, impl_, ResizeTensor,
        // ReportError, AddTensors, GetNodeAndRegistration, ReplaceNodeSubsetsWithDelegateKernels.
        private static final long GET_EXECUTION_PLAN = 8;
        private static final long REPLACE_NODE_SUBSETS = 64;
        private static final long CONTEXT_SIZE = 72;

        // struct TfLiteRegistration: init, free, prepare, invoke, and what may all be zero.
        private static final MemoryLayout REGISTRATION =
                MemoryLayout.structLayout(
                        ValueLayout.JAVA_LONG.withName("init"),
                        ValueLayout.JAVA_LONG.withName("free"),
                        ValueLayout.JAVA_LONG.withName("prepare"),
                        ValueLayout.JAVA_LONG.withName("invoke"),
                        MemoryLayout.sequenceLayout(7, ValueLayout.JAVA_LONG).withName("others"));
        private static final long INIT = 0;
        private static final long FREE = 8;
        private static final long INVOKE = 24;

        private static final FunctionDescriptor TWO_POINTERS =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
        private static final MethodHandle MH$getExecutionPlan =
                Linker.nativeLinker().downcallHandle(TWO_POINTERS);
        private static final MethodHandle MH$replaceNodeSubsets =
                Linker.nativeLinker()
                        .downcallHandle(
                                FunctionDescriptor.of(
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.ADDRESS,
                                        REGISTRATION,
                                        ValueLayout.ADDRESS,
                                        ValueLayout.ADDRESS));

        private final Arena arena = Arena.ofShared();
        private final MemorySegment delegate = arena.allocate(DELEGATE_SIZE, Long.BYTES);
        private final MemorySegment registration = arena.allocate(REGISTRATION);

        private List<String> events = new ArrayList<>();
        private final int answer;
        private final boolean atBothEnds;
        private final IntSupplier status;

        /** With what it says when it is applied: 0, or an error, upon which it takes nothing. */
        IdleDelegate(int answer) {
            this(answer, () -> 0);
        }

        IdleDelegate(int answer, IntSupplier status) {
            this(answer, false, status);
        }

        IdleDelegate(int answer, boolean atBothEnds, IntSupplier status) {
            this.answer = answer;
            this.atBothEnds = atBothEnds;
            this.status = status;
            delegate.set(ValueLayout.ADDRESS, PREPARE, stub("prepare"));
            registration.set(ValueLayout.ADDRESS, INVOKE, stub("invoke"));
            // Its result, where none is expected, stays in a register that nobody looks at.
            registration.set(ValueLayout.ADDRESS, FREE, stub("free"));
            registration.set(
                    ValueLayout.ADDRESS,
                    INIT,
                    stub(
                            "init",
                            FunctionDescriptor.of(
                                    ValueLayout.ADDRESS,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_LONG)));
        }

        private MemorySegment stub(String method) {
            return stub(method, TWO_POINTERS);
        }

        private MemorySegment stub(String method, FunctionDescriptor function) {
            try {
                MethodHandle handle =
                        MethodHandles.lookup().bind(this, method, function.toMethodType());
                return Linker.nativeLinker().upcallStub(handle, function, arena);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }

        @SuppressWarnings("unused") // called by TensorFlow Lite
        private int prepare(MemorySegment context, MemorySegment self) throws Throwable {
            MemorySegment functions = context.reinterpret(CONTEXT_SIZE);
            MemorySegment plan = arena.allocate(ValueLayout.ADDRESS);
            int status =
                    (int)
                            MH$getExecutionPlan.invokeExact(
                                    functions.get(ValueLayout.ADDRESS, GET_EXECUTION_PLAN),
                                    context,
                                    plan);
            return status != 0 || answer != 0
                    ? status + answer
                    : (int)
                            MH$replaceNodeSubsets.invokeExact(
                                    functions.get(ValueLayout.ADDRESS, REPLACE_NODE_SUBSETS),
                                    context,
                                    registration,
                                    nodes(plan.get(ValueLayout.ADDRESS, 0)),
                                    self);
        }

        /** All nodes of a plan, a TfLiteIntArray, or its first and last one. */
        private MemorySegment nodes(MemorySegment plan) {
            if (!atBothEnds) {
                return plan;
            }
            int size = plan.reinterpret(Integer.BYTES).get(ValueLayout.JAVA_INT, 0);
            int[] all = plan.reinterpret((size + 1L) * Integer.BYTES).toArray(ValueLayout.JAVA_INT);
            return arena.allocateFrom(ValueLayout.JAVA_INT, 2, all[1], all[size]);
        }

        @SuppressWarnings("unused") // called by TensorFlow Lite
        private int invoke(MemorySegment context, MemorySegment node) {
            return status.getAsInt();
        }

        /** What is not null is given to "free". */
        @SuppressWarnings("unused") // called by TensorFlow Lite
        private MemorySegment init(MemorySegment context, MemorySegment parameters, long length) {
            return delegate;
        }

        @SuppressWarnings("unused") // called by TensorFlow Lite
        private int free(MemorySegment context, MemorySegment kernel) {
            events.add("interpreter closed");
            return 0;
        }

        @Override
        public long getNativeHandle() {
            return delegate.address();
        }

        @Override
        public void close() {
            events.add("delegate closed");
            arena.close();
        }
    }
}
