// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a test on a platform that has no native library. */
final class NeedsTheLibrary implements BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext test) {
        Optional<String> lack =
                WebpLibrary.lack(System.getProperty("os.name"), System.getProperty("os.arch"));
        assumeTrue(lack.isEmpty(), () -> lack.orElseThrow());
    }
}
