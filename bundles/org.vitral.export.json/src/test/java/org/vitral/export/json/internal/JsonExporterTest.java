// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.json.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.vitral.export.ExportSubject;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;
import org.vitral.option.Options;
import org.vitral.segmentation.LabelShare;

final class JsonExporterTest {

    static final Label BACKGROUND = new Label(0, "background", 0x000000);
    static final Label HORSE = new Label(1, "horse", 0xc00080);

    @Test
    void aSegmentationIsOneLineWithTheFieldsInTheOrderOfTheContract() throws IOException {
        String json =
                export(
                        "b.jpg",
                        new LabelShare(BACKGROUND, 4, 4 / 6.0),
                        new LabelShare(HORSE, 2, 2 / 6.0));
        assertEquals(
                "{\"schema\":1,\"image\":\"b.jpg\",\"width\":2,\"height\":3,"
                        + "\"model\":{\"name\":\"pets\",\"version\":\"2.0.0\",\"sha256\":\"97ab\"},"
                        + "\"delegate\":\"gpu,cpu\",\"generation\":3,\"labels\":["
                        + "{\"index\":0,\"name\":\"background\",\"color\":\"#000000\",\"pixels\":4,"
                        + "\"share\":0.666667},"
                        + "{\"index\":1,\"name\":\"horse\",\"color\":\"#c00080\",\"pixels\":2,"
                        + "\"share\":0.333333}],"
                        + "\"timings_ms\":{\"decode\":12.000,\"pre\":0.500,\"invoke\":19.000,"
                        + "\"post\":1.235},\"delegates\":["
                        + "{\"name\":\"gpu\",\"version\":\"1.0\",\"nodes\":60,\"of\":70,"
                        + "\"partitions\":2},"
                        + "{\"name\":\"cpu\",\"version\":\"2.21.0\",\"nodes\":null,\"of\":null,"
                        + "\"partitions\":null}],"
                        + "\"delegate_reason\":\"gpu 5.0 ms, cpu 167.0 ms; measured 2026-11-25\"}\n",
                json);
    }

    @Test
    void qualityScoresAreThereWhereTheModelGivesSome() throws IOException {
        ExportSubject plain = subject("b.jpg", new LabelShare(HORSE, 6, 1));
        ModelDescription model = plain.segmentation().model();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonExporter()
                .export(
                        new ExportSubject(
                                "b.jpg",
                                plain.image(),
                                new FoundThings(model, List.of(), List.of(0.5f, Float.NaN)),
                                Duration.ZERO),
                        Options.NONE,
                        out);
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.endsWith(",\"quality_scores\":[0.5,null]}\n"), text);
    }

    @Test
    void aNameInAnotherLanguageIsBesideTheNameThatProgramsKnow() throws IOException {
        String json = export("b.jpg", new LabelShare(HORSE.withDisplayName("Pferd"), 6, 1));
        assertTrue(
                json.contains(
                        "\"name\":\"horse\",\"color\":\"#c00080\",\"pixels\":6,\"share\":1,\"display_name\":\"Pferd\""),
                json);
    }

    @Test
    void aRegionAndAMaskOfAnotherSizeAreSaid() throws IOException {
        assertEquals(
                "\"region\":{\"x\":1,\"y\":2,\"width\":1,\"height\":1}}",
                ending(found().in(new Region(1, 2, 1, 1))));
        assertEquals("\"mask\":{\"width\":257,\"height\":9}}", ending(found().in(257, 9)));
        assertEquals(
                "\"region\":{\"x\":0,\"y\":1,\"width\":2,\"height\":2},\"mask\":{\"width\":1,\"height\":1}}",
                ending(found().in(new Region(0, 1, 2, 2)).in(1, 1)));
    }

    /** What comes after the last field that is always there. */
    private static String ending(FoundThings found) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonExporter().export(subject("b.jpg", found), Options.NONE, out);
        String json = out.toString(StandardCharsets.UTF_8);
        return json.substring(json.indexOf("2026-11-25") + 12).strip();
    }

    @Test
    void nothingFoundIsAnEmptyList() throws IOException {
        JsonObject json = JsonParser.parseString(export("b.jpg")).getAsJsonObject();
        assertTrue(json.getAsJsonArray("labels").isEmpty());
    }

    @Test
    void namesInAnyScriptAndWithQuotesAndLineBreaksComeBackAsTheyWere() throws IOException {
        String image = "Ünï \"q\" \\ \n\t\u2028 猫 🐎 <a>&b.jpg";
        String label = "Pferd/\"лошадь\"\r\n馬";
        String text = export(image, new LabelShare(new Label(1, label, 0xffffff), 6, 1));
        assertEquals(text.length() - 1, text.indexOf('\n'), text);
        JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        assertEquals(image, json.get("image").getAsString());
        JsonObject found = json.getAsJsonArray("labels").get(0).getAsJsonObject();
        assertEquals(label, found.get("name").getAsString());
    }

    @Test
    void theLocaleChangesNothing() throws IOException {
        LabelShare half = new LabelShare(HORSE, 3, 0.5);
        Locale before = Locale.getDefault();
        String expected = export("b.jpg", half);
        try {
            for (String tag : new String[] {"de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertEquals(expected, export("b.jpg", half), tag);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aShareHasUpToSixSignificantDigitsAndNoExponent() throws IOException {
        assertShare("1", 1.0);
        assertShare("0.5", 0.5);
        assertShare("0.123457", 0.123456789);
        assertShare("0.999999", 0.9999994);
        assertShare("0.0000000833333", 1 / 12_000_000.0);
    }

    @Test
    void aStreamThatFailsAfterAnyNumberOfBytesFailsTheExport() throws IOException {
        int length = export("b.jpg", new LabelShare(HORSE, 6, 1)).length();
        ExportSubject subject = subject("b.jpg", new LabelShare(HORSE, 6, 1));
        for (int room = 0; room < length; room++) {
            OutputStream full = new FullDisk(room);
            assertThrows(
                    IOException.class,
                    () -> new JsonExporter().export(subject, Options.NONE, full));
        }
    }

    @Test
    void theStreamStaysOpenAndHoldsEverythingWritten() throws IOException {
        boolean[] closed = new boolean[1];
        ByteArrayOutputStream out =
                new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };
        new JsonExporter().export(subject("a.jpg"), Options.NONE, out);
        new JsonExporter().export(subject("b.jpg"), Options.NONE, out);
        assertFalse(closed[0]);
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(2, lines.size());
        assertEquals(
                "b.jpg",
                JsonParser.parseString(lines.get(1)).getAsJsonObject().get("image").getAsString());
    }

    private static void assertShare(String expected, double share) throws IOException {
        String json = export("b.jpg", new LabelShare(HORSE, 1, share));
        assertTrue(json.contains("\"share\":" + expected + "}"), json);
    }

    private static String export(String image, LabelShare... found) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonExporter().export(subject(image, found), Options.NONE, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A frame of 3 x 2 pixels that is seen as 2 x 3. */
    private static ExportSubject subject(String name, LabelShare... found) {
        return subject(name, found(found));
    }

    static ExportSubject subject(String name, FoundThings found) {
        Image image =
                Image.of(
                        MemorySegment.ofArray(new byte[6]),
                        3,
                        2,
                        3,
                        PixelFormat.GRAY,
                        Orientation.ROTATED_90);
        return new ExportSubject(name, image, found, Duration.ofMillis(12));
    }

    static FoundThings found(LabelShare... found) {
        ModelDescription model =
                new ModelDescription(
                        "pets",
                        "2.0.0",
                        "Pets",
                        "97ab",
                        "Apache-2.0",
                        new ModelInput(3, 2, Normalization.DEFAULT),
                        new ModelOutput(0, OutputKind.SCORES, Activation.SOFTMAX, 3, 2),
                        List.of(BACKGROUND, HORSE),
                        List.of());
        return new FoundThings(model, List.of(found));
    }

    /** A stream with room for so many bytes. */
    private static final class FullDisk extends OutputStream {
        private int room;

        FullDisk(int room) {
            this.room = room;
        }

        @Override
        public void write(int b) throws IOException {
            if (room-- == 0) {
                throw new IOException("No space left on device");
            }
        }
    }
}
