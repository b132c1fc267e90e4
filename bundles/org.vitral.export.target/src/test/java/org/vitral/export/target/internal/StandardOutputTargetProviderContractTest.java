// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.vitral.contract.ExportTargetContract;
import org.vitral.export.ExportTargetProvider;

/** The place is the standard output, of which each thread has one of its own here. */
class StandardOutputTargetProviderContractTest extends ExportTargetContract {

    private final ThreadLocal<ByteArrayOutputStream> written =
            ThreadLocal.withInitial(ByteArrayOutputStream::new);
    private final PrintStream before = System.out;

    @BeforeEach
    void watchTheStandardOutput() {
        System.setOut(
                new PrintStream(
                        new OutputStream() {
                            @Override
                            public void write(int b) {
                                written.get().write(b);
                            }

                            @Override
                            public void write(byte[] bytes, int offset, int length) {
                                written.get().write(bytes, offset, length);
                            }
                        }));
    }

    @AfterEach
    void leaveItAsItWas() {
        System.setOut(before);
    }

    @Override
    protected ExportTargetProvider create() {
        return new StandardOutputTargetProvider();
    }

    @Override
    protected String place(Path empty) {
        written.get().reset();
        return "";
    }

    @Override
    protected Map<String, byte[]> read(String place) {
        return Map.of("what came out", written.get().toByteArray());
    }

    @Override
    protected boolean holdsFiles() {
        return false;
    }
}
