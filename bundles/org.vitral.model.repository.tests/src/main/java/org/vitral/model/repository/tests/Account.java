// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.tests;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.vitral.model.Model;
import org.vitral.model.ModelEvent;
import org.vitral.model.ModelListener;

/**
 * A listener that keeps account of what it was told, and of what that does not go together with.
 */
final class Account implements ModelListener {
    private final Map<String, String> here = new TreeMap<>();
    private final BlockingQueue<ModelEvent> events = new LinkedBlockingQueue<>();
    private final List<String> contradictions;

    Account(List<String> contradictions) {
        this.contradictions = contradictions;
    }

    @Override
    public synchronized void modelsChanged(ModelEvent event) {
        String key = event.name() + " " + event.version();
        boolean fits =
                switch (event.kind()) {
                    case ARRIVED -> here.put(key, what(event.origin(), event.sha256())) == null;
                    case REPLACED -> here.put(key, what(event.origin(), event.sha256())) != null;
                    case LEFT -> here.remove(key) != null;
                    case LABELLED -> true;
                };
        if (!fits) {
            contradictions.add("%s, but there were %s".formatted(event, here));
        }
        events.add(event);
    }

    private static String what(String origin, String sha256) {
        return origin + " " + sha256;
    }

    /** What is here, by the account. */
    synchronized Map<String, String> here() {
        return new TreeMap<>(here);
    }

    /** What is here, by the repository, in the same form. */
    static Map<String, String> of(List<Model> models) {
        Map<String, String> here = new TreeMap<>();
        for (Model model : models) {
            here.put(
                    model.description().name() + " " + model.description().version(),
                    what(model.origin(), model.description().sha256()));
        }
        return here;
    }

    /** The next event, as text. */
    String next() throws InterruptedException {
        ModelEvent event = events.take();
        return "%s %s %s%s"
                .formatted(
                        event.kind(),
                        event.name(),
                        event.version(),
                        event.label().map(label -> " " + label).orElse(""));
    }
}
