// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.vitral.model.ModelException;

/** The bytes of a model's file with their checksums, each computed when it is asked for. */
final class ChecksummedBytes implements AutoCloseable {
    private final OffHeapContent content;
    private final VerifiedChecksums verified;
    private long crc32 = -1;
    private String sha256;

    private ChecksummedBytes(OffHeapContent content, VerifiedChecksums verified) {
        this.content = content;
        this.verified = verified;
    }

    static ChecksummedBytes read(String name, ByteSource source, VerifiedChecksums verified)
            throws ModelException {
        return new ChecksummedBytes(OffHeapContent.read(name, source), verified);
    }

    long size() {
        return content.size();
    }

    /** The bytes in the order of FlatBuffers. */
    ByteBuffer buffer() {
        return content.buffer();
    }

    /** Hands the bytes over; they are no longer closed with this. */
    OffHeapContent content() {
        return content;
    }

    /** Whether the bytes have this SHA-256. */
    boolean matches(String expected) {
        if (sha256 == null && verified.contains(expected, size(), crc32())) {
            return true;
        }
        if (!sha256().equals(expected)) {
            return false;
        }
        verified.add(expected, size(), crc32());
        return true;
    }

    /** The SHA-256 of the bytes: 64 hexadecimal digits in lower case. */
    String sha256() {
        if (sha256 == null) {
            MessageDigest digest = Sha256.digest();
            digest.update(content.buffer());
            sha256 = HexFormat.of().formatHex(digest.digest());
        }
        return sha256;
    }

    private long crc32() {
        if (crc32 < 0) {
            CRC32 crc = new CRC32();
            crc.update(content.buffer());
            crc32 = crc.getValue();
        }
        return crc32;
    }

    @Override
    public void close() {
        content.close();
    }
}
