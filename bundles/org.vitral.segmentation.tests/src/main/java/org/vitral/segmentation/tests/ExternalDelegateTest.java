// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.util.tracker.ServiceTracker;
import org.vitral.image.Image;
import org.vitral.segmentation.DelegateStatus;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.Segmenter;

/** External delegates come, change and go with their configurations. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ExternalDelegateTest {

    private static final long PATIENCE_MILLIS = 30_000;
    private static final String PID = "org.vitral.delegate.external";
    private static final String PROVIDER = "org.vitral.tflite.runtime.DelegateProvider";
    private static final String NAME = "org.vitral.delegate.name";

    /** A delegate that takes no node; it accepts only the option {@code speed}. */
    private static final String IDLE_DELEGATE =
            """
            #include <stdint.h>
            #include <stdlib.h>
            #include <string.h>

            /* struct TfLiteDelegate of tensorflow/lite/c/common.h */
            typedef struct Delegate {
              void *data;
              int (*prepare)(void *context, struct Delegate *delegate);
              void *copy_from, *copy_to, *free_handle;
              int64_t flags;
              void *opaque_builder;
            } Delegate;

            static int prepare(void *context, Delegate *delegate) {
              (void)context;
              (void)delegate;
              return 0;
            }

            Delegate *tflite_plugin_create_delegate(const char *const *keys, const char *const *values,
                                                    size_t count, void (*report_error)(const char *)) {
              (void)values;
              for (size_t i = 0; i < count; i++) {
                if (strcmp(keys[i], "speed") != 0) {
                  report_error("speed is the only option");
                  return NULL;
                }
              }
              Delegate *made = calloc(1, sizeof *made);
              made->prepare = prepare;
              return made;
            }

            void tflite_plugin_destroy_delegate(Delegate *delegate) { free(delegate); }
            """;

    @InjectBundleContext BundleContext context;
    @InjectService ConfigurationAdmin configurations;

    @InjectService(timeout = PATIENCE_MILLIS)
    Delegates delegates;

    @TempDir Path folder;

    private final List<Configuration> created = new ArrayList<>();

    @AfterEach
    void removeConfigurations() throws Exception {
        for (Configuration configuration : created) {
            configuration.delete();
        }
        awaitTrue(() -> references().isEmpty());
    }

    @Test
    void thereIsNoneWithoutAConfiguration() throws Exception {
        assertEquals(List.of(), references());
    }

    @Test
    void eachConfigurationIsAServiceWithItsProperties() throws Exception {
        configure("one", Map.of(NAME, "npu", "library", "/absent/npu.so"));
        configure("two", Map.of(NAME, "dsp", "library", "/absent/dsp.so", "service.ranking", 7));
        awaitTrue(() -> references().size() == 2);
        ServiceReference<?> npu = reference("npu");
        assertEquals(PID + "~one", npu.getProperty(Constants.SERVICE_PID));
        assertEquals(0, npu.getProperty(Constants.SERVICE_RANKING));
        assertEquals(7, reference("dsp").getProperty(Constants.SERVICE_RANKING));
        awaitTrue(() -> status("npu") != null && status("dsp") != null);
        assertTrue(status("npu").reason().contains("There is no library /absent/npu.so"));
        assertTrue(status("dsp").reason().contains("There is no library /absent/dsp.so"));
    }

    @Test
    void aChangedConfigurationIsAnotherServiceAndARemovedOneIsNone() throws Exception {
        Configuration configuration = configure("one", Map.of(NAME, "npu", "library", "/a.so"));
        awaitTrue(() -> status("npu") != null);
        ServiceReference<?> before = reference("npu");
        update(configuration, Map.of(NAME, "dsp", "library", "/b.so"));
        awaitTrue(() -> status("dsp") != null);
        assertNull(before.getBundle());
        assertNull(status("npu"));
        assertTrue(status("dsp").reason().contains("/b.so"));
        created.remove(configuration);
        configuration.delete();
        awaitTrue(() -> references().isEmpty() && status("dsp") == null);
    }

    @Test
    void aWrongConfigurationIsOfferedWithTheReason() throws Exception {
        configure("nameless", Map.of("library", "/a.so"));
        awaitTrue(() -> status("") != null);
        assertFalse(status("").available());
        assertTrue(status("").reason().contains("has no name"), status("").reason());
        configure(
                "fast", Map.of(NAME, "npu", "library", "/a.so", "options", new String[] {"fast"}));
        awaitTrue(() -> status("npu") != null);
        assertTrue(status("npu").reason().contains("\"fast\" is not KEY=VALUE"));
    }

    @Test
    void theSegmenterWorksWithItAndMovesOnWhenItGoes() throws Exception {
        String library = idleDelegate().toString();
        Configuration npu =
                configure(
                        "npu",
                        Map.of(
                                NAME,
                                "npu",
                                "library",
                                library,
                                "options",
                                new String[] {"speed=9"}));
        awaitTrue(() -> status("npu") != null && status("npu").available());
        Segmenter segmenter = segmenter("external", "npu");
        try (Image image = TestData.horseAndRider();
                Segmentation seen = segmenter.segment(image)) {
            assertEquals("npu", seen.delegate());
            assertEquals(0, TestData.differencesFromGolden(seen.categoryMask()));
        }
        created.remove(npu);
        npu.delete();
        awaitTrue(() -> !segmenter.status().delegate().equals("npu"));
        try (Image image = TestData.horseAndRider();
                Segmentation seen = segmenter.segment(image)) {
            assertEquals("cpu", seen.delegate());
            assertEquals(0, TestData.differencesFromGolden(seen.categoryMask()));
        }
    }

    @Test
    void theSegmenterSaysWhatTheLibrarySays() throws Exception {
        String library = idleDelegate().toString();
        Segmenter segmenter = segmenter("refused", "cpu");
        configure(
                "npu",
                Map.of(NAME, "npu", "library", library, "options", new String[] {"colour=red"}));
        awaitTrue(() -> status("npu") != null);
        update(created.getFirst(), segmenterProperties("npu"));
        awaitTrue(() -> segmenter.status().reason().contains("speed is the only option"));
        assertEquals("cpu", segmenter.status().delegate());
    }

    private Path idleDelegate() throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("idle.c"), IDLE_DELEGATE);
        Path library = folder.resolve("libidle.so");
        Process gcc;
        try {
            gcc =
                    new ProcessBuilder(
                                    "gcc",
                                    "-shared",
                                    "-fPIC",
                                    "-o",
                                    library.toString(),
                                    source.toString())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException absent) {
            return abort("there is no gcc here to build an external delegate with");
        }
        String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, gcc.waitFor(), said);
        return library;
    }

    private Segmenter segmenter(String name, String delegate) throws Exception {
        Configuration configuration =
                configurations.getFactoryConfiguration(Segmenter.PID, name, "?");
        created.add(configuration);
        update(configuration, segmenterProperties(delegate));
        ServiceTracker<Segmenter, Segmenter> tracker =
                new ServiceTracker<>(
                        context,
                        context.createFilter(
                                "(&(objectClass=%s)(service.pid=%s~%s))"
                                        .formatted(Segmenter.class.getName(), Segmenter.PID, name)),
                        null);
        tracker.open();
        try {
            return tracker.waitForService(PATIENCE_MILLIS);
        } finally {
            tracker.close();
        }
    }

    private static Map<String, Object> segmenterProperties(String delegate) {
        return Map.of(
                "model", TestData.starterModel().toString(), "delegate", delegate, "threads", 1);
    }

    private Configuration configure(String name, Map<String, Object> properties)
            throws IOException {
        Configuration configuration = configurations.getFactoryConfiguration(PID, name, "?");
        created.add(configuration);
        update(configuration, properties);
        return configuration;
    }

    private static void update(Configuration configuration, Map<String, Object> properties)
            throws IOException {
        configuration.update(new Hashtable<>(properties));
    }

    /** What the segmenter's side knows of a delegate; null where it knows none of that name. */
    private DelegateStatus status(String name) {
        return delegates.list().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private ServiceReference<?> reference(String name) throws InvalidSyntaxException {
        return references().stream()
                .filter(reference -> name.equals(reference.getProperty(NAME)))
                .findFirst()
                .orElseThrow();
    }

    private List<ServiceReference<?>> references() throws InvalidSyntaxException {
        ServiceReference<?>[] found =
                context.getAllServiceReferences(PROVIDER, "(service.factoryPid=" + PID + ")");
        return found == null ? List.of() : List.of(found);
    }

    /** Waits for a condition; the test's time limit is the bound. */
    private static void awaitTrue(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            Thread.onSpinWait();
        }
    }
}
