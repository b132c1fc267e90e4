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

    /** What the kernels of delegates take: the library reports the operators outside of them. */
    static final String INSIDE_DELEGATES = "(kernels of delegates)";

    private static final int LONGEST_NAME = 256;

    /** Less than this is what the library does between operators. */
    private static final double BETWEEN = 0.05;

    private record Key(long subgraph, long index) {}

    private static final class Operator {
        final String name;
        final List<Double> milliseconds = new ArrayList<>();

        Operator(String name) {
            this.name = name;
        }

        double median() {
            return milliseconds.isEmpty() ? 0 : new Samples(milliseconds).median();
        }
    }

    private final Map<Key, Operator> operators = new LinkedHashMap<>();
    private final Map<Integer, Operator> running = new HashMap<>();
    private final Map<Integer, Long> starts = new HashMap<>();
    private int handles;
    private boolean counts;
    private boolean inner;
    private final List<Double> runs = new ArrayList<>();
    private long start;

    /** A run of the model begins. */
    void begin(boolean counting) {
        counts = counting;
        running.clear();
        starts.clear();
        start = System.nanoTime();
    }

    /** It has ended. */
    void end() {
        if (counts) {
            runs.add((System.nanoTime() - start) / 1e6);
        }
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

    /** What a reader should know. */
    String note() {
        if (inner) {
            return "the delegate also reported operators of its own, which are not shown";
        }
        return operators().stream().anyMatch(one -> one.name().equals(INSIDE_DELEGATES))
                ? "the library reports no operator inside a delegate's kernel: what is left of the"
                        + " whole run is shown for all of them"
                : "";
    }

    /** The operators in the order of execution, and then the kernels of delegates. */
    List<OperatorTime> operators() {
        double whole = runs.isEmpty() ? 0 : new Samples(runs).median();
        double sum = 0;
        for (Operator one : operators.values()) {
            sum += one.median();
        }
        double left = whole - sum;
        boolean delegates = left > BETWEEN * whole;
        double all = delegates ? whole : sum;
        List<OperatorTime> times = new ArrayList<>();
        for (Map.Entry<Key, Operator> one : operators.entrySet()) {
            double median = one.getValue().median();
            if (median > 0) {
                int index = (int) one.getKey().index();
                times.add(new OperatorTime(one.getValue().name, index, median, median / all));
            }
        }
        if (delegates) {
            times.add(new OperatorTime(INSIDE_DELEGATES, -1, left, left / all));
        }
        return times;
    }
}
