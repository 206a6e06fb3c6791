package dev.tendril.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MainTest {

    @ParameterizedTest
    @EnumSource(Command.class)
    void help_explainsEachCommandBothWays(Command command) {
        var help = CommandLine.run("help", command.word());
        assertEquals(0, help.status());
        assertTrue(help.out().startsWith("usage: tendril " + command.word()), help.out());
        assertEquals(help, CommandLine.run(command.word(), "--help"));
        assertTrue(CommandLine.run("help").out().contains("\n  " + command.word() + " "));
        command.syntax().options().forEach(o -> assertTrue(help.out().contains(o), o));
        command.syntax().flags().forEach(f -> assertTrue(help.out().contains(f), f));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dance | unknown command: dance; see: tendril help",
                "start --hom x | unknown option: --hom; see: tendril help start",
                "start --home | --home needs a value; see: tendril help start",
                "start | start needs --home; see: tendril help start",
                "start --home a --home b | --home is given twice",
                "version now | unexpected: now; see: tendril help version",
                "exec --home x | exec needs the commands to run; see: tendril help exec",
                "init --home x | init needs --chain-id; see: tendril help init",
                "demo --for ever | --for is not a number of seconds: ever",
            })
    void line_thatIsNotUnderstoodIsOneLineAndStatus2(String line, String said) {
        var run = CommandLine.run(line.split(" "));
        assertEquals("tendril: " + said + System.lineSeparator(), run.err());
        assertEquals(2, run.status());
        assertEquals("", run.out());
    }

    @Test
    void nothing_printsTheCommands() {
        var run = CommandLine.run();
        assertEquals(2, run.status());
        assertTrue(run.err().contains("usage: tendril COMMAND"));
    }

    @Test
    void version_namesTendrilJdkAndProtocol() {
        var run = CommandLine.run("version");
        assertEquals(0, run.status());
        assertTrue(
                run.out().matches("(?s)tendril +\\S+\\Rjdk +25\\S*\\Rprotocol p2p 8, block 11\\R"),
                run.out());
        assertEquals(run, CommandLine.run("--version"));
    }
}
