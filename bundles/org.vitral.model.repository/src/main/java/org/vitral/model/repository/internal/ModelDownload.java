// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Flow;
import org.vitral.model.FetchProgress;
import org.vitral.model.ModelException;

/**
 * Downloads a model's file. What has come is kept in a {@code .part} file beside the target, and
 * the next try goes on after it; a file under the target's own name is complete and has the right
 * checksum.
 */
public final class ModelDownload {
    /** How often a broken connection is made again, as long as each brings something. */
    private static final int TRIES = 5;

    /** How long may pass before there is a connection, and between two pieces of data. */
    record Limits(Duration connect, Duration silence) {
        static final Limits USUAL = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    /** The connection broke, or never was; what has come is kept. */
    private static final class CutOff extends IOException {
        private static final long serialVersionUID = 1L;

        CutOff(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    private final String what;
    private final ModelFile file;
    private final URI url;
    private final Path target;
    private final Limits limits;

    /**
     * A download.
     *
     * @param what what messages call the model
     * @param file what is expected
     * @param url where it is
     * @param target where it is to be
     */
    public ModelDownload(String what, ModelFile file, URI url, Path target) {
        this(what, file, url, target, Limits.USUAL);
    }

    ModelDownload(String what, ModelFile file, URI url, Path target, Limits limits) {
        this.what = what;
        this.file = file;
        this.url = url;
        this.target = target;
        this.limits = limits;
    }

    /**
     * Downloads on the calling thread.
     *
     * @throws ModelException if the file cannot be had, is not the one that is expected, or cannot
     *     be written
     */
    public void run(FetchProgress progress) throws ModelException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.getParent());
            try (FileChannel channel =
                            FileChannel.open(
                                    part,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE);
                    FileLock lock = lock(channel, part);
                    HttpClient client = client()) {
                try {
                    download(client, channel, progress);
                } finally {
                    client.shutdownNow();
                }
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (ModelException e) {
            deleteEmpty(part);
            throw e;
        } catch (IOException e) {
            throw new ModelException(
                    "%s cannot be kept in %s: %s".formatted(what, target.getParent(), e), e);
        }
    }

    private static void deleteEmpty(Path part) {
        try {
            if (Files.size(part) == 0) {
                Files.delete(part);
            }
        } catch (IOException e) {
            // Nothing is lost: an empty part is the same as none.
        }
    }

    private FileLock lock(FileChannel channel, Path part) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new ModelException(
                    "%s is being fetched already: %s is locked".formatted(what, part));
        }
        return lock;
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    private void download(HttpClient client, FileChannel part, FetchProgress progress)
            throws IOException {
        if (part.size() > file.size()) {
            part.truncate(0);
        }
        boolean pieced = part.size() > 0;
        boolean restarted = false;
        int tries = 0;
        while (true) {
            long before = part.size();
            try {
                if (before < file.size()) {
                    request(client, part, progress);
                }
            } catch (CutOff e) {
                if (++tries == TRIES || part.size() <= before) {
                    throw failed(cutOff(e, part), e);
                }
                pieced = true;
                continue;
            }
            String sha256 = sha256(part);
            if (sha256.equals(file.sha256())) {
                return;
            }
            part.truncate(0);
            if (!pieced || restarted) {
                throw failed(
                        "it sent other bytes than expected: their SHA-256 should be %s but is %s"
                                .formatted(file.sha256(), sha256),
                        null);
            }
            // The pieces are of two files: all of it once more.
            restarted = true;
        }
    }

    private String cutOff(CutOff e, FileChannel part) throws IOException {
        return part.size() == 0
                ? e.getMessage()
                : "%s after %,d of %,d bytes; the next try goes on from there"
                        .formatted(e.getMessage(), part.size(), file.size());
    }

    private void request(HttpClient client, FileChannel part, FetchProgress progress)
            throws IOException {
        long from = part.size();
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(limits.silence());
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(client, request.build());
        try (ArrivingBytes body = new ArrivingBytes(response.body(), limits.silence())) {
            switch (response.statusCode()) {
                case 200 -> {
                    // The whole file, also where only the rest of it was asked for.
                    part.truncate(0);
                    checkLength(response);
                }
                case 206 -> checkRange(response, from);
                default -> throw failed("it answered with status " + response.statusCode(), null);
            }
            receive(body, part, progress);
        }
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(
            HttpClient client, HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofPublisher());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("it was interrupted", e);
        } catch (IOException e) {
            throw new CutOff(reason(e), e);
        }
    }

    private String reason(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "the host %s is not known here".formatted(url.getHost());
            }
        }
        if (e instanceof HttpConnectTimeoutException) {
            return "there was no connection within %d s".formatted(limits.connect().toSeconds());
        }
        if (e instanceof ConnectException) {
            return "the connection was refused";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private void checkLength(HttpResponse<?> response) throws ModelException {
        long length = response.headers().firstValueAsLong("Content-Length").orElse(file.size());
        if (length != file.size()) {
            throw failed(
                    "it offers a file of %,d bytes, but %,d are expected"
                            .formatted(length, file.size()),
                    null);
        }
    }

    private void checkRange(HttpResponse<?> response, long from) throws ModelException {
        String range = response.headers().firstValue("Content-Range").orElse("nothing");
        if (!range.equals("bytes %d-%d/%d".formatted(from, file.size() - 1, file.size()))) {
            throw failed(
                    "it was asked for the bytes from %d of %d but offers %s"
                            .formatted(from, file.size(), range),
                    null);
        }
    }

    private void receive(ArrivingBytes body, FileChannel part, FetchProgress progress)
            throws IOException {
        part.position(part.size());
        progress.update(url.getHost(), part.size(), file.size());
        List<ByteBuffer> piece;
        while ((piece = next(body)) != null) {
            for (ByteBuffer bytes : piece) {
                while (bytes.hasRemaining()) {
                    part.write(bytes);
                }
            }
            if (part.size() > file.size()) {
                part.truncate(0);
                throw failed(
                        "it sends more than the %,d bytes that are expected".formatted(file.size()),
                        null);
            }
            progress.update(url.getHost(), part.size(), file.size());
        }
        if (part.size() < file.size()) {
            throw new CutOff("the connection ended", null);
        }
    }

    private static List<ByteBuffer> next(ArrivingBytes body) throws CutOff {
        try {
            return body.next();
        } catch (IOException e) {
            throw new CutOff(e.getMessage(), e);
        }
    }

    private static String sha256(FileChannel part) throws IOException {
        var digest = Sha256.digest();
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
        part.position(0);
        while (part.read(chunk) >= 0) {
            digest.update(chunk.flip());
            chunk.clear();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private ModelException failed(String reason, Throwable cause) {
        return new ModelException(
                "%s cannot be had from %s: %s".formatted(what, url.getHost(), reason), cause);
    }
}
