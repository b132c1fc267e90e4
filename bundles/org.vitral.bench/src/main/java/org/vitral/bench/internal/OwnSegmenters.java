// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.vitral.bench.BenchException;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterStatus;

/** Segmenters that are configured for a run, and gone after it. */
final class OwnSegmenters {

    private static final long COMES_SECONDS = 30;
    private static final long GOES_SECONDS = 30;
    private static final long POLL_MILLIS = 1;

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private int made;

    OwnSegmenters(BundleContext context, ConfigurationAdmin admin) {
        this.context = context;
        this.admin = admin;
    }

    /**
     * Configures a segmenter and waits until it has an engine.
     *
     * @throws EngineRefusal if it cannot have one: why
     * @throws BenchException if there is no segmenter at all
     */
    OwnSegmenter open(Map<String, Object> properties)
            throws BenchException, EngineRefusal, InterruptedException {
        String name = "bench-" + ++made;
        Hashtable<String, Object> all = new Hashtable<>(properties);
        // Nothing serves here that could go on, and nothing else shall run meanwhile.
        all.put("gate", "off");
        all.put("auto.budget", 0L);
        OwnSegmenter own = new OwnSegmenter(Segmenter.PID + "~" + name);
        boolean ready = false;
        try {
            own.configure(admin.getFactoryConfiguration(Segmenter.PID, name, "?"), all);
            ready = true;
            return own;
        } catch (IOException e) {
            throw new BenchException("A segmenter cannot be configured: " + e.getMessage(), e);
        } finally {
            if (!ready) {
                own.close();
            }
        }
    }

    /** One of them. */
    final class OwnSegmenter implements AutoCloseable {

        private final CountDownLatch gone = new CountDownLatch(1);
        private final ServiceTracker<Segmenter, Segmenter> tracker;
        private Configuration configuration;
        private Segmenter segmenter;
        private long initNanos;

        private OwnSegmenter(String pid) {
            String filter =
                    "(&(objectClass=%s)(service.pid=%s))".formatted(Segmenter.class.getName(), pid);
            try {
                tracker =
                        new ServiceTracker<>(context, FrameworkUtil.createFilter(filter), null) {
                            @Override
                            public void removedService(
                                    ServiceReference<Segmenter> reference, Segmenter service) {
                                super.removedService(reference, service);
                                gone.countDown();
                            }
                        };
            } catch (InvalidSyntaxException e) {
                throw new IllegalStateException(e);
            }
            tracker.open();
        }

        private void configure(Configuration own, Hashtable<String, Object> properties)
                throws IOException, BenchException, EngineRefusal, InterruptedException {
            configuration = own;
            long start = System.nanoTime();
            configuration.update(properties);
            segmenter = tracker.waitForService(TimeUnit.SECONDS.toMillis(COMES_SECONDS));
            if (segmenter == null) {
                throw new BenchException(
                        "No segmenter came within %d s: is the bundle org.vitral.segmentation active?"
                                .formatted(COMES_SECONDS));
            }
            SegmenterStatus status = segmenter.status();
            while (status.state() == SegmenterStatus.State.PREPARING) {
                Thread.sleep(POLL_MILLIS);
                status = segmenter.status();
            }
            initNanos = System.nanoTime() - start;
            if (status.state() != SegmenterStatus.State.READY) {
                throw new EngineRefusal(status.reason());
            }
        }

        Segmenter segmenter() {
            return segmenter;
        }

        /** From its configuration to its first engine, to a millisecond. */
        long initNanos() {
            return initNanos;
        }

        @Override
        public void close() {
            try {
                boolean came = tracker.size() > 0;
                if (configuration != null) {
                    configuration.delete();
                }
                if (came) {
                    gone.await(GOES_SECONDS, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | IllegalStateException e) {
                // The framework is stopping, or somebody else was quicker: it is gone anyway.
            } finally {
                tracker.close();
            }
        }
    }
}
