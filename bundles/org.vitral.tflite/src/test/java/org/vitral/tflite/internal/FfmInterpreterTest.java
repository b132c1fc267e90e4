// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;
import org.tensorflow.lite.TensorFlowLite;
import org.tensorflow.lite.schema.TensorType;
import org.vitral.tflite.runtime.NativeInterpreter;

class FfmInterpreterTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesTheModelsResultWithAndWithoutXnnpack(boolean xnnpack) {
        InterpreterApi.Options options = new InterpreterApi.Options().setUseXNNPACK(xnnpack);
        try (InterpreterApi interpreter = InterpreterApi.create(TinyModel.negate(2), options)) {
            float[] result = new float[2];
            interpreter.run(new float[] {1, -2}, result);
            assertArrayEquals(new float[] {-1, 2}, result);
        }
    }

    @Test
    void saysWhatTheModelHas() {
        ByteBuffer model = TinyModel.reshape(TensorType.INT8, new int[] {2, 3}, new int[] {3, 2});
        try (InterpreterApi interpreter = create(model)) {
            assertEquals(1, interpreter.getInputTensorCount());
            assertEquals(1, interpreter.getOutputTensorCount());
            assertEquals(0, interpreter.getInputIndex("x"));
            assertEquals(0, interpreter.getOutputIndex("y"));
            Tensor output = interpreter.getOutputTensor(0);
            assertEquals("y", output.name());
            assertEquals(1, output.index());
            assertEquals(DataType.INT8, output.dataType());
            assertArrayEquals(new int[] {3, 2}, output.shape());
            assertArrayEquals(new int[] {3, 2}, output.shapeSignature());
            assertEquals(2, output.numDimensions());
            assertEquals(6, output.numElements());
            assertEquals(6, output.numBytes());
            assertEquals(0.5f, output.quantizationParams().getScale());
            assertEquals(3, output.quantizationParams().getZeroPoint());
        }
    }

    @Test
    void saysWhichRuntimeThisIs() {
        assertTrue(TensorFlowLite.runtimeVersion().startsWith("2."));
        assertEquals("3", TensorFlowLite.schemaVersion());
        assertEquals(
                TensorFlowLite.runtimeVersion(),
                TensorFlowLite.runtimeVersion(
                        InterpreterApi.Options.TfLiteRuntime.FROM_APPLICATION_ONLY));
        assertEquals(
                "3",
                TensorFlowLite.schemaVersion(
                        InterpreterApi.Options.TfLiteRuntime.FROM_APPLICATION_ONLY));
        assertOldNameOfTheSchemaVersion();
        TensorFlowLite.init();
    }

    @SuppressWarnings("deprecation") // In the official API too.
    private static void assertOldNameOfTheSchemaVersion() {
        assertEquals("3", TensorFlowLite.version());
    }

    @Test
    void tellsTheTimeOfTheLastRunOnly() {
        try (InterpreterApi interpreter = create(TinyModel.negate(1))) {
            assertNull(interpreter.getLastNativeInferenceDurationNanoseconds());
            interpreter.run(new float[1], new float[1]);
            assertNotNull(interpreter.getLastNativeInferenceDurationNanoseconds());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> interpreter.run(new float[1], new float[2]));
            assertNull(interpreter.getLastNativeInferenceDurationNanoseconds());
        }
    }

    @Test
    void anInputOfAnotherShapeResizesTheModel() {
        try (InterpreterApi interpreter = create(TinyModel.negate(1, 2))) {
            float[][] result = new float[2][2];
            interpreter.run(new float[][] {{1, 2}, {3, 4}}, result);
            assertArrayEquals(new float[] {-3, -4}, result[1]);
            assertArrayEquals(new int[] {2, 2}, interpreter.getOutputTensor(0).shape());
        }
    }

    @Test
    void resizesOnRequest() {
        try (InterpreterApi interpreter = create(TinyModel.negate(1, 2))) {
            interpreter.resizeInput(0, new int[] {4, 2});
            interpreter.allocateTensors();
            assertArrayEquals(new int[] {4, 2}, interpreter.getOutputTensor(0).shape());
            assertRefused(
                    "does not allow [3, 2]",
                    () -> interpreter.resizeInput(0, new int[] {3, 2}, true));
            assertRefused("at least 1", () -> interpreter.resizeInput(0, new int[] {0, 2}));
            assertRefused(
                    "more than", () -> interpreter.resizeInput(0, new int[] {1 << 20, 1 << 20}));
        }
    }

    @Test
    void aStrictResizeChangesWhatTheModelLeavesOpen() {
        try (InterpreterApi interpreter = create(TinyModel.negateRows(2))) {
            Tensor input = interpreter.getInputTensor(0);
            assertArrayEquals(new int[] {-1, 2}, input.shapeSignature());
            interpreter.resizeInput(0, new int[] {3, 2}, true);
            assertArrayEquals(new int[] {3, 2}, input.shape());
            float[][] result = new float[3][2];
            interpreter.run(new float[][] {{1, 2}, {3, 4}, {5, 6}}, result);
            assertArrayEquals(new float[] {-5, -6}, result[2]);
            assertRefused(
                    "has the shape signature [-1, 2], which does not allow [3, 4]",
                    () -> interpreter.resizeInput(0, new int[] {3, 4}, true));
        }
    }

    @Test
    void aShapeThatTheModelCannotTakeSaysWhatTensorFlowLiteSays() {
        ByteBuffer model =
                TinyModel.reshape(TensorType.FLOAT32, new int[] {2, 3}, new int[] {3, 2});
        InterpreterApi.Options plain = new InterpreterApi.Options().setUseXNNPACK(false);
        try (InterpreterApi interpreter = InterpreterApi.create(model, plain)) {
            interpreter.resizeInput(0, new int[] {2, 4});
            IllegalStateException e =
                    assertThrows(IllegalStateException.class, interpreter::allocateTensors);
            assertTrue(e.getMessage().contains("[2, 4]"), e::getMessage);
            assertTrue(e.getMessage().contains("RESHAPE"), e::getMessage);
            assertTrue(!e.getMessage().contains("/home/"), e::getMessage);
        }
    }

    @Test
    void anOutputWhoseShapeIsKnownOnlyAfterTheRunCanBeRead() {
        try (InterpreterApi interpreter = create(TinyModel.dynamicReshape(new int[] {6}, 2))) {
            Object[] inputs = {new float[] {1, 2, 3, 4, 5, 6}, new int[] {3, 2}};
            float[][] tall = new float[3][2];
            interpreter.runForMultipleInputsOutputs(inputs, Map.of(0, tall));
            assertArrayEquals(new float[] {5, 6}, tall[2]);

            inputs[1] = new int[] {2, 3};
            float[][] wide = new float[2][3];
            interpreter.runForMultipleInputsOutputs(inputs, Map.of(0, wide));
            assertArrayEquals(new float[] {4, 5, 6}, wide[1]);
        }
    }

    @Test
    void tensorMemoryIsReachedWithoutACopy() {
        try (NativeInterpreter interpreter = createNative(TinyModel.negate(2))) {
            interpreter.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, 1, 5);
            interpreter.invoke();
            assertEquals(-5, interpreter.output(0).getAtIndex(ValueLayout.JAVA_FLOAT, 1));
            assertTrue(interpreter.output(0).isReadOnly());
            assertEquals(
                    -5, interpreter.getOutputTensor(0).asReadOnlyBuffer().getFloat(Float.BYTES));
        }
    }

    @Test
    void tensorMemoryEndsWithAResizeAndWithClose() {
        NativeInterpreter interpreter = createNative(TinyModel.negate(2));
        MemorySegment beforeResize = interpreter.input(0);
        interpreter.resizeInput(0, new int[] {3});
        assertThrows(
                IllegalStateException.class, () -> beforeResize.get(ValueLayout.JAVA_FLOAT, 0));
        MemorySegment beforeClose = interpreter.output(0);
        ByteBuffer buffer = interpreter.getOutputTensor(0).asReadOnlyBuffer();
        interpreter.close();
        assertThrows(IllegalStateException.class, () -> beforeClose.get(ValueLayout.JAVA_FLOAT, 0));
        assertThrows(IllegalStateException.class, buffer::getFloat);
    }

    @Test
    void aTensorThatTheModelDoesNotHaveIsNamed() {
        try (NativeInterpreter interpreter = createNative(TinyModel.negate(1))) {
            assertRefused("no input 1", () -> interpreter.input(1));
            assertRefused("no output -1", () -> interpreter.output(-1));
            assertRefused("\"z\"", () -> interpreter.getInputIndex("z"));
            assertRefused("no output 7", () -> interpreter.getOutputTensor(7));
            assertRefused(
                    "no output 2",
                    () ->
                            interpreter.runForMultipleInputsOutputs(
                                    new Object[] {new float[1]}, Map.of(2, new float[1])));
        }
    }

    @Test
    void anOperatorThatIsNotThereIsNamed() {
        assertRefused("Vitral", () -> create(TinyModel.custom("Vitral")));
    }

    @Test
    void whatIsNotHereOnADesktopIsSaid() {
        InterpreterApi.Options nnapi = new InterpreterApi.Options().setUseNNAPI(true);
        assertThrows(
                UnsupportedOperationException.class,
                () -> InterpreterApi.create(TinyModel.negate(1), nnapi));
        InterpreterApi.Options system =
                new InterpreterApi.Options()
                        .setRuntime(InterpreterApi.Options.TfLiteRuntime.FROM_SYSTEM_ONLY);
        assertThrows(
                IllegalStateException.class,
                () -> InterpreterApi.create(TinyModel.negate(1), system));
    }

    @Test
    void aDelegateThatIsClosedIsRefused() {
        InterpreterApi.Options options = new InterpreterApi.Options().addDelegate(() -> 0);
        assertRefused("has been closed", () -> InterpreterApi.create(TinyModel.negate(1), options));
    }

    @Test
    void aDelegateOfAFactoryIsClosedAfterItsInterpreter() {
        List<String> events = new ArrayList<>();
        NativeLibrary library = NativeLibrary.load(NativeLog.ofJvm());
        DefaultXnnpackDelegate xnnpack = new DefaultXnnpackDelegate(library, 1);
        InterpreterApi.Options options =
                new InterpreterApi.Options()
                        .setCancellable(true)
                        .addDelegateFactory(
                                flavor ->
                                        new Delegate() {
                                            @Override
                                            public long getNativeHandle() {
                                                events.add("used by " + flavor);
                                                return xnnpack.getNativeHandle();
                                            }

                                            @Override
                                            public void close() {
                                                events.add("closed");
                                                xnnpack.close();
                                            }
                                        });
        InterpreterApi interpreter = InterpreterApi.create(TinyModel.negate(1), options);
        assertEquals(List.of("used by APPLICATION"), events);
        interpreter.close();
        assertEquals(List.of("used by APPLICATION", "closed"), events);
        library.release();
    }

    @Test
    void everyCallAfterCloseIsAnException() {
        NativeInterpreter interpreter = createNative(TinyModel.negate(1));
        Tensor tensor = interpreter.getInputTensor(0);
        interpreter.close();
        interpreter.close();
        List<Executable> calls =
                List.of(
                        () -> interpreter.run(new float[1], new float[1]),
                        interpreter::invoke,
                        interpreter::allocateTensors,
                        () -> interpreter.resizeInput(0, new int[] {2}),
                        () -> interpreter.input(0),
                        () -> interpreter.output(0),
                        interpreter::getInputTensorCount,
                        interpreter::getOutputTensorCount,
                        () -> interpreter.getInputIndex("x"),
                        () -> interpreter.getOutputIndex("y"),
                        () -> interpreter.getInputTensor(0),
                        () -> interpreter.getOutputTensor(0),
                        interpreter::getLastNativeInferenceDurationNanoseconds,
                        tensor::shape,
                        tensor::shapeSignature,
                        tensor::name,
                        tensor::index,
                        tensor::dataType,
                        tensor::numBytes,
                        tensor::quantizationParams,
                        tensor::asReadOnlyBuffer);
        for (Executable call : calls) {
            IllegalStateException e = assertThrows(IllegalStateException.class, call);
            assertEquals("The interpreter has been closed", e.getMessage());
        }
    }

    private static InterpreterApi create(ByteBuffer model) {
        return InterpreterApi.create(model, new InterpreterApi.Options());
    }

    private static NativeInterpreter createNative(ByteBuffer model) {
        return SharedRuntime.get().createInterpreter(model, null);
    }

    private static void assertRefused(String why, Executable action) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action);
        assertTrue(e.getMessage().contains(why), e::getMessage);
    }
}
