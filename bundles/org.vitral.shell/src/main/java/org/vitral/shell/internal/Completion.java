// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a word that is being typed could become. */
final class Completion {

    /**
     * One of them.
     *
     * @param value the whole word
     * @param description one line for a person, or empty
     */
    record Candidate(String value, String description) {}

    private final Registry registry;
    private final List<Manual> manuals;

    Completion(Registry registry, List<Manual> manuals) {
        this.registry = registry;
        this.manuals = manuals;
    }

    /**
     * The candidates for a word, whatever was typed of it already but what comes before a comma.
     *
     * @param commands the names of all commands, with their scopes
     * @param words the words of the line
     * @param index which of them is being typed
     */
    List<Candidate> candidates(Set<String> commands, List<String> words, int index) {
        if (index == 0) {
            return commands(commands);
        }
        Optional<Manual> manual = manual(words.getFirst());
        if (manual.isEmpty()) {
            return List.of();
        }
        String typed = index < words.size() ? words.get(index) : "";
        Optional<Option> before =
                manual.get().option(words.get(index - 1)).filter(Option::takesValue);
        if (before.isPresent()) {
            return named(before.get().values(), typed);
        }
        List<Candidate> candidates = new ArrayList<>();
        if (typed.startsWith("-")) {
            for (Option option : manual.get().options()) {
                candidates.add(new Candidate(option.name(), option.description()));
            }
            return candidates;
        }
        if (manual.get().most() > 0) {
            candidates.addAll(named(manual.get().words(), typed));
        }
        if (manual.get().name().equals("canary") || manual.get().name().equals("shadow")) {
            candidates.addAll(plain(List.of("start", "status", "promote", "end"), ""));
        }
        return candidates;
    }

    /** What the word that is being typed names. */
    Names kind(List<String> words, int index) {
        if (index == 0) {
            return Names.COMMANDS;
        }
        Optional<Manual> manual = manual(words.getFirst());
        if (manual.isEmpty()) {
            return Names.NONE;
        }
        return manual.get()
                .option(words.get(index - 1))
                .filter(Option::takesValue)
                .map(Option::values)
                .orElse(manual.get().words());
    }

    private Optional<Manual> manual(String command) {
        return manuals.stream()
                .filter(one -> one.name().equals(command) || one.fullName().equals(command))
                .findFirst();
    }

    private List<Candidate> commands(Set<String> commands) {
        List<Candidate> candidates = new ArrayList<>();
        manuals.forEach(one -> candidates.add(new Candidate(one.name(), one.summary())));
        commands.stream().sorted().forEach(name -> candidates.add(new Candidate(name, "")));
        return candidates;
    }

    private List<Candidate> named(Names names, String typed) {
        String head = typed.substring(0, typed.lastIndexOf(',') + 1);
        return switch (names) {
            case SEGMENTERS ->
                    plain(registry.segmenters().stream().map(NamedSegmenter::name).toList(), "");
            case MODELS -> plain(registry.modelNames(), "");
            case DELEGATES -> {
                List<String> all = new ArrayList<>(registry.delegateNames());
                if (head.isEmpty()) {
                    all.add("auto");
                }
                yield plain(all, head);
            }
            case EVERYTHING ->
                    plain(
                            WhyCommand.explainers(registry).stream()
                                    .flatMap(one -> one.names().stream())
                                    .distinct()
                                    .toList(),
                            "");
            case COMMANDS -> plain(manuals.stream().map(Manual::name).toList(), "");
            case FILES, NONE -> List.of();
        };
    }

    private static List<Candidate> plain(Collection<String> names, String head) {
        return names.stream().map(name -> new Candidate(head + name, "")).toList();
    }
}
