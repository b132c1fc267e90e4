// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.tensorflow.lite.Delegate;
import org.vitral.option.Option;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/**
 * What every {@link DelegateProvider} holds to, whether its delegate can be made on this machine or
 * not; used as {@link ExporterContract}. The test needs {@code org.vitral.tflite} and its native
 * library on the class path.
 */
public abstract class DelegateProviderContract extends ServiceContract<DelegateProvider> {

    private static final int TIMES = 10;

    protected DelegateProviderContract() {
        super(DelegateProvider.class);
    }

    /** The runtime that delegates are made for. */
    protected TfLiteRuntime runtime() {
        return TfLiteRuntimes.shared();
    }

    @Override
    final Object use(DelegateProvider provider) {
        return List.of(
                provider.description(), provider.version(runtime()), provider.probe(runtime()));
    }

    @Override
    final List<Option<?>> optionsOf(DelegateProvider provider) {
        return List.of();
    }

    @Override
    final void check(ServiceReference<DelegateProvider> reference) {
        String name = String.valueOf(reference.getProperty(DelegateProvider.NAME));
        assertTrue(
                name.matches("[a-z0-9][a-z0-9._-]*"),
                DelegateProvider.NAME + " is lower-case letters and digits, but is " + name);
    }

    @Test
    protected void itDescribesItselfInOneLine() throws Exception {
        String description = create().description();
        assertFalse(description.isBlank());
        assertEquals(1, description.lines().count(), description);
    }

    @Test
    protected void theProbeSaysWhyNot() throws Exception {
        DelegateProbe probe = create().probe(runtime());
        assertEquals(probe.available(), probe.reason().isEmpty(), probe.reason());
    }

    @Test
    protected void itMakesADelegateWheneverTheProbeSaysSo() throws Exception {
        DelegateProvider provider = create();
        DelegateOptions options = new DelegateOptions(1);
        if (provider.probe(runtime()).available()) {
            for (int i = 0; i < TIMES; i++) {
                makeAndClose(provider, options);
            }
        } else {
            IllegalStateException refusal =
                    assertThrows(
                            IllegalStateException.class, () -> provider.create(runtime(), options));
            assertFalse(refusal.getMessage().isBlank());
        }
    }

    @Test
    protected void severalThreadsMakeDelegatesAtOnce() throws Exception {
        DelegateProvider provider = create();
        boolean available = provider.probe(runtime()).available();
        Together.call(
                () -> {
                    if (available) {
                        makeAndClose(provider, new DelegateOptions(2));
                    }
                    return provider.probe(runtime());
                });
    }

    @Test
    protected void closingADelegateTwiceDoesNothingMore() throws Exception {
        DelegateProvider provider = create();
        if (provider.probe(runtime()).available()) {
            Delegate delegate = provider.create(runtime(), new DelegateOptions(1));
            delegate.close();
            delegate.close();
        }
    }

    private void makeAndClose(DelegateProvider provider, DelegateOptions options) {
        try (Delegate delegate = provider.create(runtime(), options)) {
            assertTrue(delegate.getNativeHandle() != 0, "A delegate has a native handle");
        }
    }
}
