// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.external.internal;

import java.util.List;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.tensorflow.lite.Delegate;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * Offers what a library of others has for TensorFlow Lite, one for each configuration. A
 * configuration that cannot be meant is offered as well: its probe says what is wrong with it.
 *
 * <p>A changed configuration is a new service, so that engines on the old one move to the new.
 */
@Component(
        configurationPid = ExternalDelegateProvider.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ExternalDelegateConfiguration.class, factory = true)
public final class ExternalDelegateProvider implements DelegateProvider {

    /** The factory PID: a configuration is {@code org.vitral.delegate.external~NAME}. */
    static final String PID = "org.vitral.delegate.external";

    private final String library;
    private final Consumer<String> log;

    /** Null where the configuration cannot be meant. */
    private final PluginSettings settings;

    /** What is wrong with the configuration; empty where nothing is. */
    private final String mistake;

    /** Made by Declarative Services, out of a configuration. */
    @Activate
    public ExternalDelegateProvider(
            ExternalDelegateConfiguration configuration,
            @Reference(service = LoggerFactory.class) Logger logger) {
        this(
                configuration.org_vitral_delegate_name(),
                configuration.library(),
                List.of(configuration.options()),
                message ->
                        logger.warn("{}: {}", configuration.org_vitral_delegate_name(), message));
    }

    ExternalDelegateProvider(
            String name, String library, List<String> options, Consumer<String> log) {
        this.library = library;
        this.log = log;
        PluginSettings checked = null;
        String wrong = "";
        try {
            checked = PluginSettings.of(name, library, options);
        } catch (IllegalArgumentException e) {
            wrong = e.getMessage();
        }
        settings = checked;
        mistake = wrong;
    }

    @Override
    public String description() {
        return library.isBlank() ? "External delegate" : "External delegate " + library;
    }

    /** Maps the library, looks for its functions and lets it go; none of them is called. */
    @Override
    public DelegateProbe probe(TfLiteRuntime runtime) {
        try {
            requireSettings();
            runtime.version();
            PluginLibrary.open(settings.library()).close();
            return DelegateProbe.AVAILABLE;
        } catch (IllegalStateException e) {
            return DelegateProbe.unavailable(e.getMessage());
        }
    }

    @Override
    public Delegate create(TfLiteRuntime runtime, DelegateOptions options) {
        requireSettings();
        return new ExternalDelegate(runtime, settings, options, log);
    }

    private void requireSettings() {
        if (settings == null) {
            throw new IllegalStateException(mistake);
        }
    }
}
