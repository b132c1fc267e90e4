// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.internal.graph.GraphRewriter;

/** The starter model and the photographs of the shared test data. */
final class Starter {

    static final int SIZE = 257;

    private Starter() {}

    /** A file of the shared test data; the test is skipped where that is absent. */
    static Path shared(String file) {
        Path path = Path.of(System.getProperty("vitral.shared", "shared"), file).normalize();
        assumeTrue(
                Files.isRegularFile(path),
                "The test data " + file + " is not in the folder that vitral.shared names");
        return path;
    }

    /** DeepLab v3. */
    static Model model() {
        return model("deeplabv3", shared("models/deeplabv3.tflite"));
    }

    /** For tests that are about something else, and keep nothing. */
    static CheckedRewriting withoutRewriting() {
        return new CheckedRewriting(
                new GraphRewriter(List.of()), new RewritingStore(Path.of("no such folder")));
    }

    /** A file that is said to be DeepLab v3. */
    static Model model(String name, Path file) {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            labels.add(new Label(i, "class " + i, i));
        }
        ModelDescription description =
                new ModelDescription(
                        name,
                        "2.0.0",
                        "DeepLab v3",
                        "0".repeat(64),
                        "Apache-2.0",
                        new ModelInput(SIZE, SIZE, Normalization.DEFAULT),
                        new ModelOutput(0, OutputKind.SCORES, Activation.SOFTMAX, SIZE, SIZE),
                        labels,
                        List.of());
        return new FileModel(description, file);
    }

    /** The same file, said to be another one. */
    static Model changed(Model model, String sha256) {
        ModelDescription old = model.description();
        return new FileModel(
                new ModelDescription(
                        old.name(),
                        old.version(),
                        old.title(),
                        sha256,
                        old.license(),
                        old.input(),
                        old.output(),
                        old.labels(),
                        old.warnings()),
                Path.of(model.origin()));
    }

    /** DeepLab v3 with all its weights set to zero, which says the same everywhere. */
    static Model blank() throws IOException {
        byte[] bytes = Files.readAllBytes(shared("models/deeplabv3_without_metadata.tflite"));
        ByteBuffer file = ByteBuffer.wrap(bytes);
        org.tensorflow.lite.schema.Model tables =
                org.tensorflow.lite.schema.Model.getRootAsModel(file);
        for (int i = 0; i < tables.buffersLength(); i++) {
            ByteBuffer data = tables.buffers(i).dataAsByteBuffer();
            if (data != null && data.remaining() > 64) {
                Arrays.fill(bytes, data.position(), data.limit(), (byte) 0);
            }
        }
        Path written = Files.createTempFile("vitral-blank", ".tflite");
        written.toFile().deleteOnExit();
        Files.write(written, bytes);
        return changed(model("deeplabv3", written), "b".repeat(64));
    }

    /** A photograph as ImageIO decodes it. */
    static Image photograph(String name) {
        try {
            BufferedImage decoded = ImageIO.read(shared("images/" + name).toFile());
            byte[] pixels = ((DataBufferByte) decoded.getRaster().getDataBuffer()).getData();
            return Image.of(pixels, decoded.getWidth(), decoded.getHeight(), PixelFormat.BGR);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private record FileModel(ModelDescription description, Path file) implements Model {

        @Override
        public String origin() {
            return file.toString();
        }

        @Override
        public ModelContent open() {
            Arena arena = Arena.ofShared();
            try (FileChannel channel = FileChannel.open(file)) {
                MemorySegment bytes = arena.allocate(channel.size(), 64);
                channel.read(bytes.asByteBuffer());
                return new ArenaContent(arena, bytes);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private record ArenaContent(Arena arena, MemorySegment bytes) implements ModelContent {
        @Override
        public void close() {
            arena.close();
        }
    }
}
