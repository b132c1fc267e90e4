// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.vitral.export.ExportFormat;
import org.vitral.export.ExportKind;
import org.vitral.export.ExportRequest;
import org.vitral.export.ExportRun;
import org.vitral.export.ExportSettings;
import org.vitral.export.ExportTarget;
import org.vitral.export.Exports;
import org.vitral.option.Option;
import org.vitral.option.OptionException;
import org.vitral.option.Options;

/** The exports, with whatever is installed. Nothing is looked up before it is asked for. */
@Component(configurationPid = InstalledExports.PID)
@Designate(ocd = ExportConfiguration.class)
public final class InstalledExports implements Exports {

    static final String PID = "org.vitral.export.service";

    /** What a service may take to say what its options are. */
    private static final Duration OPTIONS_LIMIT = Duration.ofSeconds(10);

    private final FormatServices services;
    private final Limits limits;
    private final Quarantine quarantine;
    private final Workers workers = new Workers();

    @Activate
    public InstalledExports(BundleContext context, ExportConfiguration configuration) {
        this.services = new FormatServices(context);
        this.limits =
                new Limits(
                        configuration.time_limit() > 0
                                ? Optional.of(Duration.ofMillis(configuration.time_limit()))
                                : Optional.empty());
        this.quarantine = new Quarantine(Math.max(1, configuration.times_until_set_aside()));
    }

    @Deactivate
    void close() {
        workers.close();
    }

    @Override
    public List<String> names() {
        return services.names();
    }

    @Override
    public List<String> pictures() {
        return services.pictures();
    }

    @Override
    public List<ExportFormat> formats() {
        List<ExportFormat> formats = new ArrayList<>();
        for (String name : names()) {
            format(name).ifPresent(formats::add);
        }
        return formats;
    }

    @Override
    public Optional<ExportFormat> format(String name) {
        return services.find(name).map(installed -> describe(name, installed));
    }

    private ExportFormat describe(String name, FormatServices.Installed installed) {
        ServiceReference<?> reference = installed.reference();
        List<Option<?>> options = List.of();
        String trouble = quarantine.reason(reference).orElse("");
        if (trouble.isEmpty()) {
            try {
                options = options(name, installed);
            } catch (OptionException e) {
                trouble = e.getMessage();
            }
        }
        return new ExportFormat(
                name,
                installed.kind(),
                installed.suffix(name, ExportSettings.DEFAULT.picture()),
                installed.description(),
                options,
                FormatServices.bundle(reference),
                trouble);
    }

    /** Asks a service for its options, which is somebody else's code already. */
    private List<Option<?>> options(String name, FormatServices.Installed installed)
            throws OptionException {
        ServiceReference<?> reference = installed.reference();
        List<Option<?>> options = new ArrayList<>();
        Attempt attempt =
                Attempt.start(
                        workers,
                        name,
                        _ -> {
                            Optional<?> service = services.get(reference);
                            if (service.isEmpty()) {
                                throw new IllegalStateException("it could not be made");
                            }
                            try {
                                options.addAll(RequestedFormat.options(service.get()));
                            } finally {
                                services.unget(reference);
                            }
                        });
        String called = Failures.called(installed.kind(), name);
        try {
            if (!attempt.await(OPTIONS_LIMIT.toNanos()) && attempt.giveUp()) {
                throw new OptionException(
                        "%s did not say within %s what its options are"
                                .formatted(called, Limits.text(OPTIONS_LIMIT)));
            }
        } catch (InterruptedException e) {
            attempt.giveUp();
            Thread.currentThread().interrupt();
            throw new OptionException("The program was interrupted", e);
        }
        if (attempt.failure() != null) {
            throw new OptionException(
                    "%s cannot say what its options are: %s"
                            .formatted(called, attempt.failure().toString()),
                    attempt.failure());
        }
        return options;
    }

    @Override
    public ExportRun begin(
            List<ExportRequest> requests, ExportTarget target, ExportSettings settings)
            throws OptionException {
        List<RequestedFormat> formats = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ExportRequest request : requests) {
            if (!seen.add(request.format())) {
                throw new OptionException(
                        "The format %s is asked for twice".formatted(request.format()));
            }
            formats.add(requested(request, settings));
        }
        FrameRun run =
                new FrameRun(
                        formats,
                        settings.names(),
                        target,
                        settings.limit().isPresent() ? new Limits(settings.limit()) : limits,
                        workers,
                        quarantine);
        Optional<List<String>> clash = run.clash();
        if (clash.isPresent()) {
            throw new OptionException(
                    "With the names %s the formats %s would be the same file: put {format} or"
                                    .formatted(
                                            settings.names().text(),
                                            String.join(" and ", clash.get()))
                            + " {suffix} into it");
        }
        return run;
    }

    private RequestedFormat requested(ExportRequest request, ExportSettings settings)
            throws OptionException {
        FormatServices.Installed installed =
                services.find(request.format())
                        .orElseThrow(
                                () ->
                                        new OptionException(
                                                "There is no format %s; there are: %s"
                                                        .formatted(
                                                                request.format(),
                                                                String.join(", ", names()))));
        if (installed.kind() == ExportKind.RENDERER
                && services.encoder(settings.picture()).isEmpty()) {
            throw new OptionException(
                    "There is no encoder for pictures as %s; there are: %s"
                            .formatted(settings.picture(), String.join(", ", pictures())));
        }
        if (!request.options().isEmpty()) {
            Options.read(options(request.format(), installed), request.options());
        }
        return new RequestedFormat(request, settings.picture(), installed, services, quarantine);
    }

    @Override
    public boolean restore(String name) {
        return services.find(name).map(one -> quarantine.restore(one.reference())).orElse(false);
    }
}
