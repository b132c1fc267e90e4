// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The bytes of the format; ReadBackIT has NumPy itself read them. */
final class NumpyExportersTest {

    @Test
    void aMaskOfBytesIsTheHeaderOfTheFormatAndTheClasses() throws Exception {
        byte[] file =
                Exporting.export(
                        new NpyExporter(),
                        new SeenThings(3, 2, 256, new int[] {0, 1, 127, 128, 254, 255}));
        String dictionary = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3,), }";
        assertEquals(
                "\u0093NUMPY\u0001\u0000v\u0000"
                        + dictionary
                        + " ".repeat(117 - dictionary.length())
                        + "\n",
                new String(file, 0, 128, StandardCharsets.ISO_8859_1));
        assertArrayEquals(
                new byte[] {0, 1, 127, (byte) 128, (byte) 254, (byte) 255},
                Arrays.copyOfRange(file, 128, file.length));
    }

    @Test
    void moreThan256ClassesTakeTwoBytesTheLowOneFirst() throws Exception {
        byte[] file =
                Exporting.export(
                        new NpyExporter(), new SeenThings(3, 1, 1000, new int[] {1, 999, 65535}));
        assertTrue(new String(file, 0, 128, StandardCharsets.ISO_8859_1).contains("'<u2'"));
        assertArrayEquals(
                new byte[] {1, 0, (byte) 0xe7, 3, -1, -1},
                Arrays.copyOfRange(file, 128, file.length));
    }

    @Property(seed = "2026", tries = 200)
    void elementsStartAtAMultipleOf64(
            @ForAll @IntRange(min = 1) int width, @ForAll @IntRange(min = 1) int height) {
        byte[] header = NpyHeader.of("|u1", height, width);
        assertEquals(0, header.length % 64);
        assertEquals(header.length - 10, header[8] & 0xff | (header[9] & 0xff) << 8);
        assertEquals('\n', header[header.length - 1]);
    }

    @Test
    void rowByRowItIsTheSameFile() throws Exception {
        for (SeenThings seen :
                List.of(Exporting.random(37, 23, 21), Exporting.random(5, 3, 1000))) {
            ByteArrayOutputStream rows = new ByteArrayOutputStream();
            Exporting.exportRows(new NpyExporter(), seen, rows);
            assertArrayEquals(Exporting.export(new NpyExporter(), seen), rows.toByteArray());
        }
    }

    @Test
    void anArchiveHoldsMaskNamesColoursAndConfidences() throws Exception {
        SeenThings seen = Exporting.random(5, 4, 3);
        Map<String, byte[]> arrays = arrays(Exporting.export(new NpzExporter(), seen));
        assertEquals(
                List.of("mask.npy", "labels.npy", "colors.npy", "classes.npy", "confidence.npy"),
                List.copyOf(arrays.keySet()));
        assertArrayEquals(Exporting.export(new NpyExporter(), seen), arrays.get("mask.npy"));
        assertTrue(header(arrays, "labels").contains("'<U7'"), header(arrays, "labels"));
        assertEquals(
                "class 0class 1class 2",
                new String(elements(arrays, "labels"), "UTF-32LE").replace("\0", ""));
        assertTrue(header(arrays, "colors").contains("(3, 3,)"));
        assertArrayEquals(new byte[] {0, 0, 0, 1, 2, 3, 2, 4, 6}, elements(arrays, "colors"));
        assertArrayEquals(new byte[] {0, 0, 1, 0, 2, 0}, elements(arrays, "classes"));
        assertTrue(
                header(arrays, "confidence")
                        .contains("'<f4', 'fortran_order': False, 'shape': (3, 2, 3,)"));
        ByteBuffer values =
                ByteBuffer.wrap(elements(arrays, "confidence")).order(ByteOrder.LITTLE_ENDIAN);
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < 2; y++) {
                for (int x = 0; x < 3; x++) {
                    assertEquals(SeenThings.confidence(c, x, y), values.getFloat());
                }
            }
        }
        assertFalse(values.hasRemaining());
    }

    @Test
    void someConfidencesCanBeHadAtTheSizeOfTheMaskInHalfTheBytes() throws Exception {
        SeenThings seen = Exporting.random(5, 4, 30);
        Map<String, byte[]> arrays =
                arrays(
                        Exporting.export(
                                new NpzExporter(),
                                seen,
                                "size=mask",
                                "type=float16",
                                "classes=class 29,Class 2",
                                "compress=false"));
        assertArrayEquals(new byte[] {29, 0, 2, 0}, elements(arrays, "classes"));
        assertTrue(
                header(arrays, "confidence")
                        .contains("'<f2', 'fortran_order': False, 'shape': (2, 4, 5,)"));
        ByteBuffer values =
                ByteBuffer.wrap(elements(arrays, "confidence")).order(ByteOrder.LITTLE_ENDIAN);
        for (int c : new int[] {29, 2}) {
            for (int y = 0; y < 4; y++) {
                for (int x = 0; x < 5; x++) {
                    assertEquals(
                            Float.floatToFloat16(SeenThings.confidence(c, x, y)),
                            values.getShort());
                }
            }
        }
    }

    @Test
    void aClassThatTheModelDoesNotKnowIsNamed() {
        IOException failure =
                assertThrows(
                        IOException.class,
                        () ->
                                Exporting.export(
                                        new NpzExporter(),
                                        Exporting.random(2, 2, 3),
                                        "classes=class 1,unicorn"));
        assertEquals("The model shapes has no class unicorn", failure.getMessage());
    }

    @Test
    void theSameResultIsTheSameArchive() throws Exception {
        SeenThings seen = Exporting.random(40, 30, 21);
        assertArrayEquals(
                Exporting.export(new NpzExporter(), seen),
                Exporting.export(new NpzExporter(), seen));
    }

    @Test
    void namesInAnyScriptAreKept() throws Exception {
        byte[] array = NpyStrings.array(List.of("馬", "", "🐎 Pferd"));
        assertTrue(new String(array, 0, 64, StandardCharsets.ISO_8859_1).contains("<U7"));
        byte[] elements = Arrays.copyOfRange(array, array.length - 3 * 7 * 4, array.length);
        assertEquals(
                "馬" + "\0".repeat(6) + "\0".repeat(7) + "🐎 Pferd",
                new String(elements, "UTF-32LE"));
    }

    @Test
    void aStreamThatFailsAfterAnyNumberOfBytesFailsTheExport() throws Exception {
        SeenThings seen = Exporting.random(8, 6, 3);
        int length = Exporting.export(new NpyExporter(), seen).length;
        for (int room = 0; room < length; room++) {
            FullDisk full = new FullDisk(room);
            assertThrows(
                    IOException.class, () -> Exporting.exportRows(new NpyExporter(), seen, full));
        }
        Exporting.exportRows(new NpyExporter(), seen, new FullDisk(length));
        length = Exporting.export(new NpzExporter(), seen).length;
        for (int room = 0; room < length; room++) {
            FullDisk full = new FullDisk(room);
            IOException failure =
                    assertThrows(
                            IOException.class,
                            () ->
                                    new NpzExporter()
                                            .export(
                                                    Exporting.subject(seen),
                                                    Exporting.chosen(List.of()),
                                                    full));
            assertEquals(FullDisk.MESSAGE, failure.getMessage());
        }
    }

    private static String header(Map<String, byte[]> arrays, String name) {
        byte[] array = arrays.get(name + ".npy");
        return new String(array, 0, array[8] + 10, StandardCharsets.ISO_8859_1);
    }

    private static byte[] elements(Map<String, byte[]> arrays, String name) {
        byte[] array = arrays.get(name + ".npy");
        return Arrays.copyOfRange(array, array[8] + 10, array.length);
    }

    private static Map<String, byte[]> arrays(byte[] archive) throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                arrays.put(entry.getName(), zip.readAllBytes());
            }
        }
        return arrays;
    }
}
