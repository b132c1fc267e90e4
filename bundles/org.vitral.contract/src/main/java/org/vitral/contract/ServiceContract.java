// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.vitral.option.Option;

/**
 * What every service of an extension holds to. Its subclasses in this package are the suites; yours
 * says how a service is made.
 *
 * @param <T> the type of the service
 */
public abstract class ServiceContract<T> {

    private static final int CALLERS = 3;
    private static final int RESTARTS = 10;

    private final Class<T> type;

    ServiceContract(Class<T> type) {
        this.type = type;
    }

    /** A new one, as Declarative Services would make it where nothing is configured. */
    protected abstract T create() throws Exception;

    /**
     * Whether the service is there as soon as its bundle is started. One that needs a configuration
     * first is not, and is not tested in a framework.
     */
    protected boolean comesByItself() {
        return true;
    }

    /** One call, and its result, which is the same each time. */
    abstract Object use(T service) throws Exception;

    /** Its options. */
    abstract List<Option<?>> optionsOf(T service);

    /** What the service properties must be. */
    abstract void check(ServiceReference<T> reference);

    @Test
    protected void itsOptionsHaveValidPresetsAndRefuseBadValues() throws Exception {
        OptionRules.check(optionsOf(create()));
    }

    @Test
    protected void severalThreadsGetEqualResults() throws Exception {
        T service = create();
        Object expected = use(service);
        for (Object result : Together.call(() -> use(service))) {
            assertEquals(expected, result);
        }
    }

    @Test
    protected void aThreadThatIsInterruptedStaysSo() throws Exception {
        T service = create();
        Object expected = use(service);
        Thread.currentThread().interrupt();
        try {
            assertEquals(expected, use(service));
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            // It gave up, and says so.
        } finally {
            assertTrue(Thread.interrupted(), "The thread's interrupt was swallowed");
        }
    }

    @Test
    protected void itsServiceSaysWhatIsNeededToFindIt() throws Exception {
        try (HostedBundle host = host()) {
            check(reference(host).orElseThrow(() -> missing(host)));
        }
    }

    @Test
    protected void itsBundleStopsAndStartsWhileItIsCalled() throws Exception {
        try (HostedBundle host = host();
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            Object expected = use(present(host));
            AtomicBoolean ended = new AtomicBoolean();
            AtomicLong calls = new AtomicLong();
            Callable<Void> caller =
                    () -> {
                        while (!ended.get()) {
                            callOnce(host, expected, calls);
                        }
                        return null;
                    };
            List<Future<Void>> running =
                    IntStream.range(0, CALLERS).mapToObj(i -> callers.submit(caller)).toList();
            try {
                for (int i = 0; i < RESTARTS; i++) {
                    long seen = calls.get();
                    while (calls.get() == seen && running.stream().noneMatch(Future::isDone)) {
                        Thread.onSpinWait();
                    }
                    host.restart();
                    present(host);
                }
            } finally {
                ended.set(true);
            }
            for (Future<Void> one : running) {
                one.get();
            }
            assertEquals(expected, use(present(host)), "After the last start");
        }
    }

    private T present(HostedBundle host) throws Exception {
        return reference(host).flatMap(host::service).orElseThrow(() -> missing(host));
    }

    private void callOnce(HostedBundle host, Object expected, AtomicLong calls) throws Exception {
        Optional<T> service;
        try {
            service = reference(host).flatMap(host::service);
        } catch (IllegalStateException e) {
            return; // It went between the two looks.
        }
        if (service.isEmpty()) {
            Thread.onSpinWait();
            return;
        }
        try {
            assertEquals(expected, use(service.get()), "While its bundle stops and starts");
            calls.incrementAndGet();
        } catch (IllegalStateException e) {
            // A service may say that it is closed; it may not give another result, or hang.
        }
    }

    private HostedBundle host() throws Exception {
        assumeTrue(comesByItself(), "It needs a configuration before it comes");
        assumeTrue(
                HostedBundle.isInBundle(create().getClass()),
                "It is in no bundle: its folder of classes has no META-INF/MANIFEST.MF");
        return HostedBundle.of(create().getClass());
    }

    /** The service of the bundle that is of the same class as what {@link #create()} makes. */
    private Optional<ServiceReference<T>> reference(HostedBundle host) throws Exception {
        String name = create().getClass().getName();
        return host.references(type).stream()
                .filter(
                        reference ->
                                host.service(reference)
                                        .map(service -> service.getClass().getName())
                                        .filter(name::equals)
                                        .isPresent())
                .findFirst();
    }

    private AssertionError missing(HostedBundle host) {
        return new AssertionError(
                "%s offers no service %s: is it a @Component, and are its references there?"
                        .formatted(host.bundle().getSymbolicName(), type.getName()));
    }

    /** Asserts that a service property is a name that users can type. */
    static void checkName(ServiceReference<?> reference, String property) {
        String name = String.valueOf(reference.getProperty(property));
        assertTrue(
                name.matches("[a-z0-9]+(-[a-z0-9]+)*"),
                () ->
                        "The service property %s is lower-case letters, digits and hyphens, but is %s"
                                .formatted(property, name));
    }
}
