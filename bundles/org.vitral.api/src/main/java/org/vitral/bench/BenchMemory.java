// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

/**
 * By how much the resident memory of the process grew, in bytes. It is a difference of what the
 * system says before and after: other threads, and memory that was freed before and is used again,
 * are in it.
 *
 * @param raw by one interpreter of the unmodified model, to the end of its first run
 * @param engine by a segmenter on the same delegate and threads, to the end of its first frame
 */
public record BenchMemory(long raw, long engine) {}
