// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CommandLineTest {

    private final TestPlatform platform = new TestPlatform();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiterString = "=>",
            textBlock =
                    """
                    segment b.jpg --threads 0 => --threads is a whole number from 1 to 256, not '0'
                    segment b.jpg --threads -1 => --threads is a whole number from 1 to 256, not '-1'
                    segment b.jpg --threads two => --threads is a whole number from 1 to 256, not 'two'
                    segment b.jpg --threads 9999999999 => --threads is a whole number from 1 to 256, not '9999999999'
                    segment b.jpg --input-size 513 => --input-size is WIDTHxHEIGHT, such as 513x513, not '513'
                    segment b.jpg --input-size 0x9 => --input-size is WIDTHxHEIGHT, such as 513x513, not '0x9'
                    segment b.jpg --export , => --export names at least one format, such as mask
                    segment b.jpg --modle x => Unknown option '--modle'; did you mean --model? (vitral segment --help)
                    segment b.jpg --model= --json => --model is empty
                    segment b.jpg --delegate xnnpack,xnnpack => --delegate: The delegate xnnpack is named twice in "xnnpack,xnnpack"
                    segment b.jpg --delegate xnnpack, => --delegate: The list of delegates "xnnpack," has an empty place
                    segment b.jpg --delegate cpu,xnnpack => --delegate: cpu takes all that is left: it comes last, and not as in "cpu,xnnpack"
                    segment b.jpg --delegate auto,cpu => --delegate: auto chooses a delegate itself: it stands alone, and not in "auto,cpu"
                    segment b.jpg --delegate a.so,b/c => --delegate names one library at most, not a.so and c
                    segment b.jpg --delegate cpu --delegate-option a=b => --delegate-option is for a delegate library, and --delegate names none, such as libmy_delegate.so
                    segment b.jpg --delegate a.so --delegate-option =b => --delegate-option is KEY=VALUE, not '=b'
                    segment b.jpg --on-delegate-failure cpi => --on-delegate-failure is error or cpu, not 'cpi'; did you mean cpu?
                    segment b.jpg --size big => --size: A size is model, source, or columns and rows such as 640x480, not 'big'
                    segment b.jpg --size 0x9 => --size: A mask has at least one pixel, but 0 x 9 was asked for
                    segment b.jpg --locale ? => --locale: A language is a tag such as de, de-AT or zh-Hant, not '?'
                    segment b.jpg --allow , => --allow: It names at least one class, such as person
                    segment b.jpg --allow dog --deny cat => --deny: Classes are allowed or denied, not both, but [dog] are allowed and [cat] denied
                    segment b.jpg --min-score half => --min-score: It is a number from 0 to 1, not 'half'
                    segment b.jpg --min-score 1.5 => --min-score: A score threshold is from 0 to 1, not 1.5
                    segment b.jpg --min-margin NaN => --min-margin: A margin threshold is from 0 to 1, not NaN
                    segment b.jpg --activation relu => --activation: An activation is none, softmax or sigmoid, not 'relu'
                    segment b.jpg --orientation 9 => --orientation: An orientation is a value of the EXIF tag, 1 to 8, or one of upright, mirrored, rotated-180, flipped, transposed, rotated-90, transversed, rotated-270, not '9'
                    segment b.jpg --region 1,2,3 => --region: It is the left column, the top row and the size, such as 40,20,320x240, not '1,2,3'
                    segment b.jpg --region 1,2,0x3 => --region: A region starts at 0 or later and has at least one pixel, but this is 0 x 3 at (1, 2)
                    delegates --threads 2 => --threads says how to measure a model, and --model names none
                    segment => A PHOTO is missing (vitral segment --help)
                    segmnt b.jpg => Unknown command 'segmnt'; did you mean segment? (vitral --help)
                    --frobnicate => Unknown option '--frobnicate' (vitral --help)
                    models show => A NAME|FILE is missing (vitral models show --help)
                    delegates all => Unexpected argument 'all' (vitral delegates --help)
                    help segmnt => There is no command 'segmnt'; did you mean segment?
                    """)
    void wrongUsageIsOneLineThatSaysWhatIsWrong(String line, String message) {
        Run run = Run.of(platform, line.split(" "));

        assertEquals(2, run.code());
        assertEquals(List.of("vitral: " + message), run.errLines());
        assertEquals("", run.out());
        assertEquals(0, platform.configurations.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "-h",
                "help",
                "segment --help",
                "help segment",
                "models -h",
                "models show --help",
                "help models show",
                "delegates --help"
            })
    void helpGoesToTheStandardOutput(String line) {
        Run run = Run.of(platform, line.split(" "));

        assertEquals(0, run.code());
        assertEquals("", run.err());
        assertTrue(run.out().startsWith("Usage: vitral"), run.out());
        assertFalse(run.out().contains("\033"), "colours without a terminal");
        assertTrue(run.outLines().stream().allMatch(l -> l.length() <= 80), run.out());
        assertEquals(0, platform.closed, "looked something up for a text");
    }

    /** Lists of commands show the first line of a description only. */
    @Test
    void theSummaryOfEachCommandIsASentenceOnOneLine() {
        List<String> cut = new ArrayList<>();
        summaries(CommandLines.create(), cut);
        assertEquals(List.of(), cut);
    }

    private static void summaries(CommandLine command, List<String> cut) {
        String summary = command.getCommandSpec().usageMessage().description()[0];
        if (!summary.endsWith(".")) {
            cut.add(command.getCommandName() + ": " + summary);
        }
        command.getSubcommands().values().forEach(one -> summaries(one, cut));
    }

    @Test
    void withoutACommandItShowsHowItIsUsed() {
        Run run = Run.of(platform);

        assertEquals(2, run.code());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("Usage: vitral"), run.err());
    }

    @Test
    void showsItsVersion() {
        assertEquals(List.of("vitral 1.2.3"), Run.of(platform, "--version").outLines());
        assertEquals(0, Run.of(platform, "-V").code());
    }

    @Test
    void aNameThatBeginsWithAtIsAName() {
        Run run = Run.of(platform, "segment", "@list.jpg");

        assertEquals(List.of("vitral: @list.jpg: There is no such file"), run.errLines());
    }

    @Test
    void aNameThatBeginsWithADashCanComeAfterTwoDashes() {
        Run run = Run.of(platform, "segment", "--", "-b.jpg");

        assertEquals(List.of("vitral: -b.jpg: There is no such file"), run.errLines());
    }

    @ParameterizedTest
    @CsvSource({
        "exporters, No space left on device, 1, 'vitral: the standard output: No space left on device'",
        "--help, Input/output error, 1, 'vitral: the standard output: Input/output error'",
        "exporters, Broken pipe, 0, ''",
    })
    void whatCannotBePrintedIsAFailureUnlessNobodyReadsIt(
            String command, String reason, int code, String message) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream lost =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException(reason);
                    }
                };
        Vitral vitral =
                new Vitral(
                        () -> platform,
                        List::of,
                        new ResultStream(lost, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        Terminal.NONE);

        assertEquals(code, vitral.run(command));
        assertEquals(message, err.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void anUnexpectedFailureIsOneLine() {
        java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
        int code =
                new Vitral(
                                () -> {
                                    throw new IllegalStateException("the framework is gone");
                                },
                                List::of,
                                System.out,
                                new java.io.PrintStream(err),
                                Terminal.NONE)
                        .run("models");

        assertEquals(1, code);
        assertEquals(
                "vitral: Unexpected IllegalStateException: the framework is gone (--verbose shows"
                        + " where)",
                err.toString().strip());
    }
}
