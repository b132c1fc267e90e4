// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.tests.bad;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.export.Exporter;
import org.vitral.export.SeriesExporter;
import org.vitral.image.Image;
import org.vitral.option.Options;
import org.vitral.render.Renderer;
import org.vitral.segmentation.Segmentation;

/**
 * What nobody wants to have installed. It is the only class of a bundle that tests put together.
 */
public final class BadExporter implements BundleActivator, Exporter, Renderer, SeriesExporter {

    /** The header of the bundle that says what it does. */
    public static final String DOES = "Test-Does";

    /** The key of a map, in the properties of the system, that this shares with the tests. */
    public static final String SHARED = "org.vitral.export.tests";

    private String does;

    @Override
    public void start(BundleContext context) {
        does = context.getBundle().getHeaders().get(DOES);
        Hashtable<String, Object> exporter = new Hashtable<>();
        exporter.put(Exporter.NAME, "bad");
        exporter.put(Exporter.SUFFIX, ".bad");
        context.registerService(Exporter.class, this, exporter);
        Hashtable<String, Object> renderer = new Hashtable<>();
        renderer.put(Renderer.NAME, "bad-picture");
        context.registerService(Renderer.class, this, renderer);
        Hashtable<String, Object> series = new Hashtable<>();
        series.put(Exporter.NAME, "bad-series");
        context.registerService(SeriesExporter.class, this, series);
    }

    @Override
    public void stop(BundleContext context) {}

    @Override
    public List<org.vitral.option.Option<?>> options() {
        return List.of();
    }

    @Override
    public void export(ExportSubject subject, Options options, OutputStream out)
            throws IOException {
        out.write('x');
        act(subject.image(), subject.segmentation());
        out.write('y');
    }

    @Override
    public Image render(Image image, Segmentation segmentation, Options options) {
        act(image, segmentation);
        throw new IllegalStateException("There is no picture");
    }

    @Override
    public ExportSeries begin(ExportTarget target, Options options) {
        return new ExportSeries() {
            @Override
            public void add(ExportSubject subject) {
                act(subject.image(), subject.segmentation());
            }

            @Override
            public void complete() throws IOException {
                try (var file = target.create("series.txt")) {
                    file.stream().write('z');
                    file.complete();
                }
            }

            @Override
            public void close() {}
        };
    }

    private void act(Image image, Segmentation segmentation) {
        switch (does) {
            case "throw" -> throw new IllegalStateException("boom");
            case "link" -> throw new NoClassDefFoundError("org/acme/Missing");
            case "recurse" -> recurse(0);
            case "eat" -> eat();
            case "close" -> {
                image.close();
                segmentation.close();
            }
            case "lock" -> {
                synchronized (segmentation) {
                    hang();
                }
            }
            case "hang" -> {
                hang();
                look(image, segmentation);
            }
            case "go" -> {
                signal("started").countDown();
                await(signal("gone"));
                // Its bundle cannot give this class any more.
                new Companion().greet();
            }
            default -> throw new AssertionError(does);
        }
    }

    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    private static void eat() {
        List<byte[]> eaten = new ArrayList<>();
        while (true) {
            eaten.add(new byte[1 << 20]);
        }
    }

    private static void hang() {
        signal("started").countDown();
        await(signal("released"));
    }

    /** What one sees that was given up. */
    private static void look(Image image, Segmentation segmentation) {
        shared().put("image", seen(image::pixels));
        shared().put("segmentation", seen(segmentation::labels));
        signal("looked").countDown();
    }

    private static String seen(Runnable look) {
        try {
            look.run();
            return "all";
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }

    /** It ignores interrupts. */
    private static void await(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                shared().put("interrupted", true);
            }
        }
    }

    private static CountDownLatch signal(String name) {
        return (CountDownLatch) shared().get(name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> shared() {
        return (Map<String, Object>) System.getProperties().get(SHARED);
    }
}
