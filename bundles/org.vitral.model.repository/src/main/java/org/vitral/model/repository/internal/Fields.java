// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitral.model.ModelException;

/**
 * The members of a JSON object, each asked for by its name and type; what is missing or of another
 * type is a sentence that names the document and the member. Gson's streaming reader is used
 * because its tree of elements takes six times as long to start (30 ms against 5 ms); for the same
 * reason there is no switch over patterns here, nor in {@link DescriptorReader}.
 */
record Fields(String document, String path, Map<?, ?> members) {

    static Fields read(String document, InputStream json) throws ModelException {
        try (JsonReader reader =
                new JsonReader(new InputStreamReader(json, StandardCharsets.UTF_8))) {
            if (value(reader) instanceof Map<?, ?> members) {
                return new Fields(document, "", members);
            }
            throw new ModelException(document + " does not hold a JSON object");
        } catch (ModelException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ModelException(
                    document + " is not readable as JSON: " + firstLine(e.getMessage()), e);
        }
    }

    private static Object value(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                reader.beginObject();
                while (reader.hasNext()) {
                    members.put(reader.nextName(), value(reader));
                }
                reader.endObject();
                yield members;
            }
            case BEGIN_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                reader.beginArray();
                while (reader.hasNext()) {
                    elements.add(value(reader));
                }
                reader.endArray();
                yield elements;
            }
            case NUMBER -> reader.nextDouble();
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> {
                reader.nextNull();
                yield "null";
            }
            default -> reader.nextString();
        };
    }

    String text(String name) throws ModelException {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    Optional<String> optionalText(String name) throws ModelException {
        Object value = members.get(name);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value);
        }
        throw wrong(name, "a text", value);
    }

    /** A whole number, {@code least} or more. */
    long number(String name, long least) throws ModelException {
        Object value = present(name);
        if (value instanceof Double number
                && number == Math.rint(number)
                && number >= least
                && number <= Integer.MAX_VALUE) {
            return number.longValue();
        }
        throw wrong(name, "a whole number from " + least, value);
    }

    List<Float> numbers(String name) throws ModelException {
        List<Float> numbers = new ArrayList<>();
        for (Object element : list(name)) {
            if (!(element instanceof Double number)) {
                throw wrong(name, "a list of numbers", element);
            }
            numbers.add(number.floatValue());
        }
        return numbers;
    }

    List<String> texts(String name) throws ModelException {
        List<String> texts = new ArrayList<>();
        for (Object element : list(name)) {
            if (!(element instanceof String text)) {
                throw wrong(name, "a list of texts", element);
            }
            texts.add(text);
        }
        return texts;
    }

    /** The names of the members. */
    List<String> names() {
        return members.keySet().stream().map(String::valueOf).toList();
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** Whether something is so; it is not where nothing is said. */
    boolean flag(String name) throws ModelException {
        Object value = members.get(name);
        if (value == null || value instanceof Boolean) {
            return value != null && (Boolean) value;
        }
        throw wrong(name, "true or false", value);
    }

    Fields object(String name) throws ModelException {
        Object value = present(name);
        if (value instanceof Map<?, ?> object) {
            return new Fields(document, path + name + ".", object);
        }
        throw wrong(name, "an object", value);
    }

    List<Fields> objects(String name) throws ModelException {
        List<Fields> objects = new ArrayList<>();
        for (Object element : list(name)) {
            if (!(element instanceof Map<?, ?> object)) {
                throw wrong(name, "a list of objects", element);
            }
            objects.add(new Fields(document, path + name + "[" + objects.size() + "].", object));
        }
        return objects;
    }

    ModelException wrong(String name, String expected, Object found) {
        return new ModelException(
                "%s: \"%s%s\" should be %s but is %s"
                        .formatted(document, path, name, expected, found));
    }

    private List<?> list(String name) throws ModelException {
        Object value = present(name);
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "a list", value);
    }

    private Object present(String name) throws ModelException {
        Object value = members.get(name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    private ModelException missing(String name) {
        return new ModelException("%s: \"%s%s\" is missing".formatted(document, path, name));
    }

    private static String firstLine(String message) {
        return message == null ? "it ends too early" : message.lines().findFirst().orElse("");
    }
}
