// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.vitral.tflite.internal.PlanFunctions.Plan;

/**
 * Sees what delegates take. The C API does not tell; a delegate's function {@code Prepare} does,
 * for it is there that nodes are replaced. So an interpreter gets a copy of each delegate, {@code
 * struct TfLiteDelegate} of tensorflow/lite/core/c/common.h, in which {@code Prepare} is ours: it
 * reads the plan, calls the delegate's own with the delegate itself, and reads the plan again. All
 * else in the copy is the delegate's, and the kernels that it makes belong to it and not to the
 * copy.
 */
final class DelegateObserver {

    /**
     * {@code TfLiteStatus Prepare(context, delegate, data)}; without the last in the older form.
     */
    private static final FunctionDescriptor PREPARE =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS);

    private static final MethodHandle MH$Prepare = Downcalls.handle(PREPARE);

    private static final int ERROR = 1; // kTfLiteError

    /** One for each library, in its arena; absent where the library does not tell. */
    private final PlanFunctions plans;

    private final MemorySegment prepare;
    private final Map<Long, ObservedDelegate> observed = new ConcurrentHashMap<>();

    /** Lives as long as the library, whose arena this is. */
    DelegateObserver(NativeLibrary library, Arena arena) {
        plans = new PlanFunctions(library);
        prepare = Linker.nativeLinker().upcallStub(prepareOf(this), PREPARE, arena);
    }

    private static MethodHandle prepareOf(DelegateObserver observer) {
        try {
            return MethodHandles.lookup()
                    .findVirtual(
                            DelegateObserver.class,
                            "prepare",
                            MethodType.methodType(
                                    int.class,
                                    MemorySegment.class,
                                    MemorySegment.class,
                                    MemorySegment.class))
                    .bindTo(observer);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("This class has a method prepare", e);
        }
    }

    /** Observes a delegate for one interpreter. The caller closes it after the interpreter. */
    ObservedDelegate observe(MemorySegment delegate) {
        ObservedDelegate copy = new ObservedDelegate(this, delegate, prepare);
        observed.put(copy.handle().address(), copy);
        return copy;
    }

    void forget(ObservedDelegate copy) {
        observed.remove(copy.handle().address());
    }

    /** Called by native code, so nothing may be thrown here: that would end the process. */
    private int prepare(MemorySegment context, MemorySegment copy, MemorySegment data) {
        try {
            ObservedDelegate delegate = observed.get(copy.address());
            Plan before = planOrNull(context);
            int status =
                    (int)
                            MH$Prepare.invokeExact(
                                    delegate.prepare(), context, delegate.original(), data);
            delegate.prepared(context.address(), before, planOrNull(context));
            return status;
        } catch (Throwable e) {
            return ERROR;
        }
    }

    private Plan planOrNull(MemorySegment context) {
        try {
            return plans.read(context);
        } catch (IllegalStateException unknown) {
            return null;
        }
    }
}
