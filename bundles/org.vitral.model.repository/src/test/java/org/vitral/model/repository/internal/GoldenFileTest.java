// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.model.GoldenImage;
import org.vitral.model.ModelException;
import org.vitral.segmentation.RunLengths;

class GoldenFileTest {

    /** Down the columns: the last one of the first column, and both of the third. */
    private static final String RUNS = new RunLengths(3, 2, 1, 1, 2, 2).compressed();

    static final byte[] PICTURE = picture("P6\n3 2\n255\n", 18);

    @TempDir private Path temp;

    private byte[] model;

    @BeforeEach
    void build() throws IOException {
        model = TinyModel.scores().bytes();
    }

    @Test
    void aMaskIsInRowsOfClasses() throws Exception {
        GoldenImage golden = file("cat", RUNS).open(new ByteArrayInputStream(PICTURE));

        assertEquals("b.ppm", golden.name());
        assertArrayEquals(new char[] {0, 0, 1, 1, 0, 1}, golden.mask());
        assertEquals(7, golden.image().pixels().get(ValueLayout.JAVA_BYTE, 7));
    }

    @Test
    void aClassOrRunLengthsThatTheModelCannotHaveAreASentence() {
        assertSays(
                "its model.json: \"golden[0].mask.wolf\" should be the name of a class",
                "wolf",
                RUNS);
        assertSays(
                "its model.json: \"golden[0].mask.cat\" should be run lengths of 3 x 2 pixels in"
                        + " COCO's compressed form but is",
                "cat",
                "1");
    }

    @Test
    void anotherPictureThanTheDescriptorSpeaksOfIsRefused() throws Exception {
        for (byte[] other :
                new byte[][] {
                    picture("P6\n2 3\n255\n", 18),
                    picture("P6\n3 2\n255\n", 17),
                    picture("P6\n3 2\n255\n", 19),
                    {}
                }) {
            GoldenFile file = file("cat", RUNS);
            assertThrows(IOException.class, () -> file.open(new ByteArrayInputStream(other)));
        }
    }

    @Test
    void aBundleWithoutThePictureIsNotWritten() throws Exception {
        Path folder = new TinyDescriptor("tiny").golden("b.ppm", "cat", RUNS).write(temp, model);

        String message =
                assertThrows(
                                ModelException.class,
                                () ->
                                        new ModelBundleWriter(
                                                folder,
                                                folder.resolve("LICENSE"),
                                                Map.of("c.ppm", PICTURE),
                                                new VerifiedChecksums(temp)))
                        .getMessage();

        assertEquals(
                "The bundle of tiny lacks a file: java.io.FileNotFoundException: b.ppm", message);
    }

    private GoldenFile file(String label, String runs) throws IOException {
        return new TinyDescriptor("tiny")
                .golden("b.ppm", label, runs)
                .descriptor(temp, model)
                .golden()
                .getFirst();
    }

    private void assertSays(String start, String label, String runs) {
        String message = assertThrows(ModelException.class, () -> file(label, runs)).getMessage();
        assertEquals(
                start,
                message.replace("model.json of " + temp.resolve("tiny"), "its model.json")
                        .substring(0, Math.min(start.length(), message.length())));
    }

    private static byte[] picture(String header, int samples) {
        byte[] text = header.getBytes(StandardCharsets.US_ASCII);
        byte[] file = Arrays.copyOf(text, text.length + samples);
        for (int i = 0; i < samples; i++) {
            file[text.length + i] = (byte) i;
        }
        return file;
    }
}
