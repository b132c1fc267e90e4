// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code vitral}: takes its arguments, runs a command, gives an exit code. */
final class Vitral {

    private final Supplier<? extends Platform> platforms;
    private final Supplier<List<String>> versions;
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;

    /**
     * The program.
     *
     * @param platforms gives a platform for each run, which closes it
     * @param versions gives the lines that {@code --version} prints
     */
    Vitral(
            Supplier<? extends Platform> platforms,
            Supplier<List<String>> versions,
            PrintStream out,
            PrintStream err,
            Terminal terminal) {
        this.platforms = platforms;
        this.versions = versions;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /**
     * Runs once. Never throws: what goes wrong is a line on the standard error and an exit code.
     */
    int run(String... arguments) {
        try (Console console = new Console(out, err, terminal)) {
            int code = runOn(console, arguments);
            Optional<IOException> lost =
                    out instanceof ResultStream results ? results.failure() : Optional.empty();
            lost.ifPresent(why -> console.failure("the standard output", why));
            return lost.isPresent() ? ExitCode.FAILED : code;
        }
    }

    private int runOn(Console console, String... arguments) {
        try {
            return run(console, CommandLines.create(), arguments);
        } catch (UsageException e) {
            console.message(e.getMessage());
            return ExitCode.USAGE;
        } catch (FailureException e) {
            console.failure(e);
            return ExitCode.FAILED;
        } catch (Throwable e) {
            console.failure("", e);
            return ExitCode.FAILED;
        }
    }

    private int run(Console console, CommandLine line, String... arguments)
            throws UsageException, FailureException {
        ParseResult parsed;
        try {
            parsed = line.parseArgs(arguments);
        } catch (ParameterException e) {
            throw new UsageException(sentence(e));
        }
        for (ParseResult command :
                parsed.asCommandLineList().stream().map(CommandLine::getParseResult).toList()) {
            if (command.isUsageHelpRequested()) {
                return usage(command.commandSpec().commandLine());
            }
            if (command.isVersionHelpRequested()) {
                console.result(versions.get());
                return ExitCode.DONE;
            }
        }
        if (!parsed.hasSubcommand()) {
            line.usage(err, Ansi.OFF);
            return ExitCode.USAGE;
        }
        return command(console, line, parsed.subcommand());
    }

    private int command(Console console, CommandLine line, ParseResult parsed)
            throws UsageException, FailureException {
        ParseResult last = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        String name =
                parsed.commandSpec().name().equals("bench") && parsed.hasSubcommand()
                        ? "bench " + last.commandSpec().name()
                        : last.commandSpec().name();
        if (name.equals("help")) {
            return help(line, last.matchedPositionalValue(0, List.of()));
        }
        boolean json = last.hasMatchedOption("--json") || parsed.hasMatchedOption("--json");
        boolean verbose =
                last.hasMatchedOption("--verbose") || parsed.hasMatchedOption("--verbose");
        // What is wrong with the options is said before anything is looked up.
        Optional<SegmentOptions> segment =
                name.equals("segment") ? Optional.of(options(last, json)) : Optional.empty();
        Optional<MeasureOptions> measured =
                name.equals("delegates") ? Optional.of(MeasureOptions.of(last)) : Optional.empty();
        Optional<EvalOptions> evaluated =
                name.equals("eval") ? Optional.of(EvalOptions.of(last, json)) : Optional.empty();
        Optional<CompareOptions> compared =
                name.equals("compare")
                        ? Optional.of(CompareOptions.of(last, json))
                        : Optional.empty();
        Optional<BenchOptions> measure =
                name.equals("bench") ? Optional.of(BenchOptions.of(last, json)) : Optional.empty();
        Optional<BenchCompareCommand.Options> measures =
                name.equals("bench compare")
                        ? Optional.of(BenchCompareCommand.Options.of(last))
                        : Optional.empty();
        Optional<ShellOptions> shell =
                name.equals("shell") ? Optional.of(ShellOptions.of(last)) : Optional.empty();
        Optional<PackOptions> packed =
                name.equals("pack") ? Optional.of(PackOptions.of(last)) : Optional.empty();
        Optional<NewOptions> project =
                name.equals("new") ? Optional.of(NewOptions.of(last)) : Optional.empty();
        try (Platform platform = platforms.get()) {
            if (verbose) {
                console.beVerbose();
                platform.showLog(console::log);
            }
            return switch (name) {
                case "segment" -> new SegmentCommand(segment.get(), platform, console).run();
                case "models" ->
                        new ModelsCommand(platform.models(), platform.versionLabels(), console)
                                .list(json);
                case "pack" -> new PackCommand(packed.get(), platform.packer(), console).run(json);
                case "exporters", "renderers" -> formats(name, platform, console).list(json);
                case "show" ->
                        show(
                                parsed.commandSpec().name(),
                                last.matchedPositionalValue(0, ""),
                                platform,
                                console,
                                json);
                case "delegates" -> delegates(measured.get(), platform, console, json);
                case "eval" -> new EvalCommand(evaluated.get(), platform, console).run();
                case "compare" -> new CompareCommand(compared.get(), platform, console).run();
                case "bench" -> new BenchCommand(measure.get(), platform, console).run();
                case "bench compare" ->
                        new BenchCompareCommand(measures.get(), platform, console).run(json);
                case "shell" -> new ShellCommand(shell.get(), platform, console, terminal).run();
                case "new" ->
                        new NewCommand(
                                        project.get(),
                                        platform.exports().names(),
                                        Path.of(System.getProperty("vitral.home", ".")),
                                        console)
                                .run();
                default -> throw new IllegalStateException("There is no command " + name);
            };
        }
    }

    private static int show(
            String parent, String asked, Platform platform, Console console, boolean json)
            throws UsageException, FailureException {
        return parent.equals("models")
                ? new ModelsCommand(platform.models(), platform.versionLabels(), console)
                        .show(asked, platform.rewriting(), json)
                : formats(parent, platform, console).show(asked, json);
    }

    private static ExportersCommand formats(String name, Platform platform, Console console) {
        return new ExportersCommand(
                name.equals("renderers")
                        ? ExportersCommand.Subject.RENDERERS
                        : ExportersCommand.Subject.EXPORTERS,
                platform,
                console);
    }

    private static int delegates(
            MeasureOptions options, Platform platform, Console console, boolean json)
            throws UsageException, FailureException {
        DelegatesCommand command = new DelegatesCommand(platform.delegates(), console);
        if (options.model().isEmpty()) {
            return command.list(json);
        }
        String model = ModelChoice.resolve(options.model().get(), platform, console);
        return command.measure(options.model().get(), model, options.threads().orElse(0), json);
    }

    private static SegmentOptions options(ParseResult parsed, boolean json) throws UsageException {
        return new SegmentOptions(
                parsed.matchedPositionalValue(0, List.of()),
                SegmentOptions.filled("--model", parsed.matchedOptionValue("--model", null)),
                DelegateOptions.of(
                        parsed.matchedOptionValue("--delegate", null),
                        parsed.matchedOptionValue("--delegate-option", List.of()),
                        parsed.matchedOptionValue("--on-delegate-failure", null)),
                SegmentOptions.threads(parsed.matchedOptionValue("--threads", null)),
                SegmentOptions.inputSize(parsed.matchedOptionValue("--input-size", null)),
                SegmentOptions.filled("--output", parsed.matchedOptionValue("--output", null)),
                ExportChoice.of(parsed),
                json,
                MaskOptions.of(parsed));
    }

    private int help(CommandLine line, List<String> names) throws UsageException {
        CommandLine command = line;
        for (String name : names) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new UsageException(
                        "There is no command '%s'%s"
                                .formatted(
                                        name,
                                        Suggestion.hint(name, command.getSubcommands().keySet())));
            }
            command = next;
        }
        return usage(command);
    }

    private int usage(CommandLine command) {
        boolean colored = terminal.output() && terminal.color();
        command.usage(out, colored ? Ansi.ON : Ansi.OFF);
        return ExitCode.DONE;
    }

    /** What is wrong with the arguments, with a suggestion and where to read more, in one line. */
    private static String sentence(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String what =
                switch (e) {
                    case UnmatchedArgumentException unmatched -> unmatched(unmatched);
                    case MissingParameterException missing when isPositional(missing) ->
                            "A " + missing.getMissing().getFirst().paramLabel() + " is missing";
                    default -> e.getMessage();
                };
        return "%s%s (%s --help)"
                .formatted(
                        what.substring(0, 1).toUpperCase(Locale.ROOT), what.substring(1), command);
    }

    private static boolean isPositional(MissingParameterException missing) {
        return !missing.getMissing().isEmpty() && missing.getMissing().getFirst().isPositional();
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String first = e.getUnmatched().getFirst();
        CommandLine command = e.getCommandLine();
        boolean option = first.startsWith("-");
        List<String> known =
                option
                        ? command.getCommandSpec().optionsMap().keySet().stream()
                                .filter(name -> name.startsWith("--"))
                                .toList()
                        : List.copyOf(command.getSubcommands().keySet());
        String kind =
                option
                        ? "Unknown option"
                        : known.isEmpty() ? "Unexpected argument" : "Unknown command";
        return "%s '%s'%s".formatted(kind, first, Suggestion.hint(first, known));
    }
}
