// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.util.BitSet;

/** Which graphs of a model run which others. A graph that came to run itself would never end. */
final class SubgraphCalls {

    private final BitSet[] called;

    SubgraphCalls(int graphs) {
        called = new BitSet[graphs];
    }

    int graphs() {
        return called.length;
    }

    void add(int caller, int graph) {
        if (called[caller] == null) {
            called[caller] = new BitSet(called.length);
        }
        called[caller].set(graph);
    }

    /**
     * Makes sure that each graph ends.
     *
     * @throws IllegalArgumentException if one runs itself, itself or by others
     */
    void requireEnd() {
        BitSet known = new BitSet(called.length);
        for (int round = 0; round < called.length; round++) {
            for (int i = 0; i < called.length; i++) {
                if (!known.get(i) && callsOnly(i, known)) {
                    known.set(i);
                }
            }
        }
        int endless = known.nextClearBit(0);
        if (endless < called.length) {
            throw ModelVerifier.damaged("graph %d runs itself", endless);
        }
    }

    private boolean callsOnly(int graph, BitSet known) {
        if (called[graph] == null) {
            return true;
        }
        BitSet unknown = (BitSet) called[graph].clone();
        unknown.andNot(known);
        return unknown.isEmpty();
    }
}
