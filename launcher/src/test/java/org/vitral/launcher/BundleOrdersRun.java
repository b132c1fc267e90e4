// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.awt.image.Raster;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * The program of {@link BundleOrdersIT}: stops, starts, updates and installs anew each bundle of
 * ours, in random orders, while a segmenter is configured and used.
 *
 * <p>After each order the segmenter must give the golden mask, the log must have no error, and no
 * class loader that a bundle had before may be left.
 */
final class BundleOrdersRun {

    private enum Action {
        STOP,
        START,
        UPDATE,
        REINSTALL
    }

    private record Step(Action action, String bundle) {}

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How the segmenter says that it lacks what an order has just taken away. */
    private static final List<String> LACKS =
            List.of(
                    "There is no model named",
                    "There is no delegate named",
                    "There is no TensorFlow Lite library for");

    /** The golden mask's pixels are ten times the class. */
    private static final int GOLDEN_SCALE = 10;

    private final HostFramework framework;
    private final HostLog log;
    private final HostedSegmenter segmenter;
    private final Random random;
    private final Path photograph;
    private final byte[] golden;
    private final OldClassLoaders loaders = new OldClassLoaders();
    private int steps;
    private int masks;
    private int refusedCalls;

    private BundleOrdersRun(
            HostFramework framework, long seed, Path photograph, Path golden, Path home)
            throws Exception {
        this.framework = framework;
        this.random = new Random(seed);
        this.photograph = photograph;
        this.golden = golden(golden);
        framework.start(new Distribution(home).bundles());
        this.log = new HostLog(framework.context());
        this.segmenter = new HostedSegmenter(framework.context());
    }

    /** Arguments: seed, number of orders, photograph, its golden mask, distribution, storage. */
    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        long seed = Long.parseLong(arguments[0]);
        int orders = Integer.parseInt(arguments[1]);
        BundleOrdersRun run;
        try (HostFramework framework = new HostFramework(Path.of(arguments[5]))) {
            run =
                    new BundleOrdersRun(
                            framework,
                            seed,
                            Path.of(arguments[2]),
                            Path.of(arguments[3]),
                            Path.of(arguments[4]));
            run.segmenter.configure(
                    Map.of("model", "deeplabv3", "delegate", "auto", "auto.delay", 0L));
            run.assertHealthy("before the first order");
            for (int order = 1; order <= orders; order++) {
                run.doOrder();
                run.assertHealthy("seed %d, after order %d".formatted(seed, order));
            }
        }
        System.out.printf(
                "%d orders of seed %d: %d steps, %d class loaders came and went, %d masks all equal"
                        + " to the golden one, %d calls were refused, %d errors in the log say what an"
                        + " order had taken away, and none says anything else; %.0f s%n",
                orders,
                seed,
                run.steps,
                run.loaders.gone(),
                run.masks,
                run.refusedCalls,
                run.log.errors().size(),
                (System.nanoTime() - begin) / 1e9);
    }

    private void doOrder() throws Exception {
        List<Step> order = new ArrayList<>();
        for (Bundle bundle : framework.ours()) {
            for (Action action : Action.values()) {
                order.add(new Step(action, bundle.getSymbolicName()));
            }
        }
        Collections.shuffle(order, random);
        for (Step step : order) {
            apply(step);
            steps++;
            if (random.nextInt(4) == 0) {
                refresh();
            }
            if (random.nextInt(4) == 0) {
                callIfThere();
            }
        }
        refresh();
        // A fragment that came while its host was resolved waits for this.
        framework.refresh(List.of(bundle("org.vitral.tflite")));
        List<Bundle> bundles = new ArrayList<>(framework.ours());
        Collections.shuffle(bundles, random);
        for (Bundle bundle : bundles) {
            start(bundle);
        }
    }

    private void refresh() throws InterruptedException {
        loaders.add(framework.ours());
        framework.refresh();
    }

    private void apply(Step step) throws Exception {
        Bundle bundle = bundle(step.bundle());
        loaders.add(List.of(bundle));
        switch (step.action()) {
            case STOP -> {
                if (!HostFramework.isFragment(bundle)) {
                    bundle.stop();
                }
            }
            case START -> start(bundle);
            case UPDATE -> {
                try (InputStream content = Files.newInputStream(jar(bundle))) {
                    bundle.update(content);
                }
            }
            case REINSTALL -> {
                Path jar = jar(bundle);
                bundle.uninstall();
                if (random.nextBoolean()) {
                    refresh();
                }
                start(framework.install(jar));
            }
        }
    }

    private static void start(Bundle bundle) throws BundleException {
        if (!HostFramework.isFragment(bundle)) {
            bundle.start();
        }
    }

    /** Whoever has the service at such a moment may be refused, but gets no wrong mask. */
    private void callIfThere() throws Exception {
        byte[] mask;
        try {
            mask = segmenter.segment(photograph);
        } catch (HostedSegmenter.ServiceGoneException gone) {
            refusedCalls++;
            return;
        } catch (Exception refused) {
            if (!refused.getClass().getName().startsWith("org.vitral.")) {
                throw refused;
            }
            refusedCalls++;
            return;
        }
        assertGolden(mask, "in the middle of an order");
    }

    private void assertHealthy(String when) throws Exception {
        segmenter.await();
        assertGolden(segmenter.segment(photograph), when);
        check(segmenter.status().startsWith("READY"), when, segmenter.status());
        for (Bundle bundle : framework.ours()) {
            boolean works =
                    HostFramework.isFragment(bundle)
                            ? bundle.getState() != Bundle.UNINSTALLED
                            : bundle.getState() == Bundle.ACTIVE;
            check(works, when, bundle + " is in the state " + bundle.getState());
        }
        List<String> errors = log.errors().stream().filter(error -> !isOurDoing(error)).toList();
        check(errors.isEmpty(), when, "errors in the log: " + errors);
        List<String> left = loaders.awaitGone(framework.ours(), PATIENCE);
        check(left.isEmpty(), when, "old class loaders are left of " + left);
    }

    private static boolean isOurDoing(String error) {
        return LACKS.stream().anyMatch(error::contains);
    }

    private void assertGolden(byte[] mask, String when) {
        check(Arrays.equals(golden, mask), when, "the mask is not the golden one");
        masks++;
    }

    private static void check(boolean holds, String when, String otherwise) {
        if (!holds) {
            throw new AssertionError(when + ": " + otherwise);
        }
    }

    private Bundle bundle(String name) {
        return framework.ours().stream()
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no bundle " + name));
    }

    /** The jar that a bundle was installed from. */
    private static Path jar(Bundle bundle) {
        return Path.of(URI.create(bundle.getLocation()));
    }

    private static byte[] golden(Path file) throws Exception {
        Raster pixels = ImageIO.read(file.toFile()).getRaster();
        byte[] mask = new byte[pixels.getWidth() * pixels.getHeight()];
        for (int y = 0, i = 0; y < pixels.getHeight(); y++) {
            for (int x = 0; x < pixels.getWidth(); x++, i++) {
                mask[i] = (byte) (pixels.getSample(x, y, 0) / GOLDEN_SCALE);
            }
        }
        return mask;
    }
}
