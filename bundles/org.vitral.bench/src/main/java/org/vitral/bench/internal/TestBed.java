// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.vitral.model.Model;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * What all engines of a run have in common.
 *
 * @param asked the model as a segmenter's configuration names it
 * @param model the model
 * @param content the bytes of its file
 * @param frames the frames, at least one
 */
record TestBed(
        BundleContext context,
        TfLiteRuntime runtime,
        OwnSegmenters segmenters,
        String asked,
        Model model,
        MemorySegment content,
        List<Frame> frames) {

    /** The provider of a delegate that works here. */
    DelegateProvider provider(String delegate) throws EngineRefusal {
        Optional<DelegateProvider> provider =
                Services.find(context, DelegateProvider.class, DelegateProvider.NAME, delegate);
        if (provider.isEmpty()) {
            throw new EngineRefusal("No delegate of that name is installed");
        }
        DelegateProbe probe = provider.get().probe(runtime);
        if (!probe.available()) {
            throw new EngineRefusal(probe.reason());
        }
        return provider.get();
    }

    /** An interpreter of the unmodified model. */
    RawInterpreter raw(String delegate, int threads) throws EngineRefusal {
        DelegateProvider provider = provider(delegate);
        try {
            return RawInterpreter.open(
                    runtime, provider, content, model.description().input(), threads);
        } catch (RuntimeException e) {
            throw new EngineRefusal(String.valueOf(e.getMessage()));
        }
    }

    /** The configuration of a segmenter. */
    Map<String, Object> configuration(String delegate, int threads, int interpreters) {
        Map<String, Object> properties = new HashMap<>();
        if (!asked.isEmpty()) {
            properties.put("model", asked);
        }
        properties.put("delegate", delegate);
        properties.put("threads", threads);
        properties.put("interpreters", interpreters);
        return properties;
    }
}
