// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The shell as a service: {@code -c SCRIPT} runs a script, {@code --stdin} the one on the standard
 * input, {@code --listen PORT} serves sessions on the loopback interface until the process ends,
 * and no argument at all is a session on the terminal. The result is the exit code.
 */
@Component(service = ToIntFunction.class, property = "org.vitral.command=shell")
public final class ShellProgram implements ToIntFunction<String[]> {

    private final CommandProcessor processor;
    private final Registry registry;
    private final BundleContext context;

    @Activate
    public ShellProgram(
            BundleContext context,
            @Reference CommandProcessor processor,
            @Reference Registry registry) {
        this.context = context;
        this.processor = processor;
        this.registry = registry;
    }

    @Override
    public int applyAsInt(String[] arguments) {
        // Not System.out: Gogo puts a stream of its own there, which leads to sessions.
        try (PrintStream out = stream(FileDescriptor.out, "stdout.encoding");
                PrintStream err = stream(FileDescriptor.err, "stderr.encoding")) {
            return run(List.of(arguments), new FileInputStream(FileDescriptor.in), out, err);
        }
    }

    private static PrintStream stream(FileDescriptor descriptor, String encoding) {
        Charset charset =
                Charset.forName(System.getProperty(encoding, Charset.defaultCharset().name()));
        return new PrintStream(new FileOutputStream(descriptor), true, charset);
    }

    int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        try {
            if (arguments.isEmpty()) {
                return terminal();
            }
            return switch (arguments.getFirst()) {
                case "-c" -> script(arguments.getLast(), InputStream.nullInputStream(), out, err);
                case "--stdin" -> script(text(in), InputStream.nullInputStream(), out, err);
                case "--listen" -> listen(ListenAddress.parse(arguments.getLast()), err);
                default ->
                        throw new UsageException(
                                "The shell takes -c, --stdin or --listen, not '%s'"
                                        .formatted(arguments.getFirst()));
            };
        } catch (CommandException e) {
            err.println("vitral: " + e.getMessage());
            return e instanceof UsageException ? Script.USAGE : Script.FAILED;
        }
    }

    private static String text(InputStream in) throws CommandException {
        try {
            return new String(in.readAllBytes(), Charset.defaultCharset());
        } catch (IOException e) {
            throw new CommandException("The script cannot be read: " + e.getMessage(), e);
        }
    }

    private int script(String text, InputStream in, PrintStream out, PrintStream err) {
        try (CommandSession session = Script.session(processor, in, out, err)) {
            return Script.run(session, text, out, err);
        }
    }

    private int terminal() throws CommandException {
        try {
            new TerminalSession(
                            processor,
                            new Completion(registry, HelpCommand.manuals(context)),
                            HistoryFile.ofUser())
                    .run();
            return Script.DONE;
        } catch (NoClassDefFoundError e) {
            throw new CommandException(
                    "A session needs the bundle org.jline, which is not installed; a script does not"
                            + " (-c)",
                    e);
        }
    }

    private int listen(InetSocketAddress address, PrintStream err) throws CommandException {
        try (RemoteShell shell = RemoteShell.open(processor, address)) {
            err.println(
                    "vitral: the shell listens on %s; Ctrl-C ends it".formatted(shell.address()));
            new CountDownLatch(1).await();
            return Script.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Script.DONE;
        }
    }
}
