// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.vitral.image.ImageException;
import org.vitral.image.ImageItem;

/**
 * The pictures in a folder and in all folders below it, by the endings of their names and sorted by
 * them. Links are followed, a link back to a folder above is not; hidden files and folders are left
 * out.
 */
final class PictureFolder {

    private static final List<String> ENDINGS =
            List.of("jpg", "jpeg", "jpe", "jfif", "png", "bmp", "gif", "tif", "tiff", "webp");

    private final Path root;
    private final PictureDecoder decoder;

    PictureFolder(Path root, PictureDecoder decoder) {
        this.root = root;
        this.decoder = decoder;
    }

    /** The endings of names that are taken for pictures, for a person to read. */
    static String endings() {
        return String.join(", ", ENDINGS);
    }

    List<ImageItem> pictures() throws IOException {
        List<ImageItem> found = new ArrayList<>();
        Files.walkFileTree(
                root,
                EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes what) {
                        return isHidden(dir)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes what) {
                        // A link that leads nowhere arrives here as a link: reading it will say so.
                        boolean readable = what.isRegularFile() || what.isSymbolicLink();
                        if (readable && isPicture(file) && !isHidden(file)) {
                            found.add(new PictureItem(nameOf(file), file, decoder));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path path, IOException why)
                            throws IOException {
                        if (why instanceof FileSystemLoopException || isHidden(path)) {
                            return FileVisitResult.CONTINUE;
                        }
                        String reason =
                                why instanceof AccessDeniedException
                                        ? "This folder may not be read: permission denied"
                                        : "This folder cannot be read (" + why.getMessage() + ")";
                        if (path.equals(root)) {
                            throw new ImageException(reason, why);
                        }
                        found.add(new UnreadableFolder(nameOf(path), reason));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path dir, IOException why)
                            throws IOException {
                        return why == null ? FileVisitResult.CONTINUE : visitFileFailed(dir, why);
                    }
                });
        found.sort(Comparator.comparing(ImageItem::name));
        return found;
    }

    private boolean isHidden(Path path) {
        if (path.equals(root)) {
            return false; // it was asked for by name
        }
        try {
            return path.getFileName().toString().startsWith(".") || Files.isHidden(path);
        } catch (IOException e) {
            return false; // whatever is wrong with it is better reported by reading it
        }
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return ENDINGS.contains(ending) && ending.length() < name.length();
    }

    private String nameOf(Path file) {
        return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }
}
