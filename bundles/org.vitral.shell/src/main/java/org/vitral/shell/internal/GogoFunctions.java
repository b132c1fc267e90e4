// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Converters;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The general commands of Gogo, such as {@code grep} and {@code each}, where no other bundle brings
 * them. Gogo's own bundle would start a session on the terminal with them.
 */
@Component(
        immediate = true,
        service = {})
public final class GogoFunctions {

    private static final String[] BUILTINS = {
        "bg", "fg", "format", "getopt", "jobs", "new", "set", "tac", "type"
    };
    private static final String[] PROCEDURES = {
        "break", "continue", "each", "if", "not", "throw", "try", "until", "while"
    };
    private static final String[] POSIX = {
        "cat", "cd", "clear", "date", "echo", "grep", "head", "less", "ls", "pwd", "sleep", "sort",
        "tail", "watch", "wc"
    };

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Activate
    public GogoFunctions(BundleContext context, @Reference CommandProcessor processor)
            throws InvalidSyntaxException {
        if (context.getAllServiceReferences(
                        null, "(&(osgi.command.scope=gogo)(osgi.command.function=grep))")
                != null) {
            return;
        }
        try {
            register(context, new Builtin(), BUILTINS);
            register(context, new Procedural(), PROCEDURES);
            register(context, new PlainPosix(processor), POSIX);
        } catch (NoClassDefFoundError e) {
            // JLine is not here: those that need it are left out.
        }
        // What is typed for a bundle may be its number or its name.
        registrations.add(
                context.registerService(
                        Converter.class,
                        new Converters(
                                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                                        .getBundleContext()),
                        null));
    }

    private void register(BundleContext context, Object commands, String[] functions) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, "gogo");
        properties.put(CommandProcessor.COMMAND_FUNCTION, functions);
        registrations.add(context.registerService(Object.class.getName(), commands, properties));
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}
