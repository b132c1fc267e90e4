// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelException;
import org.vitral.model.ModelRepository;
import org.vitral.option.Option;

/**
 * What every {@link ModelRepository} holds to, with at least one model in it; used as {@link
 * ExporterContract}.
 */
public abstract class ModelRepositoryContract extends ServiceContract<ModelRepository> {

    @TempDir private Path folder;

    protected ModelRepositoryContract() {
        super(ModelRepository.class);
    }

    @Override
    final Object use(ModelRepository repository) throws Exception {
        List<Object> seen = new ArrayList<>();
        for (Model model : repository.models()) {
            seen.add(model.description());
        }
        return seen;
    }

    @Override
    final List<Option<?>> optionsOf(ModelRepository repository) {
        return List.of();
    }

    @Override
    final void check(ServiceReference<ModelRepository> reference) {}

    @Test
    protected void eachModelIsWhatItsDescriptionSays() throws Exception {
        List<Model> models = create().models();
        assertFalse(models.isEmpty(), "This suite needs a repository with a model");
        for (Model model : models) {
            assertFalse(model.origin().isBlank());
            try (ModelContent content = model.open()) {
                assertEquals(model.description().sha256(), sha256(content));
                assertTrue(content.bytes().isReadOnly());
                assertEquals(0, content.bytes().address() % 16, "The bytes are aligned to 16");
            }
        }
    }

    @Test
    protected void theDefaultOneIsTheFirst() throws Exception {
        ModelRepository repository = create();
        assertEquals(
                repository.models().getFirst().description(),
                repository.preferred().orElseThrow().description());
    }

    @Test
    protected void aModelIsFoundByItsNameAndItsVersion() throws Exception {
        ModelRepository repository = create();
        for (Model model : repository.models()) {
            String name = model.description().name();
            assertTrue(repository.find(name).isPresent(), name);
            String exact = name + "@" + model.description().version();
            assertEquals(model.description(), repository.resolve(exact).description());
        }
    }

    @Test
    protected void aNameThatIsNotKnownIsAnsweredWithASentence() throws Exception {
        ModelRepository repository = create();
        assertTrue(repository.find("no-such-model").isEmpty());
        ModelException unknown =
                assertThrows(ModelException.class, () -> repository.resolve("no-such-model"));
        assertTrue(unknown.getMessage().contains("no-such-model"), unknown.getMessage());
        assertThrows(
                ModelException.class,
                () -> repository.fetch("no-such-model", (from, bytes, all) -> {}));
    }

    @Test
    protected void aFileThatIsNoModelIsRefusedWithASentence() throws Exception {
        ModelRepository repository = create();
        Path nonsense = Files.writeString(folder.resolve("nonsense.tflite"), "no model");
        ModelException refusal =
                assertThrows(ModelException.class, () -> repository.load(nonsense));
        assertTrue(refusal.getMessage().contains("nonsense.tflite"), refusal.getMessage());
        assertThrows(ModelException.class, () -> repository.load(folder.resolve("absent.tflite")));
    }

    @Test
    protected void contentThatIsClosedSaysSo() throws Exception {
        ModelContent content = create().models().getFirst().open();
        content.close();
        content.close();
        assertThrows(IllegalStateException.class, content::bytes);
    }

    @Test
    protected void severalThreadsOpenOneModel() throws Exception {
        Model model = create().models().getFirst();
        for (String sum :
                Together.call(
                        () -> {
                            try (ModelContent content = model.open()) {
                                return sha256(content);
                            }
                        })) {
            assertEquals(model.description().sha256(), sum);
        }
    }

    private static String sha256(ModelContent content) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(content.bytes().asByteBuffer());
        return HexFormat.of().formatHex(digest.digest());
    }
}
