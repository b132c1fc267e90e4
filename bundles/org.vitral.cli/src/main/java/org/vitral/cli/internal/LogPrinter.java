// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.admin.LoggerAdmin;
import org.osgi.service.log.admin.LoggerContext;

/**
 * Prints the platform's log: all that our own bundles say, and of the others what is a warning or
 * worse. Only loaded when somebody wants to see it, because the log service may be absent.
 */
final class LogPrinter implements LogListener {

    private final Consumer<String> lines;

    private LogPrinter(Consumer<String> lines) {
        this.lines = lines;
    }

    /**
     * Prints what was logged so far, and from now on.
     *
     * @return ends it
     */
    static Runnable open(BundleContext context, Consumer<String> lines) {
        ServiceReference<LogReaderService> reference =
                context.getServiceReference(LogReaderService.class);
        LogReaderService log = reference == null ? null : context.getService(reference);
        if (log == null) {
            lines.accept("[no log] The OSGi Log Service is not installed");
            return () -> {};
        }
        Runnable quiet = listenClosely(context);
        LogPrinter printer = new LogPrinter(lines);
        List<LogEntry> history = new ArrayList<>(Collections.list(log.getLog()));
        log.addLogListener(printer);
        history.reversed().forEach(printer::logged);
        return () -> {
            log.removeLogListener(printer);
            context.ungetService(reference);
            quiet.run();
        };
    }

    /**
     * The log service drops what is less than a warning unless it is told otherwise.
     *
     * @return makes it as it was
     */
    private static Runnable listenClosely(BundleContext context) {
        ServiceReference<LoggerAdmin> reference = context.getServiceReference(LoggerAdmin.class);
        LoggerAdmin admin = reference == null ? null : context.getService(reference);
        if (admin == null) {
            return () -> {};
        }
        LoggerContext root = admin.getLoggerContext(null);
        Map<String, LogLevel> before = root.getLogLevels();
        Map<String, LogLevel> close = new HashMap<>(before);
        close.put(Logger.ROOT_LOGGER_NAME, LogLevel.INFO);
        root.setLogLevels(close);
        return () -> {
            root.setLogLevels(before);
            context.ungetService(reference);
        };
    }

    @Override
    public void logged(LogEntry entry) {
        String bundle =
                entry.getBundle() == null ? "framework" : entry.getBundle().getSymbolicName();
        boolean ours = bundle != null && bundle.startsWith("org.vitral.");
        if (!ours && !LogLevel.WARN.implies(entry.getLogLevel())
                || entry.getLoggerName().startsWith("Events.")) {
            return;
        }
        StringBuilder text = new StringBuilder();
        text.append('[').append(entry.getLogLevel()).append("] ");
        text.append(bundle).append(": ").append(Text.oneLine(entry.getMessage()));
        if (entry.getException() != null) {
            StringWriter trace = new StringWriter();
            entry.getException().printStackTrace(new PrintWriter(trace));
            text.append(System.lineSeparator()).append(trace.toString().stripTrailing());
        }
        lines.accept(text.toString());
    }
}
