// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service that makes model bundles out of model files. A model bundle is a jar without code
 * that offers its model where it is installed and started. For any number of threads.
 */
@ProviderType
public interface ModelPacker {

    /**
     * Makes a model bundle. The same file and request give the same bytes.
     *
     * @param file a {@code .tflite} file
     * @param request what the bundle says of it
     * @param jar the bundle to be written; there must be no such file yet
     * @return the description that the bundle gives its model
     * @throws ModelException if the file is no usable model, what is asked for does not fit it, or
     *     the jar is there already or cannot be written; nothing is left behind then
     */
    ModelDescription pack(Path file, PackRequest request, Path jar) throws ModelException;

    /** The usual name of the bundle of a model: {@code NAME-VERSION.jar}. */
    static String fileName(ModelDescription model) {
        return model.name() + "-" + model.version() + ".jar";
    }

    /**
     * All that {@link #pack} would say of a model, without writing a bundle.
     *
     * @throws ModelException as {@code pack} does
     */
    ModelDescription describe(Path file, PackRequest request) throws ModelException;
}
