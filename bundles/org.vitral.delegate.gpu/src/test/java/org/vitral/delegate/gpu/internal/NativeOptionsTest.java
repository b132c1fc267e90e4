// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemoryLayout.PathElement;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** What a library gets of a configuration, byte by byte, in the compiler's own layout. */
class NativeOptionsTest {

    private static final String TOKEN = "9711334d";

    @TempDir private Path folder;
    private RecordingLibrary library;

    @BeforeEach
    void build() throws Exception {
        library = RecordingLibrary.in(folder);
    }

    @AfterEach
    void unmap() {
        library.close();
    }

    @Test
    void givesTheLibrarysDefaultsWhereNothingIsConfigured() {
        create(Configured.library(library.file()), TOKEN);
        assertOptions(new Expected().put("is_precision_loss_allowed", -1));
        assertEquals("", library.serializationDir());
        assertEquals("", library.modelToken());
    }

    @Test
    void writesEveryField() {
        Path kept = folder.resolve("kept/deeper");
        create(
                Configured.library(library.file())
                        .with("inference_preference", InferencePreference.BALANCED)
                        .with("inference_priority1", InferencePriority.MIN_LATENCY)
                        .with("inference_priority2", InferencePriority.MIN_MEMORY_USAGE)
                        .with("inference_priority3", InferencePriority.MAX_PRECISION)
                        .with(
                                "experimental_flags",
                                new ExperimentalFlag[] {
                                    ExperimentalFlag.CL_ONLY, ExperimentalFlag.ENABLE_SERIALIZATION
                                })
                        .with("max_delegated_partitions", 7)
                        .with("serialization_dir", kept.toString()),
                TOKEN);
        assertOptions(
                new Expected()
                        .put("is_precision_loss_allowed", -1)
                        .put("inference_preference", 2)
                        .put("inference_priority1", 2)
                        .put("inference_priority2", 3)
                        .put("inference_priority3", 1)
                        .put("experimental_flags", 2 + 8)
                        .put("max_delegated_partitions", 7));
        assertEquals(kept.toString(), library.serializationDir());
        assertEquals(TOKEN, library.modelToken());
        assertTrue(Files.isDirectory(kept));
    }

    @Test
    void writesEachPrecisionLossAndFlagOfItsOwn() {
        create(
                Configured.library(library.file())
                        .with("precision_loss_allowed", PrecisionLoss.ALLOWED)
                        .with(
                                "experimental_flags",
                                new ExperimentalFlag[] {
                                    ExperimentalFlag.GL_ONLY, ExperimentalFlag.GL_ONLY
                                }),
                TOKEN);
        assertOptions(
                new Expected().put("is_precision_loss_allowed", 1).put("experimental_flags", 4));
        create(
                Configured.library(library.file())
                        .with("precision_loss_allowed", PrecisionLoss.FORBIDDEN)
                        .with("inference_preference", InferencePreference.SUSTAINED_SPEED)
                        .with("experimental_flags", new ExperimentalFlag[0]),
                TOKEN);
        assertOptions(
                new Expected()
                        .put("is_precision_loss_allowed", 0)
                        .put("inference_preference", 1)
                        .put("experimental_flags", 0));
    }

    @Test
    void keepsNothingForAModelWithoutAName() {
        Path kept = folder.resolve("kept");
        create(
                Configured.library(library.file())
                        .with(
                                "experimental_flags",
                                new ExperimentalFlag[] {
                                    ExperimentalFlag.ENABLE_QUANT,
                                    ExperimentalFlag.ENABLE_SERIALIZATION
                                })
                        .with("serialization_dir", kept.toString()),
                "");
        assertOptions(new Expected().put("is_precision_loss_allowed", -1));
        assertTrue(Files.notExists(kept));
    }

    @Test
    void hasEachFieldWhereTheCompilerHasIt() {
        for (String field :
                new String[] {
                    "is_precision_loss_allowed",
                    "inference_preference",
                    "inference_priority1",
                    "inference_priority2",
                    "inference_priority3",
                    "experimental_flags",
                    "max_delegated_partitions",
                    "serialization_dir",
                    "model_token"
                }) {
            assertEquals(
                    library.offset(field),
                    NativeOptions.LAYOUT.byteOffset(PathElement.groupElement(field)),
                    field);
        }
        assertTrue(NativeOptions.LAYOUT.byteSize() >= library.options().length);
    }

    private void create(Configured configured, String token) {
        configured
                .provider()
                .create(TfLiteRuntimes.shared(), new DelegateOptions(1, token))
                .close();
    }

    /** Compares all bytes but the two pointers, whose texts the library has copied. */
    private void assertOptions(Expected expected) {
        byte[] actual = library.options();
        for (String pointer : new String[] {"serialization_dir", "model_token"}) {
            String text =
                    pointer.equals("model_token")
                            ? library.modelToken()
                            : library.serializationDir();
            long address = order(actual).getLong(library.offset(pointer));
            assertEquals(text.isEmpty(), address == 0, pointer);
            if (!text.isEmpty()) {
                assertNotEquals(0, address, pointer);
            }
            order(actual).putLong(library.offset(pointer), 0);
        }
        assertArrayEquals(expected.bytes, actual);
    }

    private static ByteBuffer order(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    /** The defaults that the header tells of, and what differs from them. */
    private final class Expected {
        private final byte[] bytes = new byte[library.options().length];

        Expected() {
            put("inference_priority1", 1);
            put("experimental_flags", 1);
            put("max_delegated_partitions", 1);
        }

        Expected put(String field, int value) {
            int offset = library.offset(field);
            if (field.equals("experimental_flags")) {
                order(bytes).putLong(offset, value);
            } else {
                order(bytes).putInt(offset, value);
            }
            return this;
        }
    }
}
