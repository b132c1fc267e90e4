// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service that keeps the labels of versions. As in TensorFlow Serving, a label moves only to a
 * version that is here and can be loaded: whoever asks for {@code deeplabv3@stable} is never sent
 * to a version that cannot serve. Labels outlive a restart of the framework. For any number of
 * threads.
 */
@ProviderType
public interface VersionLabels {

    /** All labels, by model and label. */
    List<VersionLabel> list();

    /**
     * Puts a label on a version, or moves it there.
     *
     * @param model the name of the model
     * @param label such as {@code stable}
     * @param version such as {@code 2.0.0}
     * @throws ModelException if that version is not here or cannot be loaded, or the label may not
     *     be called so; the label then stays where it was
     */
    void assign(String model, String label, String version) throws ModelException;

    /**
     * Takes a label off.
     *
     * @throws ModelException if there is no such label
     */
    void remove(String model, String label) throws ModelException;
}
