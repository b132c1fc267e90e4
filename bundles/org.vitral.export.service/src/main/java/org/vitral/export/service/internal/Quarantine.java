// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * Services that did not come back in time too often: they are set aside, since each time costs the
 * limit and a thread. A new service of that name, as after an update of its bundle, is not
 * concerned.
 */
final class Quarantine {

    private final int most;
    private final Map<Object, Case> cases = new HashMap<>();

    private record Case(int times, String last) {}

    /**
     * Nothing is set aside yet.
     *
     * @param most how often a service may exceed its limit until it is set aside
     */
    Quarantine(int most) {
        this.most = most;
    }

    /** Notes that a service did not come back in time. */
    synchronized void exceeded(ServiceReference<?> service, String last) {
        cases.merge(id(service), new Case(1, last), (old, one) -> new Case(old.times() + 1, last));
    }

    /** Why a service is set aside, if it is. */
    synchronized Optional<String> reason(ServiceReference<?> service) {
        return Optional.ofNullable(cases.get(id(service)))
                .filter(one -> one.times() >= most)
                .map(
                        one ->
                                "It is set aside, because it did not come back in time %s; the last"
                                                .formatted(
                                                        one.times() == 1
                                                                ? "once"
                                                                : one.times() + " times")
                                        + " time "
                                        + one.last());
    }

    /** Lets a service be used again. */
    synchronized boolean restore(ServiceReference<?> service) {
        boolean was = reason(service).isPresent();
        cases.remove(id(service));
        return was;
    }

    private static Object id(ServiceReference<?> service) {
        return service.getProperty(Constants.SERVICE_ID);
    }
}
