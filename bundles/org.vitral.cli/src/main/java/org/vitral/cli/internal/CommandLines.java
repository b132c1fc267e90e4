// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The commands and their options. They are put together by hand: reading annotations would double
 * the time that parsing takes in a new JVM (0.13 s instead of 0.07 s).
 */
final class CommandLines {

    private CommandLines() {}

    /** The whole command line. */
    static CommandLine create() {
        CommandSpec vitral =
                command("vitral", "Finds what is in photographs, pixel by pixel.")
                        .addOption(
                                OptionSpec.builder("-V", "--version")
                                        .versionHelp(true)
                                        .description("Show the versions of the program and exit.")
                                        .build());
        vitral.usageMessage()
                .commandListHeading("%nCommands:%n")
                .footer(
                        "",
                        "Examples:",
                        "  vitral segment horse.jpg    the mask, a picture and the numbers",
                        "  vitral help segment         all that segment can do",
                        "",
                        "Exit code: 0 all done; 1 an input, a model or an output failed, and the",
                        "rest was done; 2 wrong usage.");
        vitral.addSubcommand("segment", line(segment()));
        vitral.addSubcommand("models", line(models()));
        vitral.addSubcommand("delegates", line(delegates()));
        vitral.addSubcommand(
                "exporters",
                line(
                        formats(
                                "exporters",
                                "Lists the exporters, which write what was found as files.",
                                "Their options are shown with their presets, and where the files"
                                        + " can go.")));
        vitral.addSubcommand(
                "renderers",
                line(
                        formats(
                                "renderers",
                                "Lists the renderers, which make pictures of what was found.",
                                "Their options are shown with their presets.")));
        vitral.addSubcommand("eval", line(eval()));
        vitral.addSubcommand("compare", line(compare()));
        vitral.addSubcommand("bench", line(bench()));
        vitral.addSubcommand("shell", line(shell()));
        vitral.addSubcommand("new", line(project()));
        vitral.addSubcommand("help", line(help()));
        // A file may be called @list.jpg: it is no list of arguments.
        return line(vitral).setExpandAtFiles(false);
    }

    private static CommandSpec segment() {
        CommandSpec segment =
                withEngine(
                                command(
                                                "segment",
                                                "Segments photographs and writes what was found.",
                                                "",
                                                "For a/b.jpg it writes",
                                                "  b.mask.png     a pixel's value is the index of its class",
                                                "  b.overlay.png  the classes in colour, with a legend",
                                                "  b.json         the classes found, their shares, the times")
                                        .addPositional(
                                                PositionalParamSpec.builder()
                                                        .paramLabel("PHOTO")
                                                        .arity("1..*")
                                                        .required(true)
                                                        .type(List.class)
                                                        .auxiliaryTypes(String.class)
                                                        .description(
                                                                "A photograph, or a folder with all photographs in it"
                                                                        + " and below it.")
                                                        .build()))
                        .addOption(
                                value(
                                        "--output",
                                        "DIR|FILE.zip|KIND:PLACE|-",
                                        "Where the files go: a folder, made if need be; a new"
                                                + " archive; another target that 'vitral exporters'"
                                                + " lists; or the standard output, which takes one"
                                                + " file (zip:- takes many). Else the current"
                                                + " folder. Folders below a folder are kept."))
                        .addOption(
                                value(
                                        "--export",
                                        "LIST",
                                        "The formats to write, such as "
                                                + ExportChoice.DEFAULT_FORMATS
                                                + " (the default). 'vitral exporters' and 'vitral"
                                                + " renderers' list all of them."))
                        .addOption(
                                OptionSpec.builder("--option")
                                        .type(List.class)
                                        .auxiliaryTypes(String.class)
                                        .arity("1")
                                        .paramLabel("NAME.OPTION=VALUE")
                                        .description(
                                                "An option of a format or of the target, such as"
                                                        + " overlay.opacity=0.4. May be given"
                                                        + " several times; 'vitral exporters show"
                                                        + " NAME' says which there are.")
                                        .build())
                        .addOption(
                                value(
                                        "--names",
                                        "PATTERN",
                                        "How the files are called, of {folder}, {name}, {suffix},"
                                                + " {format}, {ext}, {index}, {index:4} and {date}."
                                                + " Else {folder}/{name}{suffix}."))
                        .addOption(
                                value(
                                        "--picture",
                                        "FORMAT",
                                        "The format of the renderers' pictures: png, webp, or that"
                                                + " of another encoder that is installed. Else"
                                                + " png."))
                        .addOption(
                                value(
                                        "--export-limit",
                                        "TIME",
                                        "The longest time for one file, such as 30s. What takes"
                                                + " longer is given up, and the others are"
                                                + " written. Else 60 s, and a second more for each"
                                                + " megapixel."))
                        .addOption(
                                value(
                                        "--tiles",
                                        "SIZE[,KEY=VALUE...]",
                                        "Look at each photograph in overlapping tiles, for small"
                                                + " things in large photographs. SIZE is 1024 or"
                                                + " 1024x768 pixels, or 2x for twice the model's"
                                                + " input. overlap=25%% and blend=linear are usual;"
                                                + " blend=cosine is the other one. whole=50%% has"
                                                + " the model see the whole photograph too. A TIFF,"
                                                + " PNG or baseline JPEG that does not fit into"
                                                + " memory is read row by row."))
                        .addOption(
                                value(
                                        "--size",
                                        "model|source|WxH",
                                        "The size of the masks, such as 640x480. Else that of the"
                                                + " photograph."))
                        .addOption(
                                value(
                                        "--region",
                                        "X,Y,WxH",
                                        "The part of the upright photograph to look at, such as"
                                                + " 40,20,320x240."))
                        .addOption(
                                value(
                                        "--orientation",
                                        "1..8|NAME",
                                        "How the stored photograph is to be turned, in place of what"
                                                + " it says itself: a value of the EXIF tag, or"
                                                + " upright, mirrored, rotated-180, flipped,"
                                                + " transposed, rotated-90, transversed,"
                                                + " rotated-270."))
                        .addOption(
                                value(
                                        "--locale",
                                        "TAG",
                                        "The language of the names, such as de or pt-BR."))
                        .addOption(
                                value(
                                        "--allow",
                                        "LIST",
                                        "The only classes to find, by name or index, such as"
                                                + " person,horse. All others become background, or"
                                                + " unlabelled (255) where the model has none."))
                        .addOption(
                                value(
                                        "--deny",
                                        "LIST",
                                        "The classes not to find. Not together with --allow."))
                        .addOption(
                                value(
                                        "--min-score",
                                        "0..1",
                                        "The confidence that a pixel's class has at least. Else it"
                                                + " becomes background or unlabelled."))
                        .addOption(
                                value(
                                        "--min-margin",
                                        "0..1",
                                        "By how much that confidence exceeds the second one at"
                                                + " least."))
                        .addOption(
                                value(
                                        "--activation",
                                        "none|softmax|sigmoid",
                                        "What makes scores into confidences. Else what the model"
                                                + " says."))
                        .addOption(
                                flag(
                                        "--json",
                                        "Print one JSON object a photograph and line, and no table."))
                        .addOption(
                                value(
                                        "--time-limit",
                                        "TIME",
                                        "The longest time for one photograph, such as 500ms, 2s or"
                                                + " 1min, from its pixels to the model's"
                                                + " result. What takes longer fails; the"
                                                + " others are done."))
                        .addOption(verbose());
        segment.usageMessage()
                .footer(
                        "",
                        "Examples:",
                        "  vitral segment horse.jpg",
                        "  vitral segment photos --output results --export overlay",
                        "  vitral segment photos --output results.zip --option overlay.opacity=0.4",
                        "  vitral segment horse.jpg --export mask --output - > mask.png",
                        "  vitral segment *.jpg --model selfie_multiclass --json",
                        "  vitral segment horse.jpg --allow person --min-score 0.8 --locale de",
                        "  vitral segment horse.jpg --model my/model.tflite --delegate cpu",
                        "  vitral segment horse.jpg --delegate my/libdelegate.so,xnnpack",
                        "  vitral segment street.jpg --tiles 2x,whole=50%%",
                        "  vitral segment aerial.tif --tiles 2048");
        return segment;
    }

    /** The options that say what segments. */
    private static CommandSpec withEngine(CommandSpec command) {
        return command.addOption(
                        value(
                                "--model",
                                "NAME|FILE",
                                "The model: a name that 'vitral models' lists, with a version or"
                                        + " a label if need be (net@2.0.0, net@stable); or the"
                                        + " name of a .tflite file or a model bundle. Else the"
                                        + " default model."))
                .addOption(
                        value(
                                "--delegate",
                                "NAME|FILE,...",
                                "What the model runs on: auto (the default), cpu, xnnpack, or"
                                        + " another that 'vitral delegates' lists; or the"
                                        + " file of a delegate library. Of several, each"
                                        + " takes what those before it left."))
                .addOption(
                        OptionSpec.builder("--delegate-option")
                                .type(List.class)
                                .auxiliaryTypes(String.class)
                                .arity("1")
                                .paramLabel("KEY=VALUE")
                                .description(
                                        "An option for the delegate library. May be given"
                                                + " several times.")
                                .build())
                .addOption(
                        value(
                                "--on-delegate-failure",
                                "error|cpu",
                                "What happens when a delegate that is named cannot be used:"
                                        + " error (the default) ends the run, cpu has the"
                                        + " plain kernels run the model."))
                .addOption(
                        value(
                                "--threads",
                                "N",
                                "The number of threads of the model, from 1 to "
                                        + SegmentOptions.MOST_THREADS
                                        + "."))
                .addOption(
                        value(
                                "--input-size",
                                "WIDTHxHEIGHT",
                                "The size of images that the model takes, where it leaves that"
                                        + " open. Else what the model says, else 513x513."));
    }

    private static CommandSpec eval() {
        CommandSpec eval =
                withEngine(
                                command(
                                                "eval",
                                                "Segments photographs and measures how the masks match"
                                                        + " those that people drew.",
                                                "",
                                                "The truth of a/b.jpg is a/b.png in another folder: an"
                                                        + " indexed or",
                                                "grey PNG whose pixels are the indices of classes, as in"
                                                        + " PASCAL VOC.")
                                        .addOption(
                                                required(
                                                        "--images",
                                                        "DIR",
                                                        "The photographs, in it and below it."))
                                        .addOption(
                                                required(
                                                        "--truth",
                                                        "DIR",
                                                        "The truths, in it and below it.")))
                        .addOption(
                                value(
                                        "--ignore-index",
                                        "N|none",
                                        "The value of the pixels of a truth that do not count. Else"
                                                + " 255."))
                        .addOption(
                                value(
                                        "--output",
                                        "DIR",
                                        "Where "
                                                + EvalCommand.PICTURE
                                                + " goes, made if need be. Else the current folder."))
                        .addOption(flag("--json", "Print one JSON object, and no table."))
                        .addOption(verbose());
        eval.usageMessage()
                .footer(
                        "",
                        "Examples:",
                        "  vitral eval --images VOC2012/JPEGImages --truth VOC2012/SegmentationClass",
                        "  vitral eval --images photos --truth truth --model my/model.tflite --json");
        return eval;
    }

    private static CommandSpec compare() {
        CommandSpec compare =
                command(
                                "compare",
                                "Has two engines segment the same photographs, and measures how they"
                                        + " agree.",
                                "",
                                "An engine is MODEL@DELEGATE:THREADS. Without MODEL it has the default"
                                        + " model,",
                                "without @DELEGATE it takes the best one, and :THREADS may be left out"
                                        + " too.")
                        .addPositional(
                                PositionalParamSpec.builder()
                                        .paramLabel("A B")
                                        .hideParamSyntax(true)
                                        .arity("0..*")
                                        .type(List.class)
                                        .auxiliaryTypes(String.class)
                                        .description("The two engines.")
                                        .build())
                        .addOption(
                                required("--images", "DIR", "The photographs, in it and below it."))
                        .addOption(
                                value(
                                        "--output",
                                        "DIR",
                                        "Where a picture of the differences goes for each photograph,"
                                                + " b"
                                                + CompareCommand.PICTURE
                                                + " for b.jpg. Else none is made."))
                        .addOption(flag("--json", "Print one JSON object, and no tables."))
                        .addOption(verbose());
        compare.usageMessage()
                .footer(
                        "",
                        "Examples:",
                        "  vitral compare deeplabv3@xnnpack deeplabv3@cpu --images photos",
                        "  vitral compare @xnnpack:1 @xnnpack:4 --images photos",
                        "  vitral compare deeplabv3 my/model.tflite --images photos --json",
                        "  vitral compare deeplabv3 my/model.tflite --images photos --output differences");
        return compare;
    }

    private static CommandSpec shell() {
        CommandSpec shell =
                withEngine(
                                command(
                                        "shell",
                                        "Starts a segmenter and a shell to look after it while it runs.",
                                        "",
                                        "In the shell 'help' lists the commands, such as swap, rollback,"
                                                + " history,",
                                        "gate, canary and why. Without a terminal the commands are read"
                                                + " from the",
                                        "standard input. The first one that fails ends a script."))
                        .addOption(
                                OptionSpec.builder("-c", "--command")
                                        .type(String.class)
                                        .paramLabel("COMMANDS")
                                        .description("Run these commands and exit.")
                                        .build())
                        .addOption(
                                value(
                                        "--listen",
                                        "PORT",
                                        "Serve sessions on this port of the loopback interface, until"
                                                + " stopped. Whoever can log in to this machine"
                                                + " can use it."))
                        .addOption(verbose());
        shell.usageMessage()
                .footer(
                        "",
                        "Examples:",
                        "  vitral shell",
                        "  vitral shell -c 'swap --delegate cpu; status; rollback'",
                        "  vitral shell --model selfie_multiclass < checks.txt",
                        "  vitral shell --listen 5555        then: nc 127.0.0.1 5555");
        return shell;
    }

    private static CommandSpec bench() {
        CommandSpec bench =
                command(
                                "bench",
                                "Measures what a photograph to its mask costs.",
                                "It is put beside the raw run of the same, unmodified model in the"
                                        + " same rounds, and",
                                "beside the usual way: the maximum at the model's size, enlarged.")
                        .addPositional(
                                PositionalParamSpec.builder()
                                        .paramLabel("PHOTO")
                                        .arity("0..*")
                                        .type(List.class)
                                        .auxiliaryTypes(String.class)
                                        .description(
                                                "A photograph, or a folder of them. Else a synthetic"
                                                        + " scene.")
                                        .build())
                        .addOption(
                                value("--model", "NAME|FILE", "The model. Else the default model."))
                        .addOption(
                                value(
                                        "--delegate",
                                        "LIST",
                                        "The delegates, each measured by itself, such as"
                                                + " xnnpack,cpu; or all. Else the one that is used"
                                                + " by itself. A delegate library is named by its"
                                                + " file."))
                        .addOption(
                                value(
                                        "--threads",
                                        "LIST",
                                        "The numbers of threads, each with each delegate, such as"
                                                + " 1,2. Else 1 and what is used by itself."))
                        .addOption(
                                value(
                                        "--frame",
                                        "WxH,...",
                                        "The sizes to which each photograph is brought, such as"
                                                + " 640x480,1920x1080 (the default without a"
                                                + " photograph). Else its own."))
                        .addOption(
                                value(
                                        "--concurrency",
                                        "LIST",
                                        "How many frames are worked on at a time to measure the"
                                                + " throughput, such as 1,2; or none. Else 1 and"
                                                + " the number of processors."))
                        .addOption(
                                value(
                                        "--rounds",
                                        "N",
                                        "The number of rounds. Else "
                                                + BenchOptions.DEFAULT_ROUNDS
                                                + ", or as many as --time allows."))
                        .addOption(
                                value(
                                        "--time",
                                        "TIME",
                                        "What the rounds may take, such as 30s or 2min. Warm-up,"
                                                + " throughput and --per-op come on top."))
                        .addOption(
                                value(
                                        "--seed",
                                        "N",
                                        "What decides the order of all steps. Else "
                                                + BenchOptions.DEFAULT_SEED
                                                + "."))
                        .addOption(flag("--per-op", "Measure each operator of the model, too."))
                        .addOption(
                                value(
                                        "--format",
                                        "table|json|csv|markdown",
                                        "What is printed. Else tables."))
                        .addOption(value("--plot", "FILE", "Draw a chart: a .png or .svg file."))
                        .addOption(
                                value(
                                        "--save",
                                        "FILE",
                                        "Write the report, with every single measurement, as"
                                                + " JSON."))
                        .addOption(flag("--json", "The same as --format json."))
                        .addOption(verbose());
        bench.usageMessage()
                .commandListHeading("%nCommands:%n")
                .footer(
                        "",
                        "Examples:",
                        "  vitral bench horse.jpg",
                        "  vitral bench horse.jpg --frame 640x480,1920x1080 --save before.json",
                        "  vitral bench --delegate all --threads 1,2,4 --time 1min --plot bench.png",
                        "  vitral bench --model my.tflite --per-op --format markdown",
                        "  vitral bench compare before.json after.json");
        CommandSpec compare =
                command(
                                "compare",
                                "Says which differences between two reports are real.",
                                "Times that differ because the machine did are told from the others.")
                        .addPositional(
                                PositionalParamSpec.builder()
                                        .paramLabel("FILE")
                                        .arity("2")
                                        .required(true)
                                        .type(List.class)
                                        .auxiliaryTypes(String.class)
                                        .description(
                                                "Two files that 'vitral bench --save' has written: A,"
                                                        + " then B.")
                                        .build())
                        .addOption(flag("--json", "Print one JSON document."))
                        .addOption(verbose());
        bench.addSubcommand("compare", line(compare));
        return bench;
    }

    private static CommandSpec models() {
        CommandSpec models =
                command(
                                "models",
                                "Lists the models that are here, and those that could be.",
                                "The default one is marked with *.")
                        .addOption(flag("--json", "Print one JSON document."))
                        .addOption(verbose());
        models.usageMessage().commandListHeading("%nCommands:%n");
        models.addSubcommand(
                "show",
                line(
                        command("show", "Shows all that is known of one model.")
                                .addPositional(
                                        PositionalParamSpec.builder()
                                                .paramLabel("NAME|FILE")
                                                .arity("1")
                                                .required(true)
                                                .type(String.class)
                                                .description(
                                                        "A model, in its highest version unless"
                                                                + " another one is asked for"
                                                                + " (net@2.0.0, net@stable); a"
                                                                + " .tflite file; or the .jar of"
                                                                + " a model bundle.")
                                                .build())
                                .addOption(flag("--json", "Print one JSON document."))
                                .addOption(verbose())));
        models.addSubcommand("pack", line(pack()));
        return models;
    }

    private static CommandSpec formats(String name, String... description) {
        CommandSpec formats =
                command(name, description)
                        .addOption(flag("--json", "Print one JSON document."))
                        .addOption(verbose());
        formats.usageMessage().commandListHeading("%nCommands:%n");
        formats.addSubcommand(
                "show",
                line(
                        command("show", "Shows one of them, with its options.")
                                .addPositional(
                                        PositionalParamSpec.builder()
                                                .paramLabel("NAME")
                                                .arity("1")
                                                .required(true)
                                                .type(String.class)
                                                .description("Its name.")
                                                .build())
                                .addOption(flag("--json", "Print one JSON document."))
                                .addOption(verbose())));
        return formats;
    }

    private static CommandSpec pack() {
        CommandSpec pack =
                command(
                                "pack",
                                "Makes a model bundle of a .tflite file: a jar that a framework"
                                        + " installs.",
                                "In it are the descriptor, the label map, the licence and a"
                                        + " checksum. The same",
                                "file and options give the same bytes.")
                        .addPositional(
                                PositionalParamSpec.builder()
                                        .paramLabel("FILE")
                                        .arity("1")
                                        .required(true)
                                        .type(String.class)
                                        .description("A .tflite file.")
                                        .build())
                        .addOption(
                                required(
                                        "--name",
                                        "NAME",
                                        "What users will call the model: lower-case letters,"
                                                + " digits, dot, dash and underscore."))
                        .addOption(
                                value(
                                        "--version",
                                        "V",
                                        "Its version, such as 2.0.0. Else that of the file, else"
                                                + " 1.0.0."))
                        .addOption(value("--title", "TEXT", "One line that says what it is."))
                        .addOption(
                                value(
                                        "--labels",
                                        "FILE",
                                        "The label map: the names of the classes, a line each."
                                                + " Else that of the file."))
                        .addOption(
                                value(
                                        "--license",
                                        "SPDX",
                                        "The identifier of its licence, such as Apache-2.0. Else"
                                                + " that of the file."))
                        .addOption(
                                value(
                                        "--license-text",
                                        "FILE",
                                        "The text of its licence. That of Apache-2.0 is known."))
                        .addOption(
                                value(
                                        "--output",
                                        "JAR",
                                        "The bundle to be written; one that is there is left as"
                                                + " it is. Else NAME-V.jar in the current"
                                                + " folder."))
                        .addOption(flag("--json", "Print one JSON document."))
                        .addOption(verbose());
        pack.usageMessage()
                .footer(
                        "",
                        "Examples:",
                        "  vitral models pack my.tflite --name pets --labels pets.txt",
                        "  vitral models pack my.tflite --name pets --version 1.1.0 --license MIT \\",
                        "      --license-text LICENSE",
                        "",
                        "Sign it, if need be, with the JDK's jarsigner; 'vitral models show JAR'"
                                + " says who did.");
        return pack;
    }

    private static CommandSpec delegates() {
        return command(
                        "delegates",
                        "Lists the delegates: what a model can run on.",
                        "The one that 'auto' takes is marked with *: the one with the highest",
                        "ranking that works here, until --model had them measured.")
                .addOption(
                        value(
                                "--model",
                                "NAME|FILE",
                                "Load this model on each delegate, and measure for at most "
                                        + DelegatesCommand.BUDGET.toSeconds()
                                        + " s: how much of it each takes, and how fast it is."
                                        + " 'auto' remembers which is the best."))
                .addOption(
                        value(
                                "--threads",
                                "N",
                                "The number of threads to measure with, from 1 to "
                                        + SegmentOptions.MOST_THREADS
                                        + "."))
                .addOption(flag("--json", "Print one JSON document."))
                .addOption(verbose());
    }

    private static CommandSpec project() {
        CommandSpec project =
                command(
                                "new",
                                "Makes the Maven project of an extension: one class, its test, a"
                                        + " README.",
                                "docs/EXTENDING.md goes on from there.")
                        .addPositional(
                                PositionalParamSpec.builder()
                                        .paramLabel("KIND")
                                        .index("0")
                                        .arity("1")
                                        .required(true)
                                        .type(String.class)
                                        .description(String.join(", ", ExtensionKind.words()) + ".")
                                        .build())
                        .addPositional(
                                PositionalParamSpec.builder()
                                        .paramLabel("NAME")
                                        .index("1")
                                        .arity("1")
                                        .required(true)
                                        .type(String.class)
                                        .description(
                                                "What users will say to get it: lower-case"
                                                        + " letters, digits and hyphens.")
                                        .build())
                        .addOption(
                                value(
                                        "--output",
                                        "DIR",
                                        "The project's folder, new or empty. Else NAME."))
                        .addOption(
                                value(
                                        "--package",
                                        "PACKAGE",
                                        "Its Java package. Else com.example.NAME."))
                        .addOption(verbose());
        project.usageMessage()
                .footer(
                        "",
                        "Examples:",
                        "  vitral new exporter area-log",
                        "  area-log/mvnw verify");
        return project;
    }

    private static CommandSpec help() {
        return command("help", "Shows how a command is used.")
                .addPositional(
                        PositionalParamSpec.builder()
                                .paramLabel("COMMAND")
                                .arity("0..*")
                                .type(List.class)
                                .auxiliaryTypes(String.class)
                                .description("The command, such as: segment")
                                .build());
    }

    private static CommandSpec command(String name, String... description) {
        CommandSpec command =
                CommandSpec.create()
                        .name(name)
                        .addOption(
                                OptionSpec.builder("-h", "--help")
                                        .usageHelp(true)
                                        .description("Show this help and exit.")
                                        .build());
        command.usageMessage()
                .description(description)
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .sortOptions(false);
        return command;
    }

    private static OptionSpec verbose() {
        return flag("--verbose", "Show the log, and the stack trace of each failure.");
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).type(boolean.class).description(description).build();
    }

    private static OptionSpec required(String name, String label, String description) {
        return value(name, label, description).toBuilder().required(true).build();
    }

    private static OptionSpec value(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static CommandLine line(CommandSpec command) {
        return new CommandLine(command);
    }
}
