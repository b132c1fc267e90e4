// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

/**
 * What came of a rule for a model.
 *
 * @param rule the name of the rule
 * @param version the version of the rule
 * @param change what it did, or why it did nothing
 * @param saved what the graph no longer has; nothing where it did nothing
 */
public record RuleOutcome(String rule, int version, Change change, GraphSize saved) {}
