// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.service.log.Logger;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.GateVerdict;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SwapOutcome;
import org.vitral.segmentation.SwapOutcome.State;
import org.vitral.segmentation.SwapTrigger;
import org.vitral.segmentation.internal.DelegateReason.Kind;
import org.vitral.segmentation.internal.GatePolicy.Mode;

/**
 * Makes an engine beside the one that serves, warms it up, has the gate look at it, and lets it
 * serve. Where any of that fails the old one goes on, unless a delegate of it has left: then the
 * plain kernels take over. For one thread at a time, but for what says otherwise.
 */
final class EngineSwaps {

    /** So many steps back are possible. */
    private static final int MOST_SERVED = 16;

    /** Delegates of which it is known what threads they start, and when. */
    private static final Set<String> KNOWN = Set.of(Delegates.CPU, "xnnpack");

    private final EngineFactory factory;
    private final Gate gate;
    private final EngineSlot slot;
    private final EngineClosing closing;
    private final Supplier<List<DelegateCandidate>> candidates;
    private final Logger logger;
    private final Published published;
    private final SwapHistory history = new SwapHistory();

    /** What served, the newest one first; the first of them serves. */
    private final Deque<ServedEngine> served = new ArrayDeque<>();

    /** Told of the engines that serve, on the thread that makes them. */
    @FunctionalInterface
    interface Published {
        /**
         * An engine serves from now on.
         *
         * @param predecessor what served before, which is retired; null for none
         */
        void engine(Engine engine, Engine predecessor, SwapTrigger trigger);
    }

    private long generation;
    private volatile String failure = "";

    /**
     * Swaps of the engine in a slot.
     *
     * @param candidates the delegates that are installed, at the moment, the preferred one first
     * @param published told of each engine that serves from now on
     */
    EngineSwaps(
            EngineFactory factory,
            Gate gate,
            EngineSlot slot,
            EngineClosing closing,
            Supplier<List<DelegateCandidate>> candidates,
            Logger logger,
            Published published) {
        this.factory = factory;
        this.gate = gate;
        this.slot = slot;
        this.closing = closing;
        this.candidates = candidates;
        this.logger = logger;
        this.published = published;
    }

    /** Why the newest attempt failed; empty where it did not. For any thread. */
    String failure() {
        return failure;
    }

    /** The newest one first. For any thread. */
    List<SwapOutcome> history() {
        return history.newestFirst();
    }

    /** What is to be done instead: something newer is wanted. */
    SwapOutcome supersede(SwapTrigger trigger, EngineRequest request) {
        EngineIdentity running = slot.identity();
        return note(
                new Attempt(trigger, request, running)
                        .outcome(
                                State.SUPERSEDED,
                                running,
                                "Something newer was wanted before it began"));
    }

    /** It makes no sense. */
    SwapOutcome refuse(SwapTrigger trigger, EngineRequest request, String reason) {
        Attempt attempt = new Attempt(trigger, request, slot.identity());
        return keepOrFallBack(attempt, SwapPolicy.PLAIN, reason);
    }

    /** Lets another engine serve. */
    SwapOutcome swap(SwapTrigger trigger, EngineRequest request, SwapPolicy policy) {
        Attempt attempt = new Attempt(trigger, request, slot.identity());
        try {
            if (policy.unloadsFirst()) {
                unload(attempt, policy);
            }
            Engine engine = prepare(attempt, isStranded() ? withoutGate(policy) : policy);
            publish(attempt, engine, policy);
            return note(attempt.outcome(State.PUBLISHED, engine.identity(), ""));
        } catch (SegmentationException refused) {
            return keepOrFallBack(attempt, policy, refused.getMessage());
        }
    }

    /** Has an engine looked at that is closed again. */
    SwapOutcome check(EngineRequest request, SwapPolicy policy) {
        return beside(
                request, policy, engine -> closing.retire(engine, policy.drainLimit(), took -> {}));
    }

    /**
     * Makes the engine of a trial.
     *
     * @param begun is given the engine, which it owns
     */
    SwapOutcome trial(EngineRequest request, SwapPolicy policy, Consumer<Engine> begun) {
        return beside(
                request,
                policy,
                engine -> {
                    generation = engine.identity().generation();
                    begun.accept(engine);
                });
    }

    /** Makes an engine that does not take the place of the one that serves. */
    private SwapOutcome beside(EngineRequest request, SwapPolicy policy, Consumer<Engine> owner) {
        Attempt attempt = new Attempt(SwapTrigger.CALL, request, slot.identity());
        try {
            owner.accept(prepare(attempt, policy));
            return note(attempt.outcome(State.PASSED, slot.identity(), ""));
        } catch (SegmentationException refused) {
            return note(attempt.outcome(State.REFUSED, slot.identity(), refused.getMessage()));
        }
    }

    /** Lets an engine serve that was made for a trial. */
    SwapOutcome promote(EngineRequest request, Engine engine, SwapPolicy policy) {
        Attempt attempt = new Attempt(SwapTrigger.CALL, request, slot.identity());
        publish(attempt, engine, policy);
        return note(attempt.outcome(State.PUBLISHED, engine.identity(), ""));
    }

    /** What serves, said so that it can be made again; nothing where nothing served yet. */
    Optional<ServedEngine> serving() {
        return Optional.ofNullable(served.peek());
    }

    /**
     * Lets what served before serve again.
     *
     * @param why a sentence, or empty where somebody asked for it
     */
    SwapOutcome rollback(SwapTrigger trigger, EngineRequest wanted, SwapPolicy policy, String why) {
        Optional<ServedEngine> target = served.stream().skip(1).findFirst();
        if (target.isEmpty()) {
            return note(
                    new Attempt(trigger, wanted, slot.identity())
                            .outcome(
                                    State.REFUSED,
                                    slot.identity(),
                                    "There is no engine before this one to go back to"));
        }
        Attempt attempt = new Attempt(trigger, target.get().request(), slot.identity());
        try {
            if (policy.unloadsFirst()) {
                unload(attempt, policy);
            }
            Engine engine = prepare(attempt, withoutGate(policy));
            checkSame(engine, target.get());
            // What is gone back from and what is gone back to give way to the new one.
            served.pop();
            served.pop();
            publish(attempt, engine, policy);
            return note(attempt.outcome(State.PUBLISHED, engine.identity(), why));
        } catch (SegmentationException refused) {
            return keepOrFallBack(attempt, policy, refused.getMessage());
        }
    }

    private static void checkSame(Engine engine, ServedEngine target) throws SegmentationException {
        String sha = engine.identity().model().sha256();
        if (!sha.equals(target.identity().model().sha256())) {
            engine.retire();
            throw new SegmentationException(
                    "The model %s is another one than generation %d had"
                            .formatted(target.request().model(), target.identity().generation()));
        }
    }

    private static SwapPolicy withoutGate(SwapPolicy policy) {
        return new SwapPolicy(
                policy.unloadsFirst(),
                GatePolicy.OFF,
                policy.watch(),
                policy.preparationLimit(),
                policy.drainLimit());
    }

    /** Has the old engine go before the new one is made. */
    private void unload(Attempt attempt, SwapPolicy policy) {
        Engine old = slot.publish(null);
        if (old == null) {
            return;
        }
        CountDownLatch closed = closing.retire(old, policy.drainLimit(), took -> {});
        boolean interrupted = false;
        try {
            closed.await(policy.drainLimit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        attempt.ended("unload");
    }

    /** Makes an engine, warms it up, and has the gate look at it. */
    private Engine prepare(Attempt attempt, SwapPolicy policy) throws SegmentationException {
        long next = generation + 1;
        try {
            return make(attempt, policy, next);
        } catch (TimeoutException never) {
            throw new SegmentationException(
                    "The engine was not ready within %s s and is given up: %s"
                            .formatted(
                                    policy.preparationLimit().toMillis() / 1e3, attempt.request()),
                    never);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SegmentationException("This segmenter was removed", stopped);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case SegmentationException refused -> throw refused;
                case Throwable broken -> {
                    logger.error("Making an engine broke off", broken);
                    throw new SegmentationException(
                            "Making an engine broke off: " + broken, broken);
                }
            }
        }
    }

    private Engine make(Attempt attempt, SwapPolicy policy, long number)
            throws TimeoutException, ExecutionException, InterruptedException {
        SpareTime spare = new SpareTime();
        boolean patient = mayWait(policy) && SpareTime.isThere();
        try {
            return BoundedWork.within(
                    policy.preparationLimit(),
                    "vitral-preparing-" + number,
                    () -> {
                        try {
                            return make(attempt, policy, number, patient ? spare::use : () -> {});
                        } finally {
                            spare.end();
                        }
                    },
                    spare::look,
                    Engine::retire);
        } finally {
            // Where it was given up it need not wait to come to its end.
            spare.takeBack();
        }
    }

    /** Whether something serves meanwhile, and may go on to. */
    private boolean mayWait(SwapPolicy policy) {
        return slot.identity() != null && !isStranded() && !policy.unloadsFirst();
    }

    /**
     * Makes an engine on this thread, which is there for nothing else.
     *
     * @param patience called when it may take the time that nobody else wants: a thread that the
     *     engine keeps must not begin there, where it would stay
     */
    private Engine make(Attempt attempt, SwapPolicy policy, long number, Runnable patience)
            throws SegmentationException {
        attempt.begin();
        EngineRequest request = attempt.request();
        if (startsNoThread(request.effectiveThreads(), request.checked().names())) {
            patience.run();
        }
        Engine engine = factory.make(request, candidates.get(), number);
        boolean passed = false;
        try {
            attempt.ended("prepare");
            // A first engine is waited for: its first call warms it up.
            if (slot.identity() != null) {
                EngineIdentity made = engine.identity();
                if (startsNoThread(made.threads(), made.delegateNames())) {
                    patience.run();
                }
                gate.warmUp(engine);
                attempt.ended("warm-up");
                patience.run();
            }
            if (policy.gate().mode() != Mode.OFF) {
                look(attempt, engine, policy);
            }
            passed = true;
            return engine;
        } finally {
            if (!passed) {
                engine.retire();
            }
        }
    }

    /** With these an engine of one thread runs on the thread that calls it. */
    private static boolean startsNoThread(int threads, List<String> delegates) {
        return threads == 1 && KNOWN.containsAll(delegates);
    }

    private void look(Attempt attempt, Engine engine, SwapPolicy policy)
            throws SegmentationException {
        GateVerdict verdict = gate.examine(engine, attempt.request(), policy.gate());
        attempt.ended(verdict);
        if (!verdict.passed()) {
            if (policy.gate().mode() == Mode.ENFORCE) {
                throw new SegmentationException("The gate refused it: " + verdict.objections());
            }
            logger.warn(
                    "The gate objects to generation {}: {}",
                    engine.identity().generation(),
                    verdict.objections());
        }
    }

    private void publish(Attempt attempt, Engine engine, SwapPolicy policy) {
        publish(attempt, engine, attempt.request(), policy);
    }

    private void publish(Attempt attempt, Engine engine, EngineRequest request, SwapPolicy policy) {
        EngineIdentity identity = engine.identity();
        generation = Math.max(generation, identity.generation());
        failure = "";
        attempt.begin();
        Engine old = slot.publish(engine);
        attempt.ended("publish");
        if (old != null) {
            long successor = identity.generation();
            closing.retire(old, policy.drainLimit(), took -> history.drained(successor, took));
        }
        served.push(ServedEngine.of(request, identity));
        if (served.size() > MOST_SERVED) {
            served.removeLast();
        }
        logger.info(
                "Generation {}: model {} on {} with {} threads; rewriting rules: {}",
                identity.generation(),
                identity.model().name(),
                identity.delegate(),
                identity.threads(),
                engine.rewriting());
        engine.rewriting()
                .refused()
                .forEach(
                        (rule, reason) ->
                                logger.warn("The rewriting rule {} is off: {}", rule, reason));
        if (identity.reason().kind() == Kind.FALLBACK) {
            logger.warn("The delegate is a fallback: {}", identity.reason().text());
        }
        published.engine(engine, old, attempt.trigger());
    }

    /** The running engine goes on, unless a delegate of it has left or it was unloaded. */
    private SwapOutcome keepOrFallBack(Attempt attempt, SwapPolicy policy, String reason) {
        logger.warn("No new engine: {}", reason);
        boolean unloaded = slot.identity() == null && !served.isEmpty();
        boolean fell = (unloaded || isStranded()) && fallBack(attempt, policy, reason, unloaded);
        failure = reason;
        return note(
                attempt.outcome(fell ? State.FALLBACK : State.REFUSED, slot.identity(), reason));
    }

    private boolean fallBack(Attempt attempt, SwapPolicy policy, String reason, boolean unloaded) {
        EngineRequest wanted = unloaded ? served.peek().request() : attempt.request();
        if (unloaded && tryToServe(attempt, wanted, policy, reason)) {
            return true;
        }
        EngineRequest plain = wanted.on(Delegates.CPU).with(wanted.rewriting().atOnce());
        if (tryToServe(attempt, plain, policy, reason)) {
            return true;
        }
        if (!served.isEmpty()) {
            EngineRequest last = served.peek().request();
            plain = last.on(Delegates.CPU).with(last.rewriting().atOnce());
            if (tryToServe(attempt, plain, policy, reason)) {
                return true;
            }
        }
        Engine lost = slot.publish(null);
        if (lost != null) {
            closing.retire(lost, policy.drainLimit(), took -> {});
        }
        logger.error("No engine is left: {}", reason);
        return false;
    }

    private boolean tryToServe(
            Attempt attempt, EngineRequest request, SwapPolicy policy, String reason) {
        try {
            Engine engine = factory.make(request, candidates.get(), generation + 1);
            engine.explain(new DelegateReason(Kind.FALLBACK, reason));
            publish(attempt, engine, request, policy);
            return true;
        } catch (SegmentationException | RuntimeException lost) {
            logger.error("Nor can it be made otherwise: {}", lost.getMessage());
            return false;
        }
    }

    /** Whether a delegate of the engine that serves has left. */
    private boolean isStranded() {
        EngineIdentity running = slot.identity();
        return running != null && !running.delegateNames().stream().allMatch(this::isHere);
    }

    private boolean isHere(String delegate) {
        return delegate.equals(Delegates.CPU)
                || candidates.get().stream().anyMatch(one -> one.name().equals(delegate));
    }

    private SwapOutcome note(SwapOutcome outcome) {
        history.add(outcome);
        return outcome;
    }
}
