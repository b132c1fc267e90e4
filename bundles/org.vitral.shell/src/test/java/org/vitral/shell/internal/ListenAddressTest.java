// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({
        "5555, 5555",
        "127.0.0.1:5555, 5555",
        "localhost:1, 1",
        "[::1]:65535, 65535",
        "0, 0"
    })
    void thisMachineItselfIsAccepted(String given, int port) throws Exception {
        InetSocketAddress address = ListenAddress.parse(given);
        assertEquals(port, address.getPort());
        assertTrue(address.getAddress().isLoopbackAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:5555", "192.168.1.7:5555", "example.org:5555", "[::]:5555"})
    void anyOtherAddressIsRefusedWithASentence(String given) {
        UsageException refused =
                assertThrows(UsageException.class, () -> ListenAddress.parse(given));
        assertTrue(
                refused.getMessage().contains("listens on this machine only"),
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "65536", "127.0.0.1:", "5.5"})
    void whatIsNoPortIsRefused(String given) {
        UsageException refused =
                assertThrows(UsageException.class, () -> ListenAddress.parse(given));
        assertEquals(
                "--listen is a port from 0 to 65535, not '%s'".formatted(given),
                refused.getMessage());
    }

    @Test
    void aServerIsNeverOpenedElsewhere() {
        assertThrows(
                IllegalArgumentException.class,
                () -> RemoteShell.open(null, new InetSocketAddress("0.0.0.0", 0)));
    }
}
