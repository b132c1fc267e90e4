// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Writes {@code library.properties} beside a library: its name, its size and what its content is
 * known by. The build runs this source as it is.
 */
final class DescribeLibrary {

    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        Path library = Path.of(args[0]);
        byte[] content = Files.readAllBytes(library);
        CRC32 crc32 = new CRC32();
        crc32.update(content);
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(content);
        Files.writeString(
                library.resolveSibling("library.properties"),
                """
                file=%s
                size=%d
                crc32=%08x
                sha256=%s
                """
                        .formatted(
                                library.getFileName(),
                                content.length,
                                crc32.getValue(),
                                HexFormat.of().formatHex(sha256)));
    }
}
