// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.tensorflow.lite.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.RuntimeFlavor;
import org.tensorflow.lite.gpu.GpuDelegateFactory.Options.GpuBackend;
import org.vitral.delegate.gpu.internal.RecordingLibrary;
import org.vitral.delegate.gpu.internal.SubtractionModel;

/** The official classes outside OSGi, over a library that a system property names. */
class OfficialClassesTest {

    private static final String LIBRARY = "org.vitral.delegate.gpu.library";

    @TempDir private Path folder;
    private RecordingLibrary library;

    @BeforeEach
    void nameALibrary() throws Exception {
        library = RecordingLibrary.in(folder);
        System.setProperty(LIBRARY, library.file().toString());
    }

    @AfterEach
    void unmap() {
        System.clearProperty(LIBRARY);
        if (library != null) {
            library.close();
        }
    }

    @Test
    void runsAModelOnOneThread() {
        try (GpuDelegate delegate = new GpuDelegate();
                InterpreterApi interpreter =
                        InterpreterApi.create(
                                SubtractionModel.ofLength(2),
                                new InterpreterApi.Options().addDelegate(delegate))) {
            assertSubtracts(interpreter);
        }
        assertOneThread();
    }

    @Test
    void makesADelegateForEachInterpreterOfAFactory() {
        InterpreterApi.Options options =
                new InterpreterApi.Options().addDelegateFactory(new GpuDelegateFactory());
        try (InterpreterApi interpreter =
                InterpreterApi.create(SubtractionModel.ofLength(2), options)) {
            assertSubtracts(interpreter);
        }
        assertOneThread();
    }

    @Test
    void hasNoHandleOnceItIsClosed() {
        GpuDelegate delegate = new GpuDelegate(new GpuDelegateFactory.Options());
        assertNotEquals(0, delegate.getNativeHandle());
        delegate.close();
        delegate.close();
        assertEquals(0, delegate.getNativeHandle());
    }

    @Test
    void tellsTheLibraryItsOptions() {
        new GpuDelegate(
                        new GpuDelegateFactory.Options()
                                .setPrecisionLossAllowed(false)
                                .setQuantizedModelsAllowed(false)
                                .setInferencePreference(
                                        GpuDelegateFactory.Options
                                                .INFERENCE_PREFERENCE_SUSTAINED_SPEED)
                                .setSerializationParams(folder.toString(), "token")
                                .setForceBackend(GpuBackend.OPENCL))
                .close();
        assertArrayEquals(new int[] {-1, 1, 1, 0, 0, 2 + 8, 1}, numbers());
        assertEquals(folder.toString(), library.serializationDir());
        assertEquals("token", library.modelToken());
    }

    @Test
    void isFastAndTakesQuantisedModelsByDefault() {
        new GpuDelegate().close();
        assertArrayEquals(new int[] {-1, 0, 2, 3, 1, 1, 1}, numbers());
        new GpuDelegate(new GpuDelegateFactory.Options().setForceBackend(GpuBackend.OPENGL))
                .close();
        assertArrayEquals(new int[] {-1, 0, 2, 3, 1, 1 + 4, 1}, numbers());
    }

    @Test
    void keepsNothingWithoutATokenAndAFolder() {
        new GpuDelegate(
                        new GpuDelegateFactory.Options()
                                .setSerializationParams(folder.toString(), null))
                .close();
        assertArrayEquals(new int[] {-1, 0, 2, 3, 1, 1, 1}, numbers());
        assertEquals("", library.serializationDir());
    }

    @Test
    void givesBackTheOptionsThatWereSet() {
        GpuDelegateFactory.Options options = new GpuDelegateFactory.Options();
        assertTrue(options.isPrecisionLossAllowed());
        assertTrue(options.areQuantizedModelsAllowed());
        assertEquals(0, options.getInferencePreference());
        assertNull(options.getSerializationDir());
        assertNull(options.getModelToken());
        assertEquals(GpuBackend.UNSET, options.getForceBackend());
        options.setPrecisionLossAllowed(false)
                .setQuantizedModelsAllowed(false)
                .setInferencePreference(1)
                .setSerializationParams("folder", "token")
                .setForceBackend(GpuBackend.OPENGL);
        assertFalse(options.isPrecisionLossAllowed());
        assertFalse(options.areQuantizedModelsAllowed());
        assertEquals(1, options.getInferencePreference());
        assertEquals("folder", options.getSerializationDir());
        assertEquals("token", options.getModelToken());
        assertEquals(2, options.getForceBackend().value());
    }

    @Test
    void refusesWhatIsNotThere() {
        IllegalArgumentException preference =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new GpuDelegate(
                                        new GpuDelegateFactory.Options()
                                                .setInferencePreference(9)));
        assertTrue(preference.getMessage().contains("preference 9"), preference::getMessage);
        assertThrows(
                IllegalArgumentException.class,
                () -> new GpuDelegateFactory().create(RuntimeFlavor.SYSTEM));
        System.setProperty(LIBRARY, folder.resolve("absent.so").toString());
        IllegalStateException absent = assertThrows(IllegalStateException.class, GpuDelegate::new);
        assertTrue(absent.getMessage().contains("absent.so"), absent::getMessage);
    }

    @Test
    void tellsThatADeviceWithoutTheLibraryIsNotSupported() {
        System.setProperty(LIBRARY, folder.resolve("absent.so").toString());
        CompatibilityList list = new CompatibilityList();
        assertFalse(list.isDelegateSupportedOnThisDevice());
        try (Delegate ignored = delegateOf(list)) {
            assertNotEquals(0, ignored.getNativeHandle());
        }
        list.close();
        assertThrows(IllegalStateException.class, list::isDelegateSupportedOnThisDevice);
    }

    private Delegate delegateOf(CompatibilityList list) {
        System.setProperty(LIBRARY, library.file().toString());
        return new GpuDelegate(list.getBestOptionsForThisDevice());
    }

    private static void assertSubtracts(InterpreterApi interpreter) {
        float[] y = new float[2];
        interpreter.runForMultipleInputsOutputs(
                new Object[] {new float[] {1, 2}, new float[] {10, 30}}, Map.of(0, y));
        assertArrayEquals(new float[] {9, 28}, y);
    }

    private void assertOneThread() {
        List<RecordingLibrary.Call> calls = library.calls();
        assertEquals("Delete", calls.getLast().name());
        assertTrue(calls.stream().anyMatch(call -> call.name().equals("invoke")));
        assertEquals(1, calls.stream().map(RecordingLibrary.Call::thread).distinct().count());
        assertNotEquals(library.currentThread(), calls.getFirst().thread());
    }

    /** All fields but the texts, in the order of the header. */
    private int[] numbers() {
        ByteBuffer options = ByteBuffer.wrap(library.options()).order(ByteOrder.nativeOrder());
        return List.of(
                        "is_precision_loss_allowed",
                        "inference_preference",
                        "inference_priority1",
                        "inference_priority2",
                        "inference_priority3",
                        "experimental_flags",
                        "max_delegated_partitions")
                .stream()
                .mapToInt(field -> options.getInt(library.offset(field)))
                .toArray();
    }
}
