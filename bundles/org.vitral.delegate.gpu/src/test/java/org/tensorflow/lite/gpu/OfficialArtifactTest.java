// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.tensorflow.lite.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MethodRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * The official artifact names classes that are neither in it nor in another one that is published.
 * Ours have all that it calls of them.
 */
class OfficialArtifactTest {

    private static final String FACTORY = "org/tensorflow/lite/gpu/GpuDelegateFactory";

    @Test
    void findsAllThatItCallsOfTheClassesThatItLacks() throws Exception {
        Set<String> found = new TreeSet<>();
        try (JarFile official = new JarFile(System.getProperty("vitral.official.classes"))) {
            for (JarEntry entry : (Iterable<JarEntry>) official.versionedStream()::iterator) {
                assertTrue(!entry.getName().startsWith(FACTORY), entry.getName());
                if (entry.getName().endsWith(".class")) {
                    for (PoolEntry constant : parse(official, entry).constantPool()) {
                        if (constant instanceof MethodRefEntry method
                                && method.owner().asInternalName().startsWith(FACTORY)) {
                            found.add(resolve(method));
                        }
                    }
                }
            }
        }
        assertEquals(
                Set.of(
                        "<init>",
                        "areQuantizedModelsAllowed",
                        "getForceBackend",
                        "getInferencePreference",
                        "getModelToken",
                        "getSerializationDir",
                        "isPrecisionLossAllowed",
                        "value"),
                found);
    }

    private static ClassModel parse(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream bytes = jar.getInputStream(entry)) {
            return ClassFile.of().parse(bytes.readAllBytes());
        }
    }

    /** Links the method as the JVM would, from outside of the package. */
    private static String resolve(MethodRefEntry method) throws ReflectiveOperationException {
        MethodHandles.Lookup stranger = MethodHandles.publicLookup();
        Class<?> owner = Class.forName(method.owner().asInternalName().replace('/', '.'));
        MethodType type =
                MethodTypeDesc.ofDescriptor(method.type().stringValue())
                        .resolveConstantDesc(MethodHandles.lookup());
        String name = method.name().stringValue();
        if (name.equals("<init>")) {
            stranger.findConstructor(owner, type);
        } else {
            stranger.findVirtual(owner, name, type);
        }
        return name;
    }
}
