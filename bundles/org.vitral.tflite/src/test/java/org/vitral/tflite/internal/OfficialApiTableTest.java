// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.Interpreter;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;
import org.tensorflow.lite.TensorFlowLite;

/** API.md has a row for each public method, and each row names a test that exists. */
class OfficialApiTableTest {

    private static final List<Class<?>> CLASSES =
            List.of(
                    InterpreterApi.class,
                    InterpreterApi.Options.class,
                    Interpreter.class,
                    Interpreter.Options.class,
                    Tensor.class,
                    Tensor.QuantizationParams.class,
                    TensorFlowLite.class);

    private record Row(String method, String test) {}

    @Test
    void hasARowForEachMethodAndNoOther() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (Class<?> type : CLASSES) {
            for (Method method : type.getDeclaredMethods()) {
                if (isNew(method)) {
                    expected.add(text(type, method.getName(), method));
                }
            }
            for (Constructor<?> constructor : type.getConstructors()) {
                expected.add(text(type, type.getSimpleName(), constructor));
            }
        }
        Set<String> found = new TreeSet<>();
        rows().forEach(row -> found.add(row.method));
        assertEquals(String.join("\n", expected), String.join("\n", found));
    }

    @Test
    void namesTestsThatExist() throws IOException, ClassNotFoundException {
        for (Row row : rows()) {
            String[] test = row.test.split("#");
            String folder =
                    test[0].equals("InterpreterTest")
                            ? "org.tensorflow.lite."
                            : "org.vitral.tflite.internal.";
            assertTrue(
                    Arrays.stream(Class.forName(folder + test[0]).getDeclaredMethods())
                            .anyMatch(method -> method.getName().equals(test[1])),
                    row::toString);
        }
    }

    private static List<Row> rows() throws IOException {
        try (var lines = Files.lines(Path.of("API.md"))) {
            return lines.filter(line -> line.startsWith("| `") && line.contains("#"))
                    .map(line -> line.split("\\|"))
                    .map(cells -> new Row(code(cells[1]) + " " + code(cells[2]), code(cells[4])))
                    .toList();
        }
    }

    private static String code(String cell) {
        return cell.strip().replace("`", "");
    }

    /** Whether it is public, and not one of a class above it that only returns another type. */
    private static boolean isNew(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !method.isSynthetic()
                && CLASSES.stream()
                        .filter(type -> type != method.getDeclaringClass())
                        .filter(type -> type.isAssignableFrom(method.getDeclaringClass()))
                        .noneMatch(type -> declares(type, method));
    }

    private static boolean declares(Class<?> type, Method method) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(
                        other ->
                                other.getName().equals(method.getName())
                                        && Arrays.equals(
                                                other.getParameterTypes(),
                                                method.getParameterTypes()));
    }

    private static String text(Class<?> type, String name, Executable executable) {
        return type.getCanonicalName().replace("org.tensorflow.lite.", "")
                + " "
                + name
                + Arrays.stream(executable.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
