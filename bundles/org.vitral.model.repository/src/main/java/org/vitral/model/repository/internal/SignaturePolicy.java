// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.vitral.model.ModelException;
import org.vitral.model.ModelSignature;

/**
 * Which model bundles may be used. A signature that does not hold is refused under each policy: the
 * bundle is damaged or was tampered with.
 *
 * @param mode what becomes of bundles that are not signed, or by somebody who is not trusted
 * @param trusted who is trusted
 * @param warnings takes the sentences under {@link Mode#WARN}
 */
record SignaturePolicy(Mode mode, TrustedCertificates trusted, Consumer<String> warnings) {

    enum Mode {
        /** They are used. */
        IGNORE,
        /** They are used, and a warning says so. */
        WARN,
        /** They are refused. */
        REQUIRE;

        /** The mode of a configuration, or nothing where there is none of that name. */
        static Optional<Mode> named(String text) {
            for (Mode mode : values()) {
                if (mode.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
                    return Optional.of(mode);
                }
            }
            return Optional.empty();
        }
    }

    static final SignaturePolicy IGNORE =
            new SignaturePolicy(Mode.IGNORE, TrustedCertificates.NONE, warning -> {});

    boolean isLike(SignaturePolicy other) {
        return mode == other.mode && trusted.equals(other.trusted);
    }

    /**
     * Checks a jar.
     *
     * @param name what messages call it
     * @return who signed it; nothing where nobody did
     * @throws ModelException if it may not be used: why
     */
    Optional<ModelSignature> check(String name, Path jar) throws ModelException {
        List<CodeSigner> signers = JarSignature.signers(name, jar);
        if (signers.isEmpty()) {
            return unsigned(name);
        }
        Optional<CodeSigner> trustedOne = signers.stream().filter(trusted::trust).findFirst();
        String signer = name(trustedOne.orElse(signers.getFirst()));
        if (trustedOne.isEmpty()) {
            complain(
                    "%s is signed by \"%s\", who is not trusted (trusted.certificates and trusted.keystore of the configuration %s)"
                            .formatted(name, signer, ModelRepositoryService.PID));
        }
        return Optional.of(new ModelSignature(signer, trustedOne.isPresent()));
    }

    /** What becomes of a bundle that nobody signed. */
    Optional<ModelSignature> unsigned(String name) throws ModelException {
        complain("%s is not signed".formatted(name));
        return Optional.empty();
    }

    private void complain(String sentence) throws ModelException {
        if (mode == Mode.REQUIRE) {
            throw new ModelException(
                    "%s, but the configuration requires a trusted signature (signatures=require)"
                            .formatted(sentence));
        }
        if (mode == Mode.WARN) {
            warnings.accept(sentence + "; its model is used all the same (signatures=warn)");
        }
    }

    private static String name(CodeSigner signer) {
        X509Certificate certificate =
                (X509Certificate) signer.getSignerCertPath().getCertificates().getFirst();
        return certificate.getSubjectX500Principal().getName();
    }
}
