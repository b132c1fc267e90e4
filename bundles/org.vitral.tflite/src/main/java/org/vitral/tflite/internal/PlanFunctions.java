// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Reads the execution plan of a subgraph: {@code TfLiteOpaqueContext*} of
 * tensorflow/lite/c/c_api_opaque.h, to be used while a delegate prepares.
 */
final class PlanFunctions {

    private static final MethodHandle MH$TfLiteOpaqueContextGetExecutionPlan =
            Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle MH$TfLiteOpaqueContextGetNodeAndRegistration =
            Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle MH$TfLiteOperatorGetBuiltInCode =
            Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle MH$TfLiteOperatorGetCustomName =
            Downcalls.handle(FunctionDescriptor.of(ADDRESS, ADDRESS));

    /** {@code kTfLiteBuiltinDelegate} of tensorflow/lite/builtin_ops.h: a delegate's kernel. */
    private static final int DELEGATE = 51;

    private static final int LONGEST_NAME = 256;

    /**
     * The nodes of a subgraph at one moment.
     *
     * @param plain the number of those that no delegate took
     * @param kernels the kernels of delegates, by the index of their node
     */
    record Plan(int plain, Map<Integer, String> kernels) {}

    private final MemorySegment getExecutionPlan;
    private final MemorySegment getNodeAndRegistration;
    private final MemorySegment getBuiltInCode;
    private final MemorySegment getCustomName;

    /**
     * The functions of one library.
     *
     * @throws NoSuchElementException if it lacks one
     */
    PlanFunctions(NativeLibrary library) {
        getExecutionPlan = library.symbol("TfLiteOpaqueContextGetExecutionPlan");
        getNodeAndRegistration = library.symbol("TfLiteOpaqueContextGetNodeAndRegistration");
        getBuiltInCode = library.symbol("TfLiteOperatorGetBuiltInCode");
        getCustomName = library.symbol("TfLiteOperatorGetCustomName");
    }

    /**
     * The plan of a subgraph.
     *
     * @throws IllegalStateException if TensorFlow Lite does not tell
     */
    Plan read(MemorySegment context) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment out = scratch.allocate(ADDRESS, 2);
            check(
                    (int)
                            MH$TfLiteOpaqueContextGetExecutionPlan.invokeExact(
                                    getExecutionPlan, context, out));
            // struct TfLiteIntArray { int size; int data[]; }
            MemorySegment plan = out.get(ADDRESS, 0).reinterpret(Integer.BYTES);
            int size = plan.get(JAVA_INT, 0);
            // A copy: the array is TensorFlow Lite's own until the next call.
            int[] nodes =
                    plan.reinterpret((1L + size) * Integer.BYTES)
                            .asSlice(Integer.BYTES)
                            .toArray(JAVA_INT);
            Map<Integer, String> kernels = new HashMap<>();
            for (int node : nodes) {
                check(
                        (int)
                                MH$TfLiteOpaqueContextGetNodeAndRegistration.invokeExact(
                                        getNodeAndRegistration,
                                        context,
                                        node,
                                        out,
                                        out.asSlice(ADDRESS.byteSize())));
                MemorySegment operator = out.getAtIndex(ADDRESS, 1);
                int code =
                        (int) MH$TfLiteOperatorGetBuiltInCode.invokeExact(getBuiltInCode, operator);
                if (code == DELEGATE) {
                    kernels.put(node, name(operator));
                }
            }
            return new Plan(nodes.length - kernels.size(), kernels);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    private String name(MemorySegment operator) throws Throwable {
        MemorySegment name =
                (MemorySegment) MH$TfLiteOperatorGetCustomName.invokeExact(getCustomName, operator);
        return name.address() == 0 ? "" : name.reinterpret(LONGEST_NAME).getString(0);
    }

    private static void check(int status) {
        if (status != 0) {
            throw new IllegalStateException("The execution plan cannot be read: status " + status);
        }
    }
}
