// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageSequence;

class FileImageSourceTest {

    private final FileImageSource source = new FileImageSource(0);
    private byte[] picture;
    @TempDir private Path folder;

    @BeforeEach
    void makePicture() throws IOException {
        picture = Samples.write(Samples.redAndBlue(8, 8, BufferedImage.TYPE_3BYTE_BGR), "png");
    }

    @Test
    void acceptsFileLocationsOnly() {
        assertTrue(source.accepts(URI.create("file:///a/b.jpg")));
        assertTrue(source.accepts(URI.create("FILE:/a/b.jpg")));
        assertFalse(source.accepts(URI.create("http://example.org/b.jpg")));
        assertFalse(source.accepts(URI.create("b.jpg")));
    }

    @Test
    void aFileIsOneImageWhateverItsNameEndsIn() throws IOException {
        Path file = Files.write(folder.resolve("photo.dat"), picture);
        try (ImageSequence images = source.open(file.toUri())) {
            assertEquals(OptionalLong.of(1), images.count());
            ImageItem item = images.next().orElseThrow();
            assertEquals("photo.dat", item.name());
            try (Image image = item.read()) {
                assertEquals(8, image.width());
            }
            assertEquals(Optional.empty(), images.next());
        }
    }

    @Test
    void aFolderIsAllPicturesBelowItSortedByPath() throws IOException {
        for (String name :
                List.of(
                        "b.PNG",
                        "a/z.jpeg",
                        "a/b/c.WebP",
                        "notes.txt",
                        "png",
                        ".hidden.png",
                        ".git/x.png",
                        "c.tif")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, picture);
        }
        assertEquals(List.of("a/b/c.WebP", "a/z.jpeg", "b.PNG", "c.tif"), names(folder));
    }

    @Test
    void aHiddenFolderThatIsNamedIsRead() throws IOException {
        Path hidden = Files.createDirectory(folder.resolve(".photos"));
        Files.write(hidden.resolve("a.png"), picture);
        assertEquals(List.of("a.png"), names(hidden));
    }

    @Test
    void linksAreFollowedButNotInCircles() throws IOException {
        assumeTrue(isPosix(), "symbolic links need no right here");
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.write(inner.resolve("a.png"), picture);
        Files.createSymbolicLink(inner.resolve("back"), folder);
        Files.createSymbolicLink(folder.resolve("link.png"), inner.resolve("a.png"));
        assertEquals(List.of("inner/a.png", "link.png"), names(folder));
    }

    @Test
    void aLinkThatLeadsNowhereIsReportedByItsOwnRead() throws IOException {
        assumeTrue(isPosix(), "symbolic links need no right here");
        Files.createSymbolicLink(folder.resolve("a.png"), folder.resolve("gone.png"));
        Files.write(folder.resolve("b.png"), picture);
        try (ImageSequence images = source.open(folder.toUri())) {
            ImageItem broken = images.next().orElseThrow();
            assertEquals(
                    "It is a link to a file that is not there",
                    assertThrows(ImageException.class, broken::read).getMessage());
            images.next().orElseThrow().read().close();
        }
    }

    @Test
    void aMissingFileIsSaidToBeMissing() {
        assertRefused("There is no such file", folder.resolve("nothing.jpg"));
    }

    @Test
    void aFolderWithoutPicturesIsRefused() {
        assertRefused(
                "There are no pictures in this folder or below it (looked for names ending in jpg,"
                        + " jpeg, jpe, jfif, png, bmp, gif, tif, tiff, webp)",
                folder);
    }

    @Test
    void anEmptyFileIsSaidToBeEmpty() throws IOException {
        assertRefused("The file is empty", Files.createFile(folder.resolve("a.jpg")));
    }

    @Test
    void aFileThatMayNotBeReadIsSaidToBeSo() throws IOException {
        assumeTrue(isPosix(), "this system has other permissions");
        Path file = Files.write(folder.resolve("a.png"), picture);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(file), "the user who runs this test may read everything");
        assertRefused("It may not be read: permission denied", file);
    }

    @Test
    void aFolderThatMayNotBeReadIsReportedBesideTheOthers() throws IOException {
        assumeTrue(isPosix(), "this system has other permissions");
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.write(folder.resolve("open.png"), picture);
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeTrue(!Files.isReadable(closed), "the user who runs this test may read all");
            assertEquals(List.of("closed", "open.png"), names(folder));
            assertRefused("This folder may not be read: permission denied", closed);
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aPipeIsRefusedAtOnce() throws Exception {
        Path pipe = folder.resolve("pipe.jpg");
        assumeTrue(isPosix(), "this system has no pipes with names");
        assumeTrue(
                new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0,
                "mkfifo does not work here");
        assertRefused("It is a pipe, socket or device, not a file with a picture", pipe);
    }

    @Test
    void aDeviceIsRefused() {
        Path device = Path.of("/dev/zero");
        assumeTrue(Files.exists(device), "this system has no such device");
        assertRefused("It is a pipe, socket or device, not a file with a picture", device);
    }

    @Test
    void aLocationOnAnotherMachineIsRefused() {
        String reason =
                assertThrows(
                                ImageException.class,
                                () -> source.open(URI.create("file://somewhere/a.png?b")))
                        .getMessage();
        assertTrue(reason.startsWith("This location names no file on this machine ("), reason);
    }

    @Test
    void namesWithSpacesAndOtherLettersAreRead() throws IOException {
        Path file = Files.write(folder.resolve("ein Bild 100% \u00fc#?.png"), picture);
        try (Image image = source.read(file.toUri())) {
            assertEquals(8, image.width());
        }
    }

    private List<String> names(Path location) throws IOException {
        List<String> names = new ArrayList<>();
        try (ImageSequence images = source.open(location.toUri())) {
            for (var item = images.next(); item.isPresent(); item = images.next()) {
                names.add(item.get().name());
            }
            assertEquals(OptionalLong.of(names.size()), images.count());
        }
        return names;
    }

    private void assertRefused(String reason, Path file) {
        assertEquals(
                reason,
                assertThrows(ImageException.class, () -> source.read(file.toUri())).getMessage());
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
