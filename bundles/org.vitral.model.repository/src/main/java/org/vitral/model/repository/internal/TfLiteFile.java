// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.util.List;

/**
 * What a TensorFlow Lite file says of itself.
 *
 * @param name what messages call the file
 * @param input its one input, an image
 * @param outputs all its outputs
 * @param metadata what its TFLite Metadata say
 */
record TfLiteFile(
        String name, TensorFacts input, List<TensorFacts> outputs, TfLiteMetadata metadata) {}
