// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;
import org.vitral.model.ModelEvent;
import org.vitral.model.ModelEvent.Kind;

/**
 * The models that come and go: those of started bundles and of watched folders. A change is put
 * into the queue of each listener in the same breath in which it takes effect, so that all
 * listeners see all changes in one order; no listener is called here.
 */
final class OfferedModels implements Supplier<List<FoundModel>> {

    /**
     * A place that offers models. Of two that offer the same name and version the lesser is used:
     * bundles by their number, then folders by their path.
     */
    record Place(long bundle, String folder) implements Comparable<Place> {
        static Place ofBundle(long id) {
            return new Place(id, "");
        }

        static Place ofFolder(String path) {
            return new Place(Long.MAX_VALUE, path);
        }

        @Override
        public int compareTo(Place other) {
            int order = Long.compare(bundle, other.bundle);
            return order != 0 ? order : folder.compareTo(other.folder);
        }
    }

    private record Identity(String name, String version) {
        static Identity of(FoundModel model) {
            return new Identity(model.name(), model.description().version());
        }
    }

    private final NavigableMap<Place, List<FoundModel>> places = new TreeMap<>();
    private final Set<ListenerQueue> listeners = new CopyOnWriteArraySet<>();
    private volatile Map<Identity, FoundModel> offered = Map.of();

    /** What is offered now, each name and version once. */
    @Override
    public List<FoundModel> get() {
        return List.copyOf(offered.values());
    }

    /** From now on a place offers these models, and no others. */
    synchronized void offer(Place place, List<FoundModel> models) {
        if (models.isEmpty()) {
            places.remove(place);
        } else {
            places.put(place, List.copyOf(models));
        }
        Map<Identity, FoundModel> after = new LinkedHashMap<>();
        places.values().stream()
                .flatMap(List::stream)
                .forEach(model -> after.putIfAbsent(Identity.of(model), model));
        List<ModelEvent> events = difference(offered, after);
        offered = after;
        events.forEach(this::enqueue);
    }

    /** Who leaves is told of last, so that the user of one version finds the next one there. */
    private static List<ModelEvent> difference(
            Map<Identity, FoundModel> before, Map<Identity, FoundModel> after) {
        List<ModelEvent> events = new ArrayList<>();
        after.forEach(
                (identity, model) -> {
                    FoundModel old = before.get(identity);
                    if (old == null) {
                        events.add(event(Kind.ARRIVED, model));
                    } else if (!old.isLike(model)) {
                        events.add(event(Kind.REPLACED, model));
                    }
                });
        before.forEach(
                (identity, model) -> {
                    if (!after.containsKey(identity)) {
                        events.add(event(Kind.LEFT, model));
                    }
                });
        return events;
    }

    private static ModelEvent event(Kind kind, FoundModel model) {
        return new ModelEvent(
                kind,
                model.name(),
                model.description().version(),
                model.description().sha256(),
                model.origin(),
                Optional.empty());
    }

    /** Tells all listeners of a label that moved. */
    synchronized void labelled(FoundModel model, String label) {
        enqueue(
                new ModelEvent(
                        Kind.LABELLED,
                        model.name(),
                        model.description().version(),
                        model.description().sha256(),
                        model.origin(),
                        Optional.of(label)));
    }

    private void enqueue(ModelEvent event) {
        listeners.forEach(listener -> listener.add(event));
    }

    /** Tells a listener of what is here, and from then on of each change. */
    synchronized void add(ListenerQueue listener) {
        listeners.add(listener);
        offered.values().forEach(model -> listener.add(event(Kind.ARRIVED, model)));
    }

    void remove(ListenerQueue listener) {
        listeners.remove(listener);
    }
}
