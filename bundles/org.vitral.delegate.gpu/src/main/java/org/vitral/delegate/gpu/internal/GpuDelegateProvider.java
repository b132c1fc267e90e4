// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.tensorflow.lite.Delegate;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * Offers TensorFlow Lite's GPU delegate, where its library is. A configuration that cannot be meant
 * does not take the service away: its probe says what is wrong.
 *
 * <p>A changed configuration is a new service, so that engines on the old one move to the new.
 */
@Component(
        // At once: the official classes are told of the configured library.
        immediate = true,
        configurationPid = GpuDelegateProvider.PID,
        property = {
            DelegateProvider.NAME + "=" + GpuDelegateProvider.GPU,
            Constants.SERVICE_RANKING + ":Integer=" + GpuDelegateProvider.RANKING
        })
@Designate(ocd = GpuConfiguration.class)
public final class GpuDelegateProvider implements DelegateProvider {

    static final String PID = "org.vitral.delegate.gpu";

    static final String GPU = "gpu";

    /** Above XNNPACK: whoever installs the library wants it used. */
    static final int RANKING = 200;

    private final GpuInstallation installation;
    private final String library;

    /** Null where the configuration cannot be meant. */
    private final GpuOptions options;

    /** What is wrong with the configuration; empty where nothing is. */
    private final String mistake;

    /** Made by Declarative Services. */
    @Activate
    public GpuDelegateProvider(GpuConfiguration configuration) {
        this(GpuInstallation.current(), configuration);
        NamedLibrary.adopt(library);
    }

    GpuDelegateProvider(GpuInstallation installation, GpuConfiguration configuration) {
        this.installation = installation;
        String named = "";
        GpuOptions checked = null;
        String wrong = "";
        try {
            named = configuration.library();
            checked = optionsOf(configuration);
        } catch (IllegalArgumentException e) {
            wrong = e.getMessage();
        } catch (RuntimeException e) {
            // A value that is none of its attribute: Declarative Services throws when it is read.
            Throwable reason = e.getCause() == null ? e : e.getCause();
            wrong =
                    "The configuration %s has a value that is none of its attribute (%s): correct it, or use --delegate xnnpack"
                            .formatted(PID, reason.getMessage());
        }
        library = named;
        options = checked;
        mistake = wrong;
    }

    private static GpuOptions optionsOf(GpuConfiguration configuration) {
        return new GpuOptions(
                configuration.precision__loss__allowed(),
                configuration.inference__preference(),
                List.of(
                        configuration.inference__priority1(),
                        configuration.inference__priority2(),
                        configuration.inference__priority3()),
                Set.copyOf(List.of(configuration.experimental__flags())),
                configuration.max__delegated__partitions(),
                configuration.serialization__dir().strip(),
                "");
    }

    @Deactivate
    void deactivate() {
        NamedLibrary.abandon(library);
    }

    @Override
    public String description() {
        return "TensorFlow Lite's GPU delegate, by OpenCL or OpenGL ES (we have tried it on no real GPU)";
    }

    /** Looks for the library, for a driver, and for the library's functions; calls none of them. */
    @Override
    public DelegateProbe probe(TfLiteRuntime runtime) {
        if (options == null) {
            return DelegateProbe.unavailable(mistake);
        }
        try {
            runtime.version();
        } catch (IllegalStateException e) {
            return DelegateProbe.unavailable(e.getMessage());
        }
        return installation.probe(NamedLibrary.orProperty(library), options.flags());
    }

    @Override
    public Delegate create(TfLiteRuntime runtime, DelegateOptions engine) {
        if (options == null) {
            throw new IllegalStateException(mistake);
        }
        Path file = installation.places().find(NamedLibrary.orProperty(library));
        GpuOptions told = options.forModel(engine.modelToken());
        makeFolder(told.serializationDir());
        return new NativeGpuDelegate(runtime, file, told);
    }

    private static void makeFolder(String folder) {
        if (folder.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(Path.of(folder));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The GPU delegate cannot keep compiled kernels in %s (%s): change serialization_dir in the configuration %s"
                            .formatted(folder, e, PID),
                    e);
        }
    }
}
