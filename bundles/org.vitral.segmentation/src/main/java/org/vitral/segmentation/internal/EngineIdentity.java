// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import org.vitral.model.ModelDescription;

/**
 * What a result says of the engine that made it.
 *
 * @param generation its number, from 1
 * @param delegate the name of its delegate
 * @param threads its number of threads
 */
record EngineIdentity(ModelDescription model, String delegate, int threads, long generation) {}
