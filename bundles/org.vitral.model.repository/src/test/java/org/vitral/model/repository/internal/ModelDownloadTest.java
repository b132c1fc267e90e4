// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.model.ModelException;

class ModelDownloadTest {
    private static final int SIZE = 300_000;

    /** What the server does with a request. */
    private interface Answer {
        void to(HttpExchange exchange, byte[] bytes) throws IOException;
    }

    private final byte[] bytes = new byte[SIZE];
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private Path target;
    private Path part;

    @TempDir Path temp;

    @BeforeEach
    void startServer() throws IOException {
        new Random(1).nextBytes(bytes);
        target = temp.resolve("cache/tiny-1.0.0.tflite");
        part = temp.resolve("cache/tiny-1.0.0.tflite.part");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    ranges.add(exchange.getRequestHeaders().getFirst("Range"));
                    answers.remove().to(exchange, bytes);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stopServer() {
        end.countDown();
        server.stop(0);
    }

    @Test
    void fetchesTheFileAndTellsItsProgress() throws Exception {
        answers.add(ModelDownloadTest::whole);
        List<Long> progress = new ArrayList<>();
        download()
                .run(
                        (from, here, total) -> {
                            assertEquals("localhost", from);
                            assertEquals(SIZE, total);
                            progress.add(here);
                        });
        assertArrayEquals(bytes, Files.readAllBytes(target));
        assertFalse(Files.exists(part));
        assertEquals(0, progress.getFirst());
        assertEquals(SIZE, progress.getLast());
        assertEquals(progress.stream().sorted().toList(), progress);
    }

    @Test
    void goesOnWhereAnEarlierTryWasCutOff() throws Exception {
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(bytes, 100_000));
        answers.add(ModelDownloadTest::rest);
        run();
        assertEquals(List.of("bytes=100000-"), ranges);
        assertArrayEquals(bytes, Files.readAllBytes(target));
    }

    @Test
    void goesOnByItselfWhenTheConnectionIsCut() throws Exception {
        answers.add((exchange, all) -> cut(exchange, all, 120_000));
        answers.add(ModelDownloadTest::rest);
        run();
        assertEquals(2, ranges.size());
        assertTrue(ranges.get(1).startsWith("bytes="), ranges.get(1));
        assertArrayEquals(bytes, Files.readAllBytes(target));
    }

    @Test
    void givesUpWhereATryBringsNothing() throws Exception {
        answers.add((exchange, all) -> cut(exchange, all, 120_000));
        answers.add((exchange, all) -> {});
        String message = refusal();
        assertTrue(message.startsWith("tiny cannot be had from localhost: "), message);
        assertTrue(message.endsWith("of 300,000 bytes; the next try goes on from there"), message);
        assertTrue(Files.size(part) > 0);
        assertFalse(Files.exists(target));
    }

    @Test
    void startsAgainWhereTheServerIgnoresTheRange() throws Exception {
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[100_000]);
        answers.add(ModelDownloadTest::whole);
        run();
        assertArrayEquals(bytes, Files.readAllBytes(target));
    }

    @Test
    void startsAgainWhereTheKeptPartIsOfAnotherFile() throws Exception {
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[100_000]);
        answers.add(ModelDownloadTest::rest);
        answers.add(ModelDownloadTest::whole);
        run();
        assertEquals(Arrays.asList("bytes=100000-", null), ranges);
        assertArrayEquals(bytes, Files.readAllBytes(target));
    }

    @Test
    void aPartThatIsTooLongIsThrownAway() throws Exception {
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[SIZE + 1]);
        answers.add(ModelDownloadTest::whole);
        run();
        assertArrayEquals(bytes, Files.readAllBytes(target));
    }

    @Test
    void wrongBytesAreRefusedAndNotKept() {
        answers.add(
                (exchange, all) -> {
                    byte[] wrong = all.clone();
                    wrong[SIZE / 2]++;
                    whole(exchange, wrong);
                });
        String message = refusal();
        assertTrue(
                message.startsWith(
                        "tiny cannot be had from localhost: it sent other bytes than expected: their SHA-256 should be "
                                + TinyDescriptor.sha256(bytes)),
                message);
        assertFalse(Files.exists(target));
        assertFalse(Files.exists(part));
    }

    @Test
    void aFileOfAnotherLengthIsRefusedBeforeItIsRead() {
        answers.add(
                (exchange, all) -> {
                    exchange.sendResponseHeaders(200, SIZE + 5);
                    exchange.getResponseBody().write(all);
                    exchange.getResponseBody().flush();
                });
        assertEquals(
                "tiny cannot be had from localhost: it offers a file of 300,005 bytes, but 300,000 are expected",
                refusal());
    }

    @Test
    void moreBytesThanExpectedAreRefused() {
        answers.add(
                (exchange, all) -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        out.write(all);
                        out.write(all);
                    }
                });
        assertEquals(
                "tiny cannot be had from localhost: it sends more than the 300,000 bytes that are expected",
                refusal());
    }

    @Test
    void theStatusIsSaid() {
        answers.add((exchange, all) -> exchange.sendResponseHeaders(404, -1));
        assertEquals("tiny cannot be had from localhost: it answered with status 404", refusal());
        assertFalse(Files.exists(part));
    }

    @Test
    void aRefusedConnectionIsSaid() {
        server.stop(0);
        assertEquals("tiny cannot be had from localhost: the connection was refused", refusal());
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() {
        answers.add(
                (exchange, all) -> {
                    exchange.sendResponseHeaders(200, SIZE);
                    exchange.getResponseBody().flush();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        ModelDownload impatient =
                new ModelDownload(
                        "tiny",
                        file(),
                        url(),
                        target,
                        new ModelDownload.Limits(Duration.ofSeconds(5), Duration.ofMillis(100)));
        ModelException refused =
                assertThrows(ModelException.class, () -> impatient.run((from, here, total) -> {}));
        assertTrue(
                refused.getMessage().startsWith("tiny cannot be had from localhost: "),
                refused.getMessage());
    }

    @Test
    void aCacheThatCannotBeWrittenIsSaid() throws Exception {
        Files.writeString(temp.resolve("cache"), "a file where the folder should be");
        assertTrue(refusal().startsWith("tiny cannot be kept in " + temp.resolve("cache") + ": "));
    }

    private static void whole(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void rest(HttpExchange exchange, byte[] bytes) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = Integer.parseInt(range.replaceAll("[^0-9]", ""));
        exchange.getResponseHeaders()
                .set(
                        "Content-Range",
                        "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
        exchange.sendResponseHeaders(206, bytes.length - from);
        exchange.getResponseBody().write(bytes, from, bytes.length - from);
    }

    /** Promises all the bytes, sends some, and hangs up. */
    private static void cut(HttpExchange exchange, byte[] bytes, int length) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, length);
        exchange.getResponseBody().flush();
    }

    private void run() throws ModelException {
        download().run((from, here, total) -> {});
    }

    private String refusal() {
        return assertThrows(ModelException.class, this::run).getMessage();
    }

    private ModelDownload download() {
        return new ModelDownload("tiny", file(), url(), target);
    }

    private ModelFile file() {
        return new ModelFile(
                "tiny.tflite",
                SIZE,
                TinyDescriptor.sha256(bytes),
                Optional.empty(),
                Optional.empty());
    }

    private URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/tiny.tflite");
    }
}
