// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where a shell may listen: on this machine for this machine, and nowhere else. */
final class ListenAddress {

    private static final int HIGHEST_PORT = 65_535;

    private ListenAddress() {}

    /**
     * Reads {@code 5555}, {@code 127.0.0.1:5555}, {@code localhost:5555} or {@code [::1]:5555}. The
     * port 0 lets the system choose one.
     *
     * @throws UsageException if that is no such place
     */
    static InetSocketAddress parse(String given) throws UsageException {
        int colon = given.lastIndexOf(':');
        int port = port(given, given.substring(colon + 1));
        String host = colon < 0 ? "" : given.substring(0, colon);
        return new InetSocketAddress(host.isEmpty() ? loopback() : address(given, host), port);
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private static InetAddress address(String given, String host) throws UsageException {
        String plain =
                host.startsWith("[") && host.endsWith("]")
                        ? host.substring(1, host.length() - 1)
                        : host;
        // No name but this one is looked up: what it leads to could change.
        boolean literal = plain.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
        if (plain.equals("localhost")) {
            return loopback();
        }
        try {
            if (literal && InetAddress.getByName(plain).isLoopbackAddress()) {
                return InetAddress.getByName(plain);
            }
        } catch (UnknownHostException e) {
            throw new UsageException("--listen: '%s' is no address".formatted(given));
        }
        throw new UsageException(
                "--listen: the shell listens on this machine only (127.0.0.1), not on %s: whoever"
                                .formatted(plain)
                        + " reaches it can do all that this user can");
    }

    private static int port(String given, String digits) throws UsageException {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageException(
                "--listen is a port from 0 to %d, not '%s'".formatted(HIGHEST_PORT, given));
    }
}
