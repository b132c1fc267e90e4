// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.Delegation;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.RuntimeLease;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.TfLiteRuntimes;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class XnnpackSettingsTest {

    /** Scores are about -3 to 30; half precision has 11 bits. */
    private static final float HALF_PRECISION = 0.5f;

    private final TfLiteRuntime runtime = TfLiteRuntimes.shared();

    @ParameterizedTest
    @CsvSource({
        "qs8, true, 3",
        "qs8, false, 2",
        "qu8, false, 1",
        "force_fp16, true, 7",
        "transient_indirection_buffer, true, 35",
        "latest_operators, true, 67"
    })
    void anAttributeIsWhatTheDelegateItselfSaysOfItsOptions(
            String attribute, boolean value, int flags) throws Throwable {
        try (Delegate delegate = create(Map.of(attribute, value), new DelegateOptions(2, ""))) {
            assertEquals(flags, XnnpackFunctions.flags(options(delegate)));
        }
    }

    @Test
    void threadsAreThoseOfTheEngineUnlessTheyAreConfigured() {
        try (Delegate asked = create(Map.of(), new DelegateOptions(3));
                Delegate configured = create(Map.of("threads", 2), new DelegateOptions(3))) {
            assertEquals(3, XnnpackFunctions.threads(options(asked)));
            assertEquals(2, XnnpackFunctions.threads(options(configured)));
        }
    }

    @Test
    void negativeThreadsAreRefusedWithTheirNumber() {
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> XnnpackSettings.of(configuration(Map.of("threads", -2))));
        assertTrue(refusal.getMessage().contains("-2"), refusal.getMessage());
    }

    @Test
    void theFolderIsTheUsersUnlessItIsConfigured() {
        assertEquals(
                TfLiteRuntimes.cacheFolder().resolve("xnnpack"),
                XnnpackSettings.of(configuration(Map.of())).folder());
        assertEquals(
                Path.of("/there"),
                XnnpackSettings.of(configuration(Map.of("weight_cache_folder", "/there")))
                        .folder());
    }

    @Test
    void theDefaultsOfTheConfigurationAreThoseOfAProviderWithoutOne() {
        assertEquals(XnnpackSettings.DEFAULT, XnnpackSettings.of(configuration(Map.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "threads, 2",
        "qs8, false",
        "qu8, false",
        "transient_indirection_buffer, true",
        "latest_operators, true"
    })
    void theMaskIsTheGoldenOneWithEachExactSetting(String attribute, String value) {
        Object typed =
                attribute.equals("threads") ? Integer.valueOf(value) : Boolean.valueOf(value);
        try (Delegate delegate = create(Map.of(attribute, typed), new DelegateOptions(1));
                InterpreterApi interpreter = Starter.interpreter(Starter.model(), delegate)) {
            assertEquals(0, Starter.differences(Starter.scores(interpreter)));
        }
    }

    @Test
    void halfPrecisionIsCloseAndTakesAllNodesStill() {
        float[] exact = scores(Map.of());
        float[] half = scores(Map.of("force_fp16", true));
        float furthest = 0;
        for (int i = 0; i < exact.length; i++) {
            furthest = Math.max(furthest, Math.abs(exact[i] - half[i]));
        }
        assertTrue(furthest > 0, "nothing was calculated in half precision");
        assertTrue(furthest < HALF_PRECISION, "differs by " + furthest);
        int pixels = Starter.SIZE * Starter.SIZE;
        assertTrue(Starter.differences(half) < pixels / 200);
    }

    private float[] scores(Map<String, Object> configured) {
        try (Delegate delegate = create(configured, new DelegateOptions(1));
                InterpreterApi interpreter = Starter.interpreter(Starter.model(), delegate)) {
            Delegation delegation = ((NativeInterpreter) interpreter).delegation().orElseThrow();
            assertEquals(delegation.nodes(), delegation.shares().getFirst().nodes());
            return Starter.scores(interpreter);
        }
    }

    @Test
    void anotherVersionOfTheLibraryGetsItsNumberOfThreadsAndNothingElse() {
        TfLiteRuntime other = new AnotherVersion(runtime);
        provider(Map.of("threads", 2)).create(other, new DelegateOptions(1)).close();
        for (Map<String, Object> more :
                List.<Map<String, Object>>of(
                        Map.of("qs8", false), Map.of("weight_cache", WeightCache.memory))) {
            IllegalStateException refusal =
                    assertThrows(
                            IllegalStateException.class,
                            () -> provider(more).create(other, new DelegateOptions(1)));
            assertTrue(refusal.getMessage().contains("2.99.0"), refusal.getMessage());
        }
    }

    @Test
    void theMetatypeHasAllAttributesWithNameDescriptionAndDefault() throws Exception {
        NodeList attributes;
        try (InputStream metatype =
                XnnpackConfiguration.class.getResourceAsStream(
                        "/OSGI-INF/metatype/" + XnnpackConfiguration.PID + ".xml")) {
            attributes =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(metatype)
                            .getElementsByTagName("AD");
        }
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < attributes.getLength(); i++) {
            Element attribute = (Element) attributes.item(i);
            names.add(attribute.getAttribute("id"));
            assertFalse(attribute.getAttribute("name").isEmpty());
            assertFalse(attribute.getAttribute("description").isEmpty());
            assertTrue(attribute.hasAttribute("default"));
        }
        assertEquals(
                Set.of(
                        "threads",
                        "qs8",
                        "qu8",
                        "force_fp16",
                        "latest_operators",
                        "transient_indirection_buffer",
                        "weight_cache",
                        "weight_cache_folder"),
                names);
    }

    @Test
    void theVersionIsThatOfTheRuntime() {
        assertEquals(runtime.version(), new XnnpackDelegateProvider().version(runtime));
    }

    private Delegate create(Map<String, Object> configured, DelegateOptions options) {
        return provider(configured).create(runtime, options);
    }

    private static XnnpackDelegateProvider provider(Map<String, Object> configured) {
        return new XnnpackDelegateProvider(
                XnnpackSettings.of(configuration(configured)), message -> {});
    }

    private MemorySegment options(Delegate delegate) {
        return new XnnpackFunctions(runtime)
                .options(MemorySegment.ofAddress(delegate.getNativeHandle()));
    }

    /** What Declarative Services makes of some attributes: the others have their defaults. */
    private static XnnpackConfiguration configuration(Map<String, Object> configured) {
        InvocationHandler attributes =
                (proxy, method, arguments) ->
                        configured.getOrDefault(
                                method.getName().replace("__", "_"), method.getDefaultValue());
        return (XnnpackConfiguration)
                Proxy.newProxyInstance(
                        XnnpackConfiguration.class.getClassLoader(),
                        new Class<?>[] {XnnpackConfiguration.class},
                        attributes);
    }

    /** The real library under another version's name. */
    private record AnotherVersion(TfLiteRuntime library) implements TfLiteRuntime {
        @Override
        public String version() {
            return "2.99.0";
        }

        @Override
        public MemorySegment symbol(String name) {
            return library.symbol(name);
        }

        @Override
        public RuntimeLease lease() {
            return library.lease();
        }

        @Override
        public NativeInterpreter createInterpreter(
                MemorySegment model, InterpreterApi.Options options) {
            return library.createInterpreter(model, options);
        }
    }
}
