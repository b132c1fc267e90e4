// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.util.tracker.ServiceTracker;
import org.vitral.segmentation.SegmenterControl;
import org.vitral.segmentation.SegmenterStatus;

/** Each command, typed into Gogo, on a real engine. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CommandsTest {

    private static final long PATIENCE_MILLIS = 30_000;
    private static final String XNNPACK = "org.vitral.delegate.xnnpack";

    @InjectBundleContext BundleContext context;
    @InjectService ConfigurationAdmin configurations;

    @InjectService(timeout = PATIENCE_MILLIS)
    CommandProcessor processor;

    private final List<Configuration> configured = new ArrayList<>();
    private final List<Bundle> installed = new ArrayList<>();

    @BeforeEach
    void segmenter() throws Exception {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("model", shared("models/deeplabv3.tflite").toString());
        properties.put("delegate", "cpu");
        properties.put("threads", 1);
        configure("org.vitral.segmenter", "garden", properties);
        awaitEngine("garden");
    }

    @AfterEach
    void removeAll() throws Exception {
        for (Bundle bundle : installed) {
            bundle.uninstall();
        }
        bundle(XNNPACK).start();
        for (Configuration one : configured) {
            String pid = one.getPid();
            one.delete();
            awaitGone(pid);
        }
    }

    @Test
    void statusSaysWhatRuns() throws Exception {
        List<String> lines = run("vitral:status");
        assertEquals("garden  ready, generation 1", lines.getFirst());
        assertTrue(lines.get(1).startsWith("  model      deeplabv3 "), lines::toString);
        assertTrue(lines.get(2).startsWith("  delegate   cpu 2.21.0, 1 thread"), lines::toString);
        assertEquals(lines, run("vitral:status garden"));
        assertEquals(
                "There is no segmenter 'gaden'; did you mean 'garden'? (there are: garden)",
                refusal("vitral:status gaden"));
    }

    @Test
    void aSwapIsPublishedListedAndRolledBack() throws Exception {
        List<String> swapped = run("vitral:swap --delegate xnnpack --threads 2");
        assertTrue(
                swapped.getFirst().startsWith("published  generation 1 -> 2, deeplabv3 "),
                swapped::toString);
        assertTrue(swapped.getFirst().endsWith(" on xnnpack"), swapped::toString);
        assertTrue(swapped.get(1).matches("  prepare [0-9.]+ ms, .*"), swapped::toString);
        assertEquals("  gate passed on 1 picture", swapped.get(2));
        assertEquals("xnnpack", control("garden").status().delegate());
        assertEquals(2, control("garden").status().threads());

        List<String> back = run("vitral:rollback");
        assertTrue(back.getFirst().startsWith("published  generation 2 -> 3"), back::toString);
        assertEquals("cpu", control("garden").status().delegate());

        List<String> history = run("vitral:history");
        assertEquals(4, history.size(), history::toString);
        assertTrue(history.get(0).startsWith("when"), history::toString);
        assertTrue(history.get(1).contains("2 -> 3"), history::toString);
        assertTrue(history.get(2).contains("1 -> 2"), history::toString);
        assertTrue(history.get(3).contains("configuration"), history::toString);
    }

    @Test
    void aRefusedSwapSaysWhyAndTheOldEngineGoesOn() throws Exception {
        brokenDelegate();
        String refused = refusal("vitral:swap --delegate broken");
        assertTrue(refused.startsWith("garden: refused: "), refused);
        assertTrue(refused.contains("/no/such/library.so"), refused);
        assertTrue(refused.contains("; generation 1 serves (deeplabv3 "), refused);
        assertEquals(1, control("garden").status().generation());
        assertTrue(run("vitral:history").get(1).contains("refused"));

        List<String> why = run("vitral:why garden");
        assertEquals("segmenter garden works", why.getFirst());
        assertTrue(
                why.stream()
                        .anyMatch(
                                line ->
                                        line.startsWith("  refused: the last swap that was")
                                                && line.contains("/no/such/library.so")),
                why::toString);
        List<String> delegate = run("vitral:why broken");
        assertEquals("delegate broken does not work here", delegate.getFirst());
        assertTrue(delegate.get(1).contains("/no/such/library.so"), delegate::toString);
    }

    @Test
    void theGateIsShownWithoutASwap() throws Exception {
        List<String> lines = run("vitral:gate --delegate xnnpack");
        assertTrue(lines.getFirst().startsWith("passed  "), lines::toString);
        assertTrue(lines.get(1).startsWith("check      passed  finding"), lines::toString);
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("agreement  yes     ")),
                lines::toString);
        assertEquals(1, control("garden").status().generation());
    }

    @Test
    void aCanaryAnswersItsShareAndIsPromoted() throws Exception {
        Path photograph = shared("images/horse_rider_257.jpg");
        assertEquals(List.of("garden: no engine is on trial"), run("vitral:canary status"));
        List<String> started = run("vitral:canary start --delegate xnnpack --share 1");
        assertTrue(
                started.getFirst().startsWith("started  canary (100.0 %) of generation 2"),
                started::toString);
        List<String> seen = run("vitral:segment '%s'".formatted(photograph));
        assertTrue(seen.getFirst().endsWith("generation 2"), seen::toString);
        assertTrue(seen.stream().anyMatch(line -> line.startsWith("horse ")), seen::toString);
        List<String> status = run("vitral:canary status");
        assertEquals("canary (100.0 %)  generation 2, under way", status.getFirst());
        assertTrue(status.contains("  images     1 image, 0 failures"), status::toString);
        List<String> promoted = run("vitral:canary promote");
        assertTrue(
                promoted.getFirst().startsWith("published  generation 1 -> 2"), promoted::toString);
        assertEquals("xnnpack", control("garden").status().delegate());
    }

    @Test
    void aShadowAnswersNothingAndIsEnded() throws Exception {
        Path photograph = shared("images/horse_rider_257.jpg");
        run("vitral:shadow start --delegate xnnpack");
        List<String> seen = run("vitral:segment '%s'".formatted(photograph));
        assertTrue(seen.getFirst().endsWith("generation 1"), seen::toString);
        assertTrue(run("vitral:status").getLast().contains("shadow of generation 2"));
        assertTrue(run("vitral:shadow end").getFirst().startsWith("ended  shadow"));
        assertTrue(refusal("vitral:shadow promote").startsWith("garden: no engine is on trial"));
        assertEquals(1, control("garden").status().generation());
    }

    @Test
    void severalSegmentersMustBeToldApart() throws Exception {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("model", shared("models/deeplabv3.tflite").toString());
        properties.put("delegate", "cpu");
        properties.put("threads", 1);
        configure("org.vitral.segmenter", "street", properties);
        awaitEngine("street");
        assertEquals(3, run("vitral:segmenters").size());
        assertEquals(
                "There are several segmenters: say which one by -s (garden, street)",
                refusal("vitral:swap --threads 2"));
        run("vitral:swap -s street --threads 2");
        assertEquals(2, control("street").status().generation());
        assertEquals(1, control("garden").status().generation());
    }

    @Test
    void delegatesAndModelsAreListed() throws Exception {
        List<String> delegates = run("vitral:delegates");
        assertTrue(
                delegates.stream().anyMatch(line -> line.startsWith("*  xnnpack")),
                delegates::toString);
        assertTrue(
                delegates.stream().anyMatch(line -> line.startsWith("   cpu ")),
                delegates::toString);
        List<String> models = run("vitral:models");
        assertTrue(models.stream().anyMatch(line -> line.contains("deeplabv3")), models::toString);
    }

    @Test
    void whySaysWhatABundleThatIsNotResolvedNeeds() throws Exception {
        Bundle bundle =
                install(
                        "org.acme.lonely",
                        Map.of(
                                Constants.IMPORT_PACKAGE,
                                "org.acme.missing;version=\"[1,2)\",org.vitral.segmentation;version=\"[99,100)\",org.osgi.framework"));
        install("org.acme.friend", Map.of(Constants.REQUIRE_BUNDLE, "org.acme.lonely"));
        List<String> lines = run("vitral:why org.acme.lonely");
        assertEquals(
                "bundle org.acme.lonely 1.0.0 [%d] is not resolved".formatted(bundle.getBundleId()),
                lines.get(0));
        assertEquals(
                "  needs the package org.acme.missing, version [1.0.0,2.0.0): no bundle exports it",
                lines.get(1));
        assertTrue(
                lines.get(2)
                        .startsWith(
                                "  needs the package org.vitral.segmentation, version"
                                        + " [99.0.0,100.0.0): there is only version "),
                lines::toString);
        assertTrue(lines.get(2).endsWith(" of org.vitral.api"), lines::toString);
        assertEquals(3, lines.size(), lines::toString);
        assertEquals(lines, run("vitral:why " + bundle.getBundleId()));

        List<String> friend = run("vitral:why org.acme.friend");
        assertTrue(
                friend.get(1).contains("needs the bundle org.acme.lonely")
                        && friend.get(1).endsWith("which is not resolved:"),
                friend::toString);
        assertTrue(
                friend.get(2).startsWith("    needs the package org.acme.missing"),
                friend::toString);
        assertTrue(String.join("\n", run("vitral:why")).contains("bundle org.acme.lonely 1.0.0"));
    }

    @Test
    void whySaysWhatAComponentWaitsFor() throws Exception {
        installComponent(
                "org.acme.waits",
                """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="org.acme.Waiter">
                  <implementation class="org.acme.Waiter"/>
                  <service><provide interface="org.acme.Waiting"/></service>
                  <reference name="missing" interface="org.acme.Missing"/>
                  <reference name="other" interface="org.vitral.segmentation.Segmenter" target="(color=blue)"/>
                </scr:component>
                """);
        List<String> expected =
                List.of(
                        "component org.acme.Waiter of org.acme.waits does not work",
                        "  waits for a service org.acme.Missing:",
                        "    no bundle here offers it",
                        "  waits for a service org.vitral.segmentation.Segmenter with (color=blue):"
                                + " 1 of that kind, but none with that");
        assertEquals(expected, run("vitral:why org.acme.Waiter"));
        assertEquals(expected, run("vitral:why Waiter"));
        List<String> service = run("vitral:why Waiting");
        assertEquals("service org.acme.Waiting is not there", service.getFirst());
        assertTrue(
                service.contains("    waits for a service org.acme.Missing:"), service::toString);
        List<String> bundle = run("vitral:why org.acme.waits");
        assertTrue(
                bundle.getFirst().endsWith("is active, but not all of it works"), bundle::toString);
    }

    @Test
    void whySaysWhichConfigurationIsMissing() throws Exception {
        installComponent(
                "org.acme.configured",
                """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="org.acme.Configured" configuration-policy="require" configuration-pid="org.acme.settings">
                  <implementation class="org.acme.Configured"/>
                </scr:component>
                """);
        assertEquals(
                List.of(
                        "component org.acme.Configured of org.acme.configured does not work",
                        "  needs a configuration org.acme.settings (or org.acme.settings~NAME), and"
                                + " there is none"),
                run("vitral:why org.acme.Configured"));
    }

    @Test
    void whySaysThatTheBundleOfADelegateIsStopped() throws Exception {
        assertEquals(List.of("delegate xnnpack works"), run("vitral:why xnnpack"));
        bundle(XNNPACK).stop();
        long id = bundle(XNNPACK).getBundleId();
        List<String> delegate = run("vitral:why xnnpack");
        assertEquals("delegate xnnpack is not offered", delegate.get(0));
        assertTrue(
                delegate.get(1).startsWith("  its bundle " + XNNPACK)
                        && delegate.get(1).endsWith(" is stopped"),
                delegate::toString);
        assertEquals("  felix:start %d starts it".formatted(id), delegate.get(2));
    }

    @Test
    void segmentWritesWhatItIsAskedFor(@TempDir Path folder) throws Exception {
        Path photograph = shared("images/horse_rider_257.jpg");
        Path file = folder.resolve("horse_rider_257.json");
        List<String> lines =
                run(
                        "vitral:segment '%s' --export json --output '%s'"
                                .formatted(photograph, folder));
        assertEquals(file.toString(), lines.getLast());
        assertTrue(Files.readString(file).startsWith("{\"schema\":1,"));

        String archive = folder.resolve("all.zip").toString();
        lines =
                run(
                        "vitral:segment '%s' --export json --output '%s'"
                                .formatted(photograph, archive));
        assertEquals(archive + "!/horse_rider_257.json", lines.getLast());
        assertTrue(
                refusal(
                                "vitral:segment '%s' --export json --output '%s'"
                                        .formatted(photograph, archive))
                        .contains("There already is such an archive"));
        assertEquals(
                "There is no exporter or renderer 'jsn'; did you mean 'json'? (there are: json)",
                refusal("vitral:segment '%s' --export jsn".formatted(photograph)));
        assertEquals(
                "vitral:segment: nothing is written without --export (vitral:segment --help)",
                refusal("vitral:segment '%s' --output x".formatted(photograph)));
    }

    @Test
    void optionsAreReadBeforeThePhotographIs() {
        assertRefused(
                "--option json.level=2",
                "--option json.level=2: json has no option 'level' (it has none)");
        assertRefused(
                "--option folder.exist=replace",
                "--option folder.exist=replace: folder has no option 'exist'; did you mean"
                        + " 'exists'? (known: exists)");
        assertRefused(
                "--option folder.exists=maybe",
                "--option folder.exists=maybe: exists is refuse, replace, but is maybe");
        assertRefused(
                "--option jsn.a=b",
                "--option jsn.a=b: 'jsn' is not written; did you mean 'json'? (written: json)");
    }

    @Test
    void aPlaceIsLookedAtBeforeThePhotographIs() {
        for (String place : List.of("-", "stdout:", "zip:-")) {
            assertRefused(
                    "--output " + place,
                    "--output %s: the standard output of the shell is its screen; name a folder or FILE.zip"
                            .formatted(place));
        }
        assertRefused("--output zip:", "--output zip: names no place");
        assertRefused("--output folder:", "--output folder: names no place");
        assertRefused(
                "--output zp:x",
                "--output zp:x: there is no target 'zp'; did you mean 'zip'? (known: folder,"
                        + " stdout, zip; a folder of that name is ./zp:x)");
    }

    private void assertRefused(String options, String message) {
        assertEquals(
                "vitral:segment: %s (vitral:segment --help)".formatted(message),
                refusal("vitral:segment nosuch.jpg --export json " + options));
    }

    @Test
    void exportersAreListedAndExplained() throws Exception {
        List<String> listed = run("vitral:exporters");
        assertTrue(
                listed.getFirst().startsWith("name  kind      file    usable"), listed::toString);
        assertTrue(listed.get(1).startsWith("json  exporter  b.json  yes "), listed::toString);
        assertEquals(List.of("name  kind  file  usable  description"), run("vitral:renderers"));
        List<String> works = run("vitral:why json");
        assertEquals("exporter json works", works.getFirst());
        assertTrue(
                works.get(1).startsWith("  it is of the bundle org.vitral.export.json "),
                works::toString);
        assertEquals("json was not set aside", refusal("vitral:exporters --restore json"));

        Bundle json = bundle("org.vitral.export.json");
        json.stop();
        try {
            List<String> stopped = run("vitral:why json");
            assertEquals("format json is not offered", stopped.getFirst());
            assertTrue(stopped.get(1).endsWith(" is stopped"), stopped::toString);
        } finally {
            json.start();
        }
    }

    @Test
    void whySaysWhereAModelLiesOrWasLookedFor() throws Exception {
        List<String> lines = run("vitral:why selfie_multiclass");
        assertTrue(lines.getFirst().startsWith("model selfie_multiclass "), lines::toString);
        assertTrue(lines.get(1).startsWith("  it "), lines::toString);
    }

    @Test
    void aVersionThatIsNotThereIsRefusedWithAReason() throws Exception {
        String refused = refusal("vitral:swap --model selfie_multiclass@99.0.0");
        assertTrue(refused.startsWith("garden: refused: "), refused);
        assertTrue(refused.contains("99.0.0"), refused);
        List<String> why = run("vitral:why selfie_multiclass@99.0.0");
        assertEquals("model selfie_multiclass@99.0.0 is not here", why.getFirst());
        assertTrue(why.get(1).contains("99.0.0"), why::toString);
    }

    @Test
    void whatNobodyKnowsIsSaid() {
        assertEquals(
                "There is no bundle, service, delegate, model, exporter, renderer or segmenter 'graden';"
                        + " did you mean 'garden'?",
                refusal("vitral:why graden"));
    }

    @Test
    void outputGoesThroughPipesWithoutColours() throws Exception {
        List<String> found = run("vitral:delegates | grep xnnpack");
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().startsWith("*  xnnpack"), found::toString);
    }

    @Test
    void eachCommandHasAManual() throws Exception {
        List<String> help = run("vitral:help");
        for (String name :
                List.of(
                        "canary",
                        "delegates",
                        "exporters",
                        "gate",
                        "help",
                        "history",
                        "install",
                        "models",
                        "renderers",
                        "rollback",
                        "segment",
                        "segmenters",
                        "shadow",
                        "status",
                        "swap",
                        "uninstall",
                        "update",
                        "why")) {
            assertTrue(
                    help.stream().anyMatch(line -> line.startsWith("vitral:" + name + " ")),
                    () -> name + " is not in " + help);
            List<String> page = run("vitral:%s --help".formatted(name));
            assertTrue(page.getFirst().startsWith("Usage: vitral:" + name), page::toString);
            assertEquals(page, run("vitral:help " + name));
        }
    }

    /** What a script prints. */
    private List<String> run(String script) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        try (CommandSession session =
                processor.createSession(InputStream.nullInputStream(), to, to)) {
            // As in 'vitral shell': no terminal.
            session.put(".vitral.colored", false);
            session.execute(script);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** The one line that a command refuses with. */
    private String refusal(String script) {
        return assertThrows(Exception.class, () -> run(script)).getMessage();
    }

    private void brokenDelegate() throws Exception {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("org.vitral.delegate.name", "broken");
        properties.put("library", "/no/such/library.so");
        configure("org.vitral.delegate.external", "broken", properties);
        awaitTrue(() -> String.join("\n", run("vitral:delegates")).contains("broken"));
    }

    private void configure(String factory, String name, Hashtable<String, Object> properties)
            throws Exception {
        Configuration configuration = configurations.getFactoryConfiguration(factory, name, "?");
        configured.add(configuration);
        configuration.update(properties);
    }

    private SegmenterControl control(String name) throws Exception {
        Filter filter =
                context.createFilter(
                        "(&(objectClass=%s)(service.pid=org.vitral.segmenter~%s))"
                                .formatted(SegmenterControl.class.getName(), name));
        ServiceTracker<SegmenterControl, SegmenterControl> tracker =
                new ServiceTracker<>(context, filter, null);
        tracker.open();
        try {
            return tracker.waitForService(PATIENCE_MILLIS);
        } finally {
            tracker.close();
        }
    }

    private void awaitEngine(String name) throws Exception {
        SegmenterControl control = control(name);
        awaitTrue(() -> control.status().state() != SegmenterStatus.State.PREPARING);
        assertEquals(
                SegmenterStatus.State.READY, control.status().state(), control.status()::reason);
    }

    private void awaitGone(String pid) throws Exception {
        String filter = "(service.pid=%s)".formatted(pid);
        awaitTrue(() -> context.getAllServiceReferences(null, filter) == null);
    }

    /** Something that will be so within bounds. */
    private static void awaitTrue(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, "It did not come to pass");
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private Bundle install(String name, Map<String, String> headers) throws Exception {
        Bundle bundle = TestBundles.install(context, name, headers);
        installed.addFirst(bundle);
        return bundle;
    }

    private void installComponent(String name, String component) throws Exception {
        Bundle bundle = TestBundles.withComponent(context, name, component);
        installed.addFirst(bundle);
        bundle.start();
    }

    private static Path shared(String file) {
        Path path = Path.of(System.getProperty("vitral.shared"), file).normalize();
        assumeTrue(
                Files.isRegularFile(path),
                "The test data " + file + " is not in the folder that vitral.shared names");
        return path;
    }
}
