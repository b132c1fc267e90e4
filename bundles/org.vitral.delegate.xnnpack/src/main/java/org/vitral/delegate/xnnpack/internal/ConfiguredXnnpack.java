// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import java.util.Hashtable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.vitral.tflite.runtime.DelegateProvider;

/**
 * Offers an {@link XnnpackDelegateProvider} with the configuration of the moment. A changed
 * configuration is a new service, which arrives before the old one leaves: what runs on XNNPACK
 * finds it there when it has to move on, and needs no other delegate in between.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = XnnpackConfiguration.PID)
@Designate(ocd = XnnpackConfiguration.class)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>='org.vitral.tflite.runtime.DelegateProvider'",
        uses = DelegateProvider.class)
public final class ConfiguredXnnpack {

    private final BundleContext context;
    private final Logger logger;
    private ServiceRegistration<DelegateProvider> registration;

    @Activate
    public ConfiguredXnnpack(
            BundleContext context,
            @Reference(service = LoggerFactory.class) Logger logger,
            XnnpackConfiguration configuration) {
        this.context = context;
        this.logger = logger;
        registration = register(configuration);
    }

    /** A configuration that cannot be used is reported, and what was there before stays. */
    @Modified
    void modified(XnnpackConfiguration configuration) {
        try {
            ServiceRegistration<DelegateProvider> old = registration;
            registration = register(configuration);
            old.unregister();
        } catch (IllegalArgumentException e) {
            logger.warn("{}: {}", XnnpackConfiguration.PID, e.getMessage());
        }
    }

    @Deactivate
    void deactivate() {
        registration.unregister();
    }

    private ServiceRegistration<DelegateProvider> register(XnnpackConfiguration configuration) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(DelegateProvider.NAME, XnnpackDelegateProvider.XNNPACK);
        properties.put(Constants.SERVICE_RANKING, XnnpackDelegateProvider.RANKING);
        return context.registerService(
                DelegateProvider.class,
                new XnnpackDelegateProvider(XnnpackSettings.of(configuration), logger::warn),
                properties);
    }
}
