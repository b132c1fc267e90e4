// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Hashtable;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.util.tracker.ServiceTracker;
import org.vitral.image.Image;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterControl;
import org.vitral.segmentation.SegmenterStatus.State;
import org.vitral.segmentation.SwapOutcome;
import org.vitral.segmentation.SwapTrigger;

/** A segmenter follows the models that come and go in a watched folder. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ModelSwapTest {

    private static final String NAME = "follows";

    @InjectBundleContext BundleContext context;
    @InjectService ConfigurationAdmin configurations;

    @TempDir Path outside;
    @TempDir Path watched;

    private Configuration folder;
    private Configuration segmenter;

    @AfterEach
    void removeConfigurations() throws Exception {
        if (segmenter != null) {
            segmenter.delete();
        }
        if (folder != null) {
            folder.delete();
        }
    }

    @Test
    void aDroppedModelServesAReplacedOneTakesOverAndOneThatLeftGoesOn() throws Exception {
        Path first = TestData.starterModel();
        Path second = TestData.shared("models/deeplabv3_without_metadata.tflite");
        // Both files are known by their checksums, and would bear the starter model's name.
        Files.writeString(watched.resolve("pets.json"), "{\"name\": \"pets\"}");
        folder = configurations.getFactoryConfiguration("org.vitral.model.folder", NAME, "?");
        folder.update(properties("path", watched.toString()));
        segmenter = configurations.getFactoryConfiguration(Segmenter.PID, NAME, "?");
        Hashtable<String, Object> wanted = properties("model", "pets");
        wanted.put("delegate", "cpu");
        segmenter.update(wanted);
        SegmenterControl control = await(SegmenterControl.class);
        awaitTrue(() -> control.status().state() == State.FAILED);
        assertTrue(control.status().reason().contains("pets"), control.status().reason());

        drop(first);
        awaitTrue(() -> control.status().state() == State.READY);
        assertEquals(1, generation());
        String sha = control.status().model().orElseThrow().sha256();

        drop(second);
        awaitTrue(() -> !control.status().model().orElseThrow().sha256().equals(sha));
        awaitTrue(() -> control.history().getFirst().after() == 2);
        SwapOutcome outcome = control.history().getFirst();
        assertEquals(SwapTrigger.MODEL, outcome.trigger());
        assertEquals(SwapOutcome.State.PUBLISHED, outcome.state());

        Files.delete(watched.resolve("pets.tflite"));
        awaitTrue(() -> control.status().reason().contains("pets"));
        assertEquals(2, generation());
    }

    /** As whoever drops a file that is complete from the first moment. */
    private void drop(Path model) throws Exception {
        Path copy = Files.copy(model, outside.resolve("new"), StandardCopyOption.REPLACE_EXISTING);
        Path inside = Files.move(copy, watched.resolve("pets.part"));
        Files.move(inside, watched.resolve("pets.tflite"), StandardCopyOption.REPLACE_EXISTING);
    }

    private long generation() throws Exception {
        try (Image image = TestData.horseAndRider();
                Segmentation seen = await(Segmenter.class).segment(image)) {
            assertEquals(0, TestData.differencesFromGolden(seen.categoryMask()));
            return seen.generation();
        }
    }

    private static Hashtable<String, Object> properties(String key, String value) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(key, value);
        return properties;
    }

    private <T> T await(Class<T> type) throws Exception {
        ServiceTracker<T, T> tracker =
                new ServiceTracker<>(
                        context,
                        context.createFilter(
                                "(&(objectClass=%s)(service.pid=%s~%s))"
                                        .formatted(type.getName(), Segmenter.PID, NAME)),
                        null);
        tracker.open();
        try {
            return tracker.waitForService(60_000);
        } finally {
            tracker.close();
        }
    }

    private static void awaitTrue(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            assertFalse(Thread.interrupted(), "It takes too long");
            Thread.onSpinWait();
        }
    }
}
