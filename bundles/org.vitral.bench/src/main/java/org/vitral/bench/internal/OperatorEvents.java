// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitral.bench.OperatorTime;
import org.vitral.bench.Samples;

/**
 * What a telemetry profiler is told while a model runs. Its methods are called by native code: none
 * of them may throw.
 */
final class OperatorEvents {

    private static final int LONGEST_NAME = 256;

    private record Key(long subgraph, long index) {}

    private static final class Operator {
        final String name;
        final List<Double> milliseconds = new ArrayList<>();

        Operator(String name) {
            this.name = name;
        }
    }

    private final Map<Key, Operator> operators = new LinkedHashMap<>();
    private final Map<Integer, Operator> running = new HashMap<>();
    private final Map<Integer, Long> starts = new HashMap<>();
    private int handles;
    private boolean counts;
    private boolean inner;

    /** A run of the model begins. */
    void begin(boolean counting) {
        counts = counting;
        running.clear();
        starts.clear();
    }

    void ignoreEvent(MemorySegment profiler, MemorySegment name, long status) {
        // That the model was invoked is known.
    }

    void ignoreOperator(
            MemorySegment profiler, MemorySegment name, long index, long subgraph, long status) {
        // What went wrong shows in the status of the call.
    }

    void ignoreSettings(MemorySegment profiler, MemorySegment name, MemorySegment settings) {
        // They are ours.
    }

    void ignoreInner(
            MemorySegment profiler, MemorySegment name, long micros, long index, long subgraph) {
        // What a delegate says of its own operators is in the time of its kernel already.
        inner = true;
    }

    int beginOperator(MemorySegment profiler, MemorySegment name, long index, long subgraph) {
        int handle = handles++;
        Key key = new Key(subgraph, index);
        Operator operator = operators.get(key);
        if (operator == null) {
            operator = new Operator(name.reinterpret(LONGEST_NAME).getString(0));
            operators.put(key, operator);
        }
        running.put(handle, operator);
        starts.put(handle, System.nanoTime());
        return handle;
    }

    void endOperator(MemorySegment profiler, int handle) {
        long end = System.nanoTime();
        Operator operator = running.remove(handle);
        Long start = starts.remove(handle);
        if (counts && operator != null && start != null) {
            operator.milliseconds.add((end - start) / 1e6);
        }
    }

    boolean isEmpty() {
        return operators.values().stream().allMatch(one -> one.milliseconds.isEmpty());
    }

    /** What a reader should know. */
    String note() {
        return inner ? "the delegate also reported operators of its own, which are not shown" : "";
    }

    /** The operators in the order of execution. */
    List<OperatorTime> operators() {
        double sum = 0;
        for (Operator one : operators.values()) {
            sum += one.milliseconds.isEmpty() ? 0 : new Samples(one.milliseconds).median();
        }
        List<OperatorTime> times = new ArrayList<>();
        for (Map.Entry<Key, Operator> one : operators.entrySet()) {
            if (!one.getValue().milliseconds.isEmpty()) {
                double median = new Samples(one.getValue().milliseconds).median();
                times.add(
                        new OperatorTime(
                                one.getValue().name,
                                (int) one.getKey().index(),
                                median,
                                sum > 0 ? median / sum : 0));
            }
        }
        return times;
    }
}
