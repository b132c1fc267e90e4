// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.List;
import java.util.function.ToIntFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.vitral.segmentation.Segmenter;

/**
 * The program as a service: whoever started the framework gives it the arguments and takes the exit
 * code. One run at a time.
 */
@Component(service = ToIntFunction.class, property = "org.vitral.command=vitral")
public final class VitralCommand implements ToIntFunction<String[]> {

    private final BundleContext context;

    @Activate
    public VitralCommand(BundleContext context) {
        this.context = context;
    }

    @Override
    public synchronized int applyAsInt(String[] arguments) {
        return new Vitral(
                        () -> new OsgiPlatform(context),
                        this::versions,
                        ResultStream.ofProcess(),
                        System.err,
                        Terminal.detect())
                .run(arguments);
    }

    private List<String> versions() {
        Bundle api = FrameworkUtil.getBundle(Segmenter.class);
        return List.of(
                "vitral " + readable(context.getBundle().getVersion()),
                "API    " + (api == null ? "unknown" : readable(api.getVersion())),
                "Java   %s (%s)"
                        .formatted(Runtime.version(), System.getProperty("java.vm.vendor", "")),
                "System %s %s"
                        .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    /** A version as Maven writes it. */
    private static String readable(Version version) {
        String number = version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
        return version.getQualifier().isEmpty() ? number : number + "-" + version.getQualifier();
    }
}
