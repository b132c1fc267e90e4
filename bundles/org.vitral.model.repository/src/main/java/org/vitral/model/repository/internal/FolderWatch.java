// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.vitral.model.RejectedModel;

/**
 * Watches one folder on a thread of its own: it looks when the system tells of a change, when a
 * file may have settled, and now and then all the same, as a folder on another machine, or one that
 * was made anew, sends no events.
 */
final class FolderWatch implements AutoCloseable {
    /** Tells apart two watches of the same folder. */
    private static final AtomicLong WATCHES = new AtomicLong();

    private final Path folder;
    private final Duration period;
    private final OfferedModels offered;
    private final Consumer<String> warnings;
    private final SettlingFolder files;
    private final WatchService watcher;
    private final Thread thread;
    private final OfferedModels.Place place;
    private WatchKey registered;
    private volatile List<RejectedModel> rejected = List.of();
    private boolean closed;

    /**
     * Begins to watch.
     *
     * @param settle how long a file must stay as it is
     * @param period the longest time between two looks
     */
    FolderWatch(
            Path folder,
            Duration settle,
            Duration period,
            FileIdentifier identifier,
            OfferedModels offered,
            Consumer<String> warnings) {
        this.folder = folder;
        this.period = period;
        this.offered = offered;
        this.warnings = warnings;
        this.place = OfferedModels.Place.ofFolder(folder + "\0" + WATCHES.incrementAndGet());
        this.files =
                new SettlingFolder(
                        folder, settle, identifier, System::nanoTime, InstantSource.system());
        this.watcher = watcher();
        this.thread = Thread.ofPlatform().daemon().name("vitral-model-folder").unstarted(this::run);
        thread.start();
    }

    /** The system's watch, or none where it has no more of them: then there are only the looks. */
    private WatchService watcher() {
        try {
            return folder.getFileSystem().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            warnings.accept(
                    "The folder %s is looked at each %d s only: %s"
                            .formatted(folder, period.toSeconds(), e.getMessage()));
            return null;
        }
    }

    List<RejectedModel> rejected() {
        return rejected;
    }

    private void run() {
        try {
            while (true) {
                register();
                SettlingFolder.Look look = files.look();
                if (!publish(look)) {
                    return;
                }
                await(
                        look.settlesIn()
                                .filter(wait -> wait.compareTo(period) < 0)
                                .orElse(period)
                                .plusMillis(1));
            }
        } catch (InterruptedException | ClosedWatchServiceException | ClosedFileSystemException e) {
            // It was closed, or the file system was.
        }
    }

    /** Whether it goes on. */
    private boolean publish(SettlingFolder.Look look) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            rejected = look.rejected();
            offered.offer(place, look.models());
        }
        look.news().forEach(one -> warnings.accept(sentence(one)));
        return true;
    }

    private static String sentence(RejectedModel one) {
        return one.reason().contains(one.origin())
                ? one.reason()
                : "%s: %s".formatted(one.origin(), one.reason());
    }

    /** Has the system tell of changes, again where the folder was removed and made anew. */
    private void register() {
        if (watcher == null
                || registered != null && registered.isValid()
                || !Files.isDirectory(folder)) {
            return;
        }
        try {
            registered =
                    folder.register(
                            watcher,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            // The next look tries again; until then there are only the looks.
            registered = null;
        }
    }

    private void await(Duration longest) throws InterruptedException {
        if (watcher == null) {
            Thread.sleep(longest);
            return;
        }
        WatchKey key = watcher.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = watcher.poll();
        }
    }

    /** Ends the watch; what the folder offered leaves. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            rejected = List.of();
            offered.offer(place, List.of());
        }
        thread.interrupt();
        if (watcher != null) {
            try {
                watcher.close();
            } catch (IOException e) {
                // It is of no use any more.
            }
        }
    }
}
