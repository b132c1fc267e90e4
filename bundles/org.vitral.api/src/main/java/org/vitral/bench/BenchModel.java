// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

/**
 * The model that was measured.
 *
 * @param name its name
 * @param version its version
 * @param sha256 the SHA-256 of its file
 * @param bytes the size of its file
 * @param inputWidth the columns of the image that it takes
 * @param inputHeight the rows of that image
 */
public record BenchModel(
        String name, String version, String sha256, long bytes, int inputWidth, int inputHeight) {}
