// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;

class ExtensionCommandTest {

    @TempDir private Path folder;

    @Test
    void aFileIsLookedForInTheFolderOfTheSession() throws Exception {
        String expected = Files.createFile(folder.resolve("a b.jar")).toUri().toString();
        assertEquals(expected, ExtensionCommand.location("a b.jar", folder));
        assertEquals(expected, ExtensionCommand.location("file:a b.jar", folder));
        assertEquals(expected, ExtensionCommand.location(expected, folder));
    }

    @Test
    void anotherUrlIsTakenAsItIs() throws Exception {
        assertEquals(
                "https://example.org/a.jar",
                ExtensionCommand.location("https://example.org/a.jar", folder));
    }

    @Test
    void aFileThatIsNoArchiveIsCalledNoBundle() throws Exception {
        Path photograph = Files.writeString(folder.resolve("a.jpg"), "no archive");
        ZipException unreadable =
                assertThrows(ZipException.class, () -> new ZipFile(photograph.toFile()).close());
        assertEquals(
                "a.jpg is no bundle: it is no archive that can be read ("
                        + unreadable.getMessage()
                        + ")",
                ExtensionCommand.failure(
                                "a.jpg", new BundleException("Unable to cache bundle", unreadable))
                        .getMessage());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        for (String absent : new String[] {"no.jar", "file:no.jar", "file:/no/such.jar"}) {
            CommandException refusal =
                    assertThrows(
                            CommandException.class,
                            () -> ExtensionCommand.location(absent, folder));
            assertEquals(absent + ": there is no such file", refusal.getMessage());
        }
    }
}
