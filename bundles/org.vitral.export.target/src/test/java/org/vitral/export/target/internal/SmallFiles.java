// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.vitral.export.ExportTarget;
import org.vitral.export.ExportTargetProvider;
import org.vitral.option.Options;

/**
 * A program that writes a small and a big file to a target, while its operating system permits none
 * of more than 1 MB: what happens then is what happens on a full disk, in the middle of a write.
 */
final class SmallFiles {

    static final String WHY_NOT = "There is no shell with which a program could be limited";

    private SmallFiles() {}

    static boolean possible() {
        return Files.isExecutable(Path.of("/bin/sh"));
    }

    /** Runs it in a process of its own, and gives the lines that it prints. */
    static List<String> run(String kind, String place) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                "/bin/sh",
                                "-c",
                                // In units of 512 bytes.
                                "ulimit -f 2048 && exec \"$0\" \"$@\"",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:auto",
                                "-XX:-UsePerfData",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallFiles.class.getName(),
                                kind,
                                place)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<String> lines = process.inputReader().lines().toList();
        process.waitFor();
        return lines;
    }

    public static void main(String[] arguments) throws IOException {
        ExportTargetProvider provider =
                arguments[0].equals("zip") ? new ZipTargetProvider() : new FolderTargetProvider();
        byte[] big = new byte[3 << 20];
        new Random(1).nextBytes(big);
        try (ExportTarget target = provider.open(arguments[1], Options.NONE)) {
            write(target, "small.txt", new byte[] {'x'});
            write(target, "big.bin", big);
        } catch (IOException e) {
            System.out.println("no archive");
            return;
        }
        System.out.println("closed");
    }

    private static void write(ExportTarget target, String path, byte[] content) {
        try {
            TargetFiles.write(target, path, content);
            System.out.println(path + " written");
        } catch (IOException e) {
            System.out.println(path + " refused");
        }
    }
}
