// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.json.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.vitral.export.json.internal.JsonExporterTest.BACKGROUND;
import static org.vitral.export.json.internal.JsonExporterTest.HORSE;
import static org.vitral.export.json.internal.JsonExporterTest.found;
import static org.vitral.export.json.internal.JsonExporterTest.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.image.Region;
import org.vitral.model.Label;
import org.vitral.option.Options;
import org.vitral.segmentation.LabelShare;

/** What is written agrees with the schema that is published. */
final class JsonSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<FoundThings> results() {
        LabelShare horse = new LabelShare(HORSE, 2, 2 / 6.0);
        return List.of(
                found(),
                found(new LabelShare(BACKGROUND, 4, 4 / 6.0), horse),
                found(new LabelShare(HORSE.withDisplayName("Pferd"), 6, 1)),
                found(new LabelShare(Label.unlabelled(2), 6, 1)),
                found(horse).in(new Region(0, 1, 2, 2)).in(257, 9),
                new FoundThings(found().model(), List.of(), List.of(0.5f, Float.NaN)));
    }

    @ParameterizedTest
    @MethodSource("results")
    void whatIsWrittenIsValidAndEachOfItsFieldsIsDescribed(FoundThings found) throws IOException {
        JsonNode document = written(found);
        assertEquals(Set.of(), messages(schema(), document));
        JsonNode strict = schema();
        closeObjects(strict);
        assertEquals(Set.of(), messages(strict, document));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema",
                "image",
                "width",
                "height",
                "model",
                "delegate",
                "generation",
                "labels",
                "timings_ms",
                "delegates",
                "delegate_reason"
            })
    void aDocumentWithoutAFieldThatIsAlwaysThereIsNotValid(String field) throws IOException {
        ObjectNode document = (ObjectNode) written(found());
        document.remove(field);
        assertFalse(messages(schema(), document).isEmpty());
    }

    @Test
    void aDocumentOfAnotherVersionIsNotValid() throws IOException {
        ObjectNode document = (ObjectNode) written(found());
        document.put("schema", 2);
        assertFalse(messages(schema(), document).isEmpty());
    }

    private static JsonNode written(FoundThings found) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonExporter().export(subject("b.jpg", found), Options.NONE, out);
        return JSON.readTree(out.toByteArray());
    }

    /** The schema as it lies in the bundle. */
    private static JsonNode schema() throws IOException {
        try (InputStream in =
                JsonSchemaTest.class.getResourceAsStream(
                        "/META-INF/schema/segmentation-1.schema.json")) {
            return JSON.readTree(in);
        }
    }

    /** Has an object with fields that are not described be invalid. */
    private static void closeObjects(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(JsonSchemaTest::closeObjects);
    }

    private static Set<String> messages(JsonNode schema, JsonNode document) {
        JsonSchema validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
        return validator.validate(document).stream()
                .map(ValidationMessage::getMessage)
                .collect(Collectors.toSet());
    }
}
