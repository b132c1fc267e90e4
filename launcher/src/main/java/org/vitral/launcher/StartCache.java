// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder with what makes the next starts faster, for one distribution and one Java:
 *
 * <ul>
 *   <li>{@code java.args}, the arguments for Java, in the format of its argument files. It is what
 *       a start looks for, and names the other two;
 *   <li>{@code *.plan}, a {@link StartPlan};
 *   <li>{@code *.aot}, the classes of a run as Java stores them (JEP 483 and 514). Java itself
 *       checks that its own version, its flags and the class path are those of that run, and does
 *       without it if not.
 * </ul>
 *
 * <p>Each file is complete when it gets its name, {@code java.args} last. It may be removed at any
 * time.
 */
final class StartCache {

    /** The file that a start looks for. */
    static final String ARGUMENTS = "java.args";

    /** Says that nothing could be made, so that not each run tries again. */
    static final String FAILED = "failed";

    /** The system property with the file of the plan. */
    static final String PLAN = "vitral.start.plan";

    /**
     * The options for Java; the script gives the same ones where there is no cache. The log of the
     * cache is off because a cache that does not fit is nothing that a user needs to know.
     */
    static final List<String> OPTIONS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseSerialGC",
                    "-Djava.awt.headless=true",
                    "-Xlog:aot*=off,cds*=off");

    /** A photograph in which something is found, so that a legend is drawn. */
    private static final String PHOTOGRAPH = "docs/images/chelsea.jpg";

    private final Distribution distribution;
    private final Path folder;
    private final Path java;

    /**
     * A folder, which need not be there.
     *
     * @param java the folder of the Java that it is for
     */
    StartCache(Distribution distribution, Path folder, Path java) {
        this.distribution = distribution;
        this.folder = folder;
        this.java = java;
    }

    /**
     * Makes all files anew, over old ones, unless somebody else is doing so.
     *
     * @return what became of it, in one sentence
     */
    String make() throws LaunchException, IOException, InterruptedException {
        Files.createDirectories(folder);
        try (FileChannel channel =
                        FileChannel.open(
                                folder.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null ? "Another process prepares the start already" : makeAlone();
        }
    }

    private String makeAlone() throws LaunchException, IOException, InterruptedException {
        String name = Long.toUnsignedString(System.currentTimeMillis(), 36);
        Path plan = folder.resolve(name + ".plan");
        Path classes = folder.resolve(name + ".aot");
        StartPlan made = StartPlan.of(distribution, java);
        made.write(plan);
        List<String> options = options(made, plan);
        if (!train(options, classes)) {
            Files.writeString(folder.resolve(FAILED), "See the file log\n");
            Files.deleteIfExists(folder.resolve(ARGUMENTS));
            removeAllBut();
            return "The training run failed: see " + folder.resolve("log");
        }
        boolean archived = Files.exists(classes);
        if (archived) {
            options.add("-XX:AOTCache=" + classes);
            force(classes);
        }
        force(plan);
        Path arguments = folder.resolve(name + ".args");
        Files.write(arguments, options.stream().map(StartCache::quoted).toList());
        force(arguments);
        Files.move(arguments, folder.resolve(ARGUMENTS), StandardCopyOption.ATOMIC_MOVE);
        removeAllBut(plan, classes);
        return archived
                ? "The next start will be faster: " + folder
                : "This Java stores no classes; the next start will be a little faster: " + folder;
    }

    private List<String> options(StartPlan made, Path plan) throws LaunchException {
        List<Path> jars = new ArrayList<>(distribution.libraries());
        made.bundles().stream().filter(made.connected()::contains).forEach(jars::add);
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-Dvitral.home=" + distribution.home());
        options.add("-D" + PLAN + "=" + plan);
        options.add("-cp");
        options.add(
                jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        return options;
    }

    /** Lets Java watch a run; where no photograph can be segmented, one that needs no model. */
    private boolean train(List<String> options, Path classes)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("vitral-start-");
        try {
            Path photograph = work.resolve("photograph.jpg");
            Files.copy(distribution.home().resolve(PHOTOGRAPH), photograph);
            return run(work, options, classes, "segment", photograph.toString())
                    || run(work, options, classes, "models");
        } finally {
            remove(work);
        }
    }

    private boolean run(Path work, List<String> options, Path classes, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java.resolve("bin/java").toString());
        command.addAll(options);
        // Also for the long commands, which use the optimising compiler: with the profiles that it
        // wants stored as well, it begins its work in the short time in which it only disturbs.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:AOTCacheOutput=" + classes);
        command.add("-Dvitral.terminal=");
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                        .directory(work.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start()
                        .waitFor()
                == 0;
    }

    /** As an argument file wants it. */
    private static String quoted(String option) {
        return '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A file that was not on the disk when the power failed could be full of zeros afterwards. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Removes the plans and classes that were used until now. */
    private void removeAllBut(Path... kept) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, "*.{plan,aot,config,args}")) {
            for (Path file : files) {
                boolean current =
                        List.of(kept).contains(file)
                                || file.getFileName().toString().equals(ARGUMENTS);
                if (!current) {
                    Files.deleteIfExists(file);
                }
            }
        }
        if (kept.length > 0) {
            Files.deleteIfExists(folder.resolve(FAILED));
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
