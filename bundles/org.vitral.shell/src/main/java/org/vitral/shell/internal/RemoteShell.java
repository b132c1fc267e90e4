// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;

/**
 * Sessions over the loopback interface: a line in, what it prints out. For {@code nc} and {@code
 * telnet}.
 */
final class RemoteShell implements AutoCloseable {

    static final String PROMPT = "vitral> ";

    /** More sessions than this at once are an accident. */
    private static final int MOST_SESSIONS = 16;

    /** A longer line is no command. */
    private static final int LONGEST_LINE = 65_536;

    /**
     * How a browser begins: a web page could have it send commands to this port, in what follows.
     */
    private static final Pattern HTTP =
            Pattern.compile("[A-Z]+ \\S+ HTTP/\\d.*|(?i:host):.*", Pattern.DOTALL);

    private final CommandProcessor processor;
    private final ServerSocket server;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MOST_SESSIONS);

    private RemoteShell(CommandProcessor processor, ServerSocket server) {
        this.processor = processor;
        this.server = server;
    }

    /**
     * Begins to listen.
     *
     * @throws CommandException if the place is taken
     */
    static RemoteShell open(CommandProcessor processor, InetSocketAddress address)
            throws CommandException {
        if (!address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(address + " is not this machine's own");
        }
        try {
            ServerSocket server = new ServerSocket();
            try {
                server.bind(address);
            } catch (IOException e) {
                server.close();
                throw e;
            }
            RemoteShell shell = new RemoteShell(processor, server);
            Thread.ofPlatform().daemon().name("vitral shell").start(shell::accept);
            return shell;
        } catch (IOException e) {
            throw new CommandException(
                    "--listen: %s:%d: %s"
                            .formatted(
                                    address.getAddress().getHostAddress(),
                                    address.getPort(),
                                    e.getMessage()),
                    e);
        }
    }

    /** {@code "127.0.0.1:5555"}. */
    String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (!places.tryAcquire()) {
                    client.close();
                    continue;
                }
                clients.add(client);
                Thread.ofPlatform().daemon().name("vitral shell client").start(() -> serve(client));
            } catch (IOException e) {
                // The server was closed, or that one client went before it was let in.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.UTF_8));
                PrintStream out =
                        new PrintStream(client.getOutputStream(), false, StandardCharsets.UTF_8);
                // A command that reads its input finds nothing: the lines are commands.
                CommandSession session =
                        Script.session(
                                processor, java.io.InputStream.nullInputStream(), out, out)) {
            converse(in, out, session);
        } catch (IOException e) {
            // The client went.
        } finally {
            clients.remove(client);
            places.release();
        }
    }

    private static void converse(BufferedReader in, PrintStream out, CommandSession session)
            throws IOException {
        while (true) {
            out.print(PROMPT);
            out.flush();
            String line = readLine(in);
            if (line == null || isEnd(line)) {
                return;
            }
            if (HTTP.matcher(line).matches()) {
                out.println("This is a shell and no web server.");
                out.flush();
                return;
            }
            if (!line.isBlank()) {
                Script.run(session, line, out, out);
            }
        }
    }

    /** A line, or null at the end or where it is too long to be a command. */
    private static String readLine(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return line.isEmpty() ? null : line.toString();
            }
            if (line.length() == LONGEST_LINE) {
                return null;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Whether somebody wants to end a session. */
    static boolean isEnd(String line) {
        String word = line.strip();
        return word.equals("exit") || word.equals("quit") || word.equals("logout");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // It was closed before.
        }
        for (Socket client : clients) {
            try {
                client.close();
            } catch (IOException e) {
                // It is gone.
            }
        }
    }
}
