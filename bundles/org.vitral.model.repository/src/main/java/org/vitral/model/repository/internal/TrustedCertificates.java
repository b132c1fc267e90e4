// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.vitral.model.ModelException;

/**
 * The certificates that the configuration trusts: those of signers themselves, and those of
 * authorities that issue certificates to signers.
 */
record TrustedCertificates(Set<X509Certificate> certificates) {

    static final TrustedCertificates NONE = new TrustedCertificates(Set.of());

    TrustedCertificates {
        certificates = Collections.unmodifiableSet(new LinkedHashSet<>(certificates));
    }

    /** The certificates in files, each of which holds one or more, as PEM or DER. */
    static TrustedCertificates ofFiles(Collection<Path> files) throws ModelException {
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                Collection<? extends Certificate> found =
                        CertificateFactory.getInstance("X.509").generateCertificates(in);
                if (found.isEmpty()) {
                    throw new ModelException(file + " holds no certificate");
                }
                found.forEach(certificate -> certificates.add((X509Certificate) certificate));
            } catch (ModelException e) {
                throw e;
            } catch (CertificateException | IOException e) {
                throw new ModelException(
                        "The trusted certificate %s cannot be read: %s".formatted(file, reason(e)),
                        e);
            }
        }
        return new TrustedCertificates(certificates);
    }

    /** The certificates in a key store of any kind that the JDK knows. */
    static TrustedCertificates ofKeyStore(Path file, char[] password) throws ModelException {
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    certificates.add(certificate);
                }
            }
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new ModelException(
                    "The trusted key store %s cannot be read: %s".formatted(file, reason(e)), e);
        }
        return new TrustedCertificates(certificates);
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException
                ? "it does not exist"
                : String.valueOf(e.getMessage());
    }

    TrustedCertificates and(TrustedCertificates more) {
        Set<X509Certificate> all = new LinkedHashSet<>(certificates);
        all.addAll(more.certificates);
        return new TrustedCertificates(all);
    }

    boolean isEmpty() {
        return certificates.isEmpty();
    }

    /**
     * Whether a signer's certificate is one of these, or was issued under one of them, and all are
     * valid today. Revocation is not asked for: that would need a network.
     */
    boolean trust(CodeSigner signer) {
        List<X509Certificate> path = new ArrayList<>();
        for (Certificate certificate : signer.getSignerCertPath().getCertificates()) {
            path.add((X509Certificate) certificate);
        }
        try {
            if (certificates.contains(path.getFirst())) {
                path.getFirst().checkValidity();
                return true;
            }
            // The authority that is trusted is where the path ends, not a part of it.
            List<X509Certificate> below =
                    path.stream().takeWhile(one -> !certificates.contains(one)).toList();
            if (certificates.isEmpty()) {
                return false;
            }
            PKIXParameters parameters =
                    new PKIXParameters(
                            certificates.stream()
                                    .map(one -> new TrustAnchor(one, null))
                                    .collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509").generateCertPath(below),
                            parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
