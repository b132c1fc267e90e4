// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import org.vitral.model.ModelContent;

/**
 * What an engine runs: the model as it is, or rewritten.
 *
 * @param content the bytes
 * @param grid what the mask is interpolated from
 * @param verdict what the graph was changed by
 * @param token what tells the bytes from all others, for delegates that keep something; empty where
 *     they shall keep nothing
 */
record RunnableModel(
        ModelContent content, ScoreGrid grid, RewritingVerdict verdict, String token) {}
