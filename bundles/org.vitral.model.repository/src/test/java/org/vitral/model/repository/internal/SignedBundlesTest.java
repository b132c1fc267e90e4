// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import jdk.security.jarsigner.JarSigner;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.vitral.model.ModelException;
import org.vitral.model.ModelSignature;
import org.vitral.model.PackRequest;

/** Bundles that the JDK's jarsigner signed with keys that its keytool made, in a real Felix. */
class SignedBundlesTest {
    private static final String PASSWORD = "changeit";
    private static final String STORE = "keys.p12";

    /** Where the keys are. */
    @TempDir static Path keys;

    @TempDir Path temp;
    private Framework framework;
    private Path unsigned;
    private Path signed;
    private final List<String> warnings = new ArrayList<>();
    private final OfferedModels offered = new OfferedModels();

    @BeforeAll
    static void makeKeys() throws Exception {
        genkey("publisher", "CN=Model Works, O=Example");
        genkey("stranger", "CN=Somebody");
        genkey("authority", "CN=Authority", "-ext", "bc:c");
        genkey("issued", "CN=Issued", "-signer", "authority");
        export("publisher");
        export("authority");
    }

    private static void genkey(String alias, String name, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of("-genkeypair", "-keyalg", "EC", "-alias", alias, "-dname", name));
        arguments.addAll(List.of(more));
        keytool(arguments);
    }

    private static void export(String alias) throws Exception {
        keytool(
                List.of(
                        "-exportcert",
                        "-rfc",
                        "-alias",
                        alias,
                        "-file",
                        keys.resolve(alias + ".pem").toString()));
    }

    private static void keytool(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(
                List.of("-keystore", keys.resolve(STORE).toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    @BeforeEach
    void prepare() throws Exception {
        Path file = TinyModel.scores().write(temp.resolve("tiny.tflite"));
        unsigned = temp.resolve("unsigned.jar");
        new DescribedModelPacker(verified(), new Descriptors(List.of()))
                .pack(file, PackRequest.named("tiny"), unsigned);
        signed = sign(unsigned, "publisher");
        framework =
                new FrameworkFactory()
                        .newFramework(
                                Map.of(
                                        Constants.FRAMEWORK_STORAGE,
                                        temp.resolve("framework").toString()));
        framework.start();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private VerifiedChecksums verified() {
        return new VerifiedChecksums(temp.resolve("cache"));
    }

    private Path sign(Path jar, String alias) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.resolve(STORE).toFile(), PASSWORD.toCharArray());
        PrivateKey key = (PrivateKey) store.getKey(alias, PASSWORD.toCharArray());
        List<Certificate> chain = Arrays.asList(store.getCertificateChain(alias));
        Path result = jar.resolveSibling(alias + ".jar");
        try (ZipFile in = new ZipFile(jar.toFile());
                OutputStream out = Files.newOutputStream(result)) {
            new JarSigner.Builder(
                            key, CertificateFactory.getInstance("X.509").generateCertPath(chain))
                    .signerName("SIGNER")
                    .build()
                    .sign(in, out);
        }
        return result;
    }

    @Test
    void whoSignedIsSaidAndWhetherThatIsSomebodyWhoIsTrusted() throws Exception {
        String signer = "CN=Model Works,O=Example";
        assertEquals(
                Optional.of(new ModelSignature(signer, true)),
                signature(signed, policy("require", "publisher")));
        assertEquals(
                Optional.of(new ModelSignature(signer, false)),
                signature(signed, policy("ignore", "authority")));
        assertEquals(Optional.empty(), signature(unsigned, policy("ignore")));
        assertEquals(List.of(), warnings);
    }

    @Test
    void aCertificateThatATrustedAuthorityIssuedIsTrusted() throws Exception {
        Path jar = sign(unsigned, "issued");
        assertEquals(
                Optional.of(new ModelSignature("CN=Issued", true)),
                signature(jar, policy("require", "authority")));
        assertEquals(
                Optional.of(new ModelSignature("CN=Issued", false)),
                signature(jar, policy("ignore", "publisher")));
    }

    @Test
    void theCertificatesOfAKeyStoreAreTrusted() throws Exception {
        TrustedCertificates trusted =
                TrustedCertificates.ofKeyStore(keys.resolve(STORE), PASSWORD.toCharArray());
        SignaturePolicy policy =
                new SignaturePolicy(SignaturePolicy.Mode.REQUIRE, trusted, warnings::add);
        assertTrue(signature(sign(unsigned, "stranger"), policy).orElseThrow().trusted());
    }

    @Test
    void whereASignatureIsRequiredOthersAreRefused() throws Exception {
        String required = "but the configuration requires a trusted signature (signatures=require)";
        assertEquals(
                List.of("bundle org.vitral.models.tiny 1.0.0 is not signed, " + required),
                refusals(unsigned, policy("require", "publisher")));
        assertEquals(
                List.of(
                        "bundle org.vitral.models.tiny 1.0.0 is signed by \"CN=Somebody\", who is not trusted (trusted.certificates and trusted.keystore of the configuration org.vitral.model.repository), "
                                + required),
                refusals(sign(unsigned, "stranger"), policy("require", "publisher")));
        assertEquals(1, refusals(signed, policy("require")).size());
    }

    @Test
    void whereASignatureIsWantedOthersAreUsedWithAWarning() throws Exception {
        assertEquals(Optional.empty(), signature(unsigned, policy("warn", "publisher")));
        assertEquals(
                List.of(
                        "bundle org.vitral.models.tiny 1.0.0 is not signed; its model is used all the same (signatures=warn)"),
                warnings);
    }

    @Test
    void aJarThatWasChangedAfterItWasSignedIsRefusedUnderEachPolicy() throws Exception {
        Path labels = changed(signed, "labels.txt", "class 0\nclass 1\nclass X\n".getBytes());
        Path manifest = temp.resolve("manifest.jar");
        byte[] text;
        try (ZipFile zip = new ZipFile(signed.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("META-INF/MANIFEST.MF"))) {
            text =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("Bundle-License: unknown", "Bundle-License: GPL-3.0")
                            .getBytes(StandardCharsets.UTF_8);
        }
        Files.copy(changed(signed, "META-INF/MANIFEST.MF", text), manifest);
        Path added = changed(signed, "another.txt", "new".getBytes());
        for (String mode : List.of("ignore", "warn", "require")) {
            for (Path jar : List.of(labels, manifest)) {
                String reason = refusals(jar, policy(mode, "publisher")).getFirst();
                assertTrue(
                        reason.startsWith(
                                "bundle org.vitral.models.tiny 1.0.0 was changed after it was signed: "),
                        reason);
            }
            String reason = refusals(added, policy(mode, "publisher")).getFirst();
            assertTrue(reason.contains("its entry another.txt is not"), reason);
        }
    }

    @Test
    void aJarFileThatNobodyInstalledIsCheckedLikewise() throws Exception {
        FoundModel found = BundleFile.read(signed, policy("require", "publisher"), verified());
        assertEquals("tiny", found.name());
        assertTrue(found.signature().orElseThrow().trusted());
        Path labels = changed(signed, "labels.txt", "class 0\nclass 1\nclass X\n".getBytes());
        String reason =
                assertThrows(
                                ModelException.class,
                                () -> BundleFile.read(labels, policy("ignore"), verified()))
                        .getMessage();
        assertTrue(reason.startsWith(labels + " was changed after it was signed: "), reason);
    }

    @Test
    void anotherPolicyIsAppliedToTheBundlesThatAreHere() throws Exception {
        framework.getBundleContext().installBundle(unsigned.toUri().toString()).start();
        try (ModelBundles bundles = bundles(policy("ignore"))) {
            assertEquals(1, offered.get().size());
            bundles.use(policy("require", "publisher"));
            assertEquals(List.of(), offered.get());
            assertEquals(1, bundles.rejected().size());
            bundles.use(policy("ignore"));
            assertEquals(1, offered.get().size());
            assertEquals(List.of(), bundles.rejected());
        }
    }

    @Test
    void aCertificateThatCannotBeReadIsASentence() {
        Path none = temp.resolve("none.pem");
        assertEquals(
                "The trusted certificate %s cannot be read: it does not exist".formatted(none),
                assertThrows(ModelException.class, () -> TrustedCertificates.ofFiles(List.of(none)))
                        .getMessage());
        assertTrue(
                assertThrows(
                                ModelException.class,
                                () -> TrustedCertificates.ofFiles(List.of(unsigned)))
                        .getMessage()
                        .startsWith("The trusted certificate " + unsigned));
    }

    private SignaturePolicy policy(String mode, String... trusted) throws ModelException {
        return new SignaturePolicy(
                SignaturePolicy.Mode.named(mode).orElseThrow(),
                TrustedCertificates.ofFiles(
                        Stream.of(trusted).map(alias -> keys.resolve(alias + ".pem")).toList()),
                warnings::add);
    }

    private ModelBundles bundles(SignaturePolicy policy) {
        return new ModelBundles(
                framework.getBundleContext(), offered, policy, verified(), warnings::add);
    }

    private Optional<ModelSignature> signature(Path jar, SignaturePolicy policy) throws Exception {
        var bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
        bundle.start();
        try (ModelBundles bundles = bundles(policy)) {
            assertEquals(List.of(), bundles.rejected());
            return offered.get().getFirst().signature();
        } finally {
            bundle.uninstall();
        }
    }

    private List<String> refusals(Path jar, SignaturePolicy policy) throws Exception {
        var bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
        bundle.start();
        try (ModelBundles bundles = bundles(policy)) {
            assertEquals(List.of(), offered.get());
            return bundles.rejected().stream().map(one -> one.reason()).toList();
        } finally {
            bundle.uninstall();
        }
    }

    /** A copy of a jar in which an entry has other bytes, or is new. */
    private Path changed(Path jar, String name, byte[] bytes) throws Exception {
        Path copy = Files.createTempFile(temp, "changed", ".jar");
        boolean there = false;
        try (ZipFile in = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                boolean other = entry.getName().equals(name);
                there |= other;
                out.write(other ? bytes : in.getInputStream(entry).readAllBytes());
            }
            if (!there) {
                out.putNextEntry(new ZipEntry(name));
                out.write(bytes);
            }
        }
        return copy;
    }
}
