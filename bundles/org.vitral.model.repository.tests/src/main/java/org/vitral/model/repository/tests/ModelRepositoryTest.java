// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.common.service.ServiceAware;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelException;
import org.vitral.model.ModelListener;
import org.vitral.model.ModelPacker;
import org.vitral.model.ModelRepository;
import org.vitral.model.PackRequest;
import org.vitral.model.RejectedModel;
import org.vitral.model.VersionLabel;
import org.vitral.model.VersionLabels;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ModelRepositoryTest {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final String REPOSITORY = "org.vitral.model.repository";
    private static final String FOLDER = "org.vitral.model.folder";

    /** So long that no test ends within it: what is taken is not taken because it settled. */
    private static final int NEVER_MILLIS = 600_000;

    @TempDir Path temp;

    @InjectBundleContext BundleContext context;
    @InjectService ConfigurationAdmin configurations;

    @InjectService(timeout = PATIENCE_MILLIS)
    ServiceAware<ModelRepository> repositories;

    @InjectService(timeout = PATIENCE_MILLIS)
    ServiceAware<VersionLabels> labels;

    @InjectService(timeout = PATIENCE_MILLIS)
    ModelPacker packer;

    private final List<Bundle> installed = new ArrayList<>();
    private final List<Configuration> configured = new ArrayList<>();
    private final List<ServiceRegistration<?>> registered = new ArrayList<>();
    private final List<String> contradictions = Collections.synchronizedList(new ArrayList<>());
    private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createDirectory(temp.resolve("watched"));
    }

    @AfterEach
    void restore() throws Exception {
        for (ServiceRegistration<?> registration : registered) {
            registration.unregister();
        }
        for (Configuration configuration : configured) {
            configuration.delete();
        }
        for (Bundle bundle : installed) {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        }
        bundle(REPOSITORY).start();
        awaitTrue(() -> repository().models().isEmpty());
        for (VersionLabel label : labels().list()) {
            labels().remove(label.model(), label.label());
        }
        assertEquals(List.of(), contradictions);
    }

    @Test
    void aFileThatIsDroppedReplacedAndRemovedIsToldOf() throws Exception {
        Account account = listen();
        watch(0);
        drop("net.tflite", TinyModel.bytes(1));
        assertEquals("ARRIVED net 0.0.0", account.next());
        Model first = repository().find("net").orElseThrow();
        try (ModelContent content = first.open()) {
            drop("net.tflite", TinyModel.bytes(2));
            assertEquals("REPLACED net 0.0.0", account.next());
            assertTrue(
                    assertThrows(ModelException.class, first::open)
                            .getMessage()
                            .contains("is not what it was"));
            Files.delete(folder.resolve("net.tflite"));
            assertEquals("LEFT net 0.0.0", account.next());
            assertEquals(Optional.empty(), repository().find("net"));
            assertEquals(-1, content.bytes().mismatch(MemorySegment.ofArray(TinyModel.bytes(1))));
        }
        assertEquals(
                "Model net (%s) does not exist".formatted(folder.resolve("net.tflite")),
                assertThrows(ModelException.class, first::open).getMessage());
    }

    @Test
    void aFileThatIsRenamedWhenItIsCompleteIsTakenAtOnce() throws Exception {
        Account account = listen();
        watch(NEVER_MILLIS);
        Files.write(folder.resolve("net.tflite.part"), TinyModel.bytes(1));
        // Whoever sees the old file has seen the other one, too.
        dropOld("old.tflite", TinyModel.bytes(2));
        assertEquals("ARRIVED old 0.0.0", account.next());
        Files.move(folder.resolve("net.tflite.part"), folder.resolve("net.tflite"));
        assertEquals("ARRIVED net 0.0.0", account.next());
    }

    @Test
    void aFileThatSomebodyMayStillWriteToIsNotTaken() throws Exception {
        Account account = listen();
        watch(NEVER_MILLIS);
        Files.write(folder.resolve("half.tflite"), Arrays.copyOf(TinyModel.bytes(1), 300));
        dropOld("old.tflite", TinyModel.bytes(2));
        assertEquals("ARRIVED old 0.0.0", account.next());
        assertEquals(1, repository().models().size());
        assertEquals(List.of(), repository().rejected());
    }

    @Test
    void aBrokenFileIsListedWithTheReasonUntilItIsRepairedOrRemoved() throws Exception {
        Account account = listen();
        watch(0);
        drop("net.tflite", Arrays.copyOf(TinyModel.bytes(1), 300));
        awaitTrue(() -> repository().rejected().size() == 1);
        RejectedModel rejected = repository().rejected().getFirst();
        assertEquals(folder.resolve("net.tflite").toString(), rejected.origin());
        assertTrue(rejected.reason().contains("truncated or damaged"), rejected.reason());
        drop("net.tflite", TinyModel.bytes(1));
        assertEquals("ARRIVED net 0.0.0", account.next());
        assertEquals(List.of(), repository().rejected());
    }

    @Test
    void aFolderThatComesLaterAndGoesIsWatched() throws Exception {
        Account account = listen();
        Files.delete(folder);
        watch(NEVER_MILLIS);
        awaitTrue(() -> repository().rejected().size() == 1);
        Path prepared = Files.createDirectory(temp.resolve("prepared"));
        old(Files.write(prepared.resolve("net.tflite"), TinyModel.bytes(1)));
        Files.move(prepared, folder);
        assertEquals("ARRIVED net 0.0.0", account.next());
        configured.removeFirst().delete();
        assertEquals("LEFT net 0.0.0", account.next());
    }

    @Test
    void aModelBundleIsToldOfFromItsStartToItsStop() throws Exception {
        Account account = listen();
        Bundle bundle = install("net", "1.0.0", 1);
        bundle.start();
        assertEquals("ARRIVED net 1.0.0", account.next());
        Model model = repository().resolve("net@1.0.0");
        bundle.stop();
        assertEquals("LEFT net 1.0.0", account.next());
        assertEquals(
                "Model net (bundle org.vitral.models.net 1.0.0) cannot be read: its bundle was stopped",
                assertThrows(ModelException.class, model::open).getMessage());
        bundle.start();
        assertEquals("ARRIVED net 1.0.0", account.next());
        try (InputStream jar = Files.newInputStream(jar("net", "2.0.0", 2))) {
            bundle.update(jar);
        }
        assertEquals("LEFT net 1.0.0", account.next());
        assertEquals("ARRIVED net 2.0.0", account.next());
        bundle.uninstall();
        assertEquals("LEFT net 2.0.0", account.next());
    }

    @Test
    void versionsAreSideBySideAndTheHighestIsTheModel() throws Exception {
        install("net", "1.9.0", 1).start();
        install("net", "1.10.0", 2).start();
        watch(0);
        dropOld("net.tflite", TinyModel.bytes(3));
        awaitTrue(() -> repository().models().size() == 3);
        assertEquals("1.10.0", version("net"));
        assertEquals("1.9.0", version("net@1.9.0"));
        assertEquals("1.9.0", version("net@[1.0,1.10)"));
        assertEquals("0.0.0", version("net@0"));
        assertEquals(
                "There is no version 3.0.0 of the model net here; there are: 1.10.0, 1.9.0, 0.0.0",
                refusal("net@3.0.0"));
        assertEquals("There is no model named \"nets\" here; there are: net", refusal("nets"));
        assertEquals("net has no version label stable; it has none", refusal("net@stable"));
    }

    @Test
    void aLabelMovesToVersionsThatAreHereAndOutlivesARestart() throws Exception {
        Account account = listen();
        install("net", "1.0.0", 1).start();
        Bundle second = install("net", "2.0.0", 2);
        labels().assign("net", "stable", "1.0.0");
        assertEquals("ARRIVED net 1.0.0", account.next());
        assertEquals("LABELLED net 1.0.0 stable", account.next());
        assertThrows(ModelException.class, () -> labels().assign("net", "stable", "2.0.0"));
        second.start();
        assertEquals("1.0.0", version("net@stable"));
        labels().assign("net", "stable", "2.0.0");
        assertEquals("ARRIVED net 2.0.0", account.next());
        assertEquals("LABELLED net 2.0.0 stable", account.next());
        registered.removeFirst().unregister();

        bundle(REPOSITORY).stop();
        bundle(REPOSITORY).start();
        awaitTrue(() -> repositories.size() == 1);
        assertEquals("2.0.0", version("net@stable"));
        second.stop();
        assertTrue(labels().list().getFirst().dangling());
        assertEquals(
                "The label net@stable is on version 2.0.0, which is not here",
                refusal("net@stable"));
    }

    @Test
    void aLabelOfTheConfigurationIsPutOnItsVersionWhenThatComes() throws Exception {
        Account account = listen();
        configure(Map.of("labels", new String[] {"net@canary=2.0.0"}));
        awaitTrue(() -> labels().list().size() == 1);
        assertTrue(labels().list().getFirst().dangling());
        install("net", "2.0.0", 2).start();
        assertEquals("ARRIVED net 2.0.0", account.next());
        assertEquals("LABELLED net 2.0.0 canary", account.next());
        assertEquals("2.0.0", version("net@canary"));
    }

    @Test
    void aSignatureThatTheConfigurationComesToRequireIsRequiredOfWhatIsHere() throws Exception {
        Account account = listen();
        install("net", "1.0.0", 1).start();
        assertEquals("ARRIVED net 1.0.0", account.next());
        ModelRepository service = repository();
        configure(Map.of("signatures", "require"));
        assertEquals("LEFT net 1.0.0", account.next());
        assertEquals(
                List.of(
                        new RejectedModel(
                                "bundle org.vitral.models.net 1.0.0",
                                "bundle org.vitral.models.net 1.0.0 is not signed, but the configuration requires a trusted signature (signatures=require)")),
                service.rejected());
        configured.removeFirst().delete();
        assertEquals("ARRIVED net 1.0.0", account.next());
        assertSame(service, repository());
    }

    @Test
    void aListenerThatNeedsTheRepositoryItselfIsNoDeadlock() throws Exception {
        Account account = new Account(contradictions);
        ServiceFactory<ModelListener> factory =
                new ServiceFactory<>() {
                    @Override
                    public ModelListener getService(
                            Bundle bundle, ServiceRegistration<ModelListener> registration) {
                        // As Declarative Services do for a component that refers to it.
                        assertFalse(repository().models().isEmpty());
                        return account;
                    }

                    @Override
                    public void ungetService(
                            Bundle bundle,
                            ServiceRegistration<ModelListener> registration,
                            ModelListener service) {
                        // There is nothing to be given back.
                    }
                };
        install("net", "1.0.0", 1).start();
        bundle(REPOSITORY).stop();
        registered.add(context.registerService(ModelListener.class, factory, null));
        bundle(REPOSITORY).start();
        assertEquals(1, repository().models().size());
        assertEquals("ARRIVED net 1.0.0", account.next());
    }

    /** Bundles and files come and go in random orders while others ask for models and open them. */
    @Test
    void whoeverAsksWhileModelsComeAndGoGetsAModelOrAReason() throws Exception {
        for (int seed = 1; seed <= 3; seed++) {
            comeAndGo(seed);
        }
    }

    private void comeAndGo(int seed) throws Exception {
        Random random = new Random(seed);
        Account account = listen();
        watch(0);
        List<Path> jars = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            jars.add(jar("net" + i % 2, "1." + i / 2 + ".0", seed * 100 + i));
        }
        List<Bundle> bundles = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong opened = new AtomicLong();
        Callable<Void> asker =
                () -> {
                    while (!done.get()) {
                        for (Model model : repository().models()) {
                            open(model, opened);
                        }
                        for (String reference : List.of("net0", "net1@1.1.0", "net0@[1.0,1.2)")) {
                            Optional<Model> found = repository().find(reference);
                            if (found.isPresent()) {
                                open(found.get(), opened);
                            }
                        }
                        repository().rejected();
                    }
                    return null;
                };
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Void>> askers =
                    List.of(threads.submit(asker), threads.submit(asker), threads.submit(asker));
            try {
                for (int step = 0; step < 150; step++) {
                    change(random, bundles, jars);
                }
            } finally {
                done.set(true);
            }
            for (Future<Void> future : askers) {
                future.get();
            }
        }
        assertTrue(opened.get() > 0, "seed " + seed);
        // Whoever kept account of what it was told knows what is here.
        awaitTrue(() -> account.here().equals(Account.of(repository().models())));
        for (Bundle bundle : bundles) {
            bundle.uninstall();
        }
        for (int i = 0; i < 3; i++) {
            Files.deleteIfExists(folder.resolve("file" + i + ".tflite"));
        }
        awaitTrue(() -> account.here().isEmpty());
        assertEquals(List.of(), repository().models());
        assertEquals(List.of(), contradictions, "seed " + seed);
        configured.removeLast().delete();
    }

    private void change(Random random, List<Bundle> bundles, List<Path> jars) throws Exception {
        Path jar = jars.get(random.nextInt(jars.size()));
        Bundle bundle = bundles.isEmpty() ? null : bundles.get(random.nextInt(bundles.size()));
        int what = random.nextInt(9);
        if (bundle == null || what == 0 && bundles.size() < jars.size()) {
            Bundle arrived = context.installBundle("model:" + jar + random.nextLong(), in(jar));
            installed.add(arrived);
            bundles.add(arrived);
            return;
        }
        Path file = folder.resolve("file" + random.nextInt(3) + ".tflite");
        switch (what) {
            case 1, 2 -> bundle.start();
            case 3 -> bundle.stop();
            case 4 -> bundle.update(in(jar));
            case 5 -> {
                bundles.remove(bundle);
                bundle.uninstall();
            }
            case 6 -> Files.write(file, TinyModel.bytes(random.nextInt(1_000)));
            case 7 -> Files.deleteIfExists(file);
            default -> Files.write(file, Arrays.copyOf(TinyModel.bytes(1), 200));
        }
    }

    private static InputStream in(Path jar) throws IOException {
        return Files.newInputStream(jar);
    }

    /** A model that is opened has all its bytes; one that left in the meantime has a reason. */
    private static void open(Model model, AtomicLong opened) {
        try (ModelContent content = model.open()) {
            assertEquals(TinyModel.bytes(1).length, content.bytes().byteSize());
            opened.incrementAndGet();
        } catch (ModelException e) {
            assertTrue(e.getMessage().startsWith("Model "), e.getMessage());
        }
    }

    private Account listen() {
        Account account = new Account(contradictions);
        registered.add(context.registerService(ModelListener.class, account, null));
        return account;
    }

    private void watch(int settleMillis) throws IOException {
        Configuration configuration = configurations.createFactoryConfiguration(FOLDER, "?");
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("path", folder.toString());
        properties.put("settle.millis", settleMillis);
        properties.put("look.seconds", 1);
        configuration.update(properties);
        configured.add(configuration);
    }

    private void configure(Map<String, Object> properties) throws IOException {
        Configuration configuration = configurations.getConfiguration(REPOSITORY, "?");
        configuration.update(new Hashtable<>(properties));
        configured.addFirst(configuration);
    }

    /** Puts a complete file there, as a program does that writes it elsewhere and moves it. */
    private void drop(String name, byte[] bytes) throws IOException {
        Path part = Files.write(temp.resolve("part"), bytes);
        Files.move(
                part,
                folder.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private void dropOld(String name, byte[] bytes) throws IOException {
        old(Files.write(temp.resolve("part"), bytes));
        Files.move(temp.resolve("part"), folder.resolve(name));
    }

    private static void old(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(86_400)));
    }

    private Bundle install(String name, String version, int seed) throws Exception {
        Bundle bundle = context.installBundle(jar(name, version, seed).toUri().toString());
        installed.add(bundle);
        return bundle;
    }

    private Path jar(String name, String version, int seed) throws Exception {
        Path file = Files.write(temp.resolve("file"), TinyModel.bytes(seed));
        Path jar = temp.resolve("%s-%s-%d.jar".formatted(name, version, seed));
        packer.pack(
                file,
                new PackRequest(
                        name,
                        Optional.of(version),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                jar);
        return jar;
    }

    private ModelRepository repository() {
        return repositories.getService();
    }

    private VersionLabels labels() {
        return labels.getService();
    }

    private String version(String reference) throws ModelException {
        return repository().resolve(reference).description().version();
    }

    private String refusal(String reference) {
        return assertThrows(ModelException.class, () -> repository().resolve(reference))
                .getMessage();
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Waits for a condition; the test's time limit is the bound. */
    private static void awaitTrue(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            Thread.onSpinWait();
        }
    }
}
