package dev.tendril.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

class ArgumentsTest {

    private static final Arguments.Syntax SYNTAX =
            new Arguments.Syntax(Set.of("--home", "--seeds"), Set.of("--shell"), 2);

    private static Arguments parse(String... words) throws CommandException {
        return Arguments.parse("test", SYNTAX, List.of(words));
    }

    @Test
    void parse_takesValuesBothWays() throws CommandException {
        var arguments = parse("--home", "a", "--seeds=b=c", "--shell");
        assertEquals(Optional.of("a"), arguments.option("--home"));
        assertEquals(Optional.of("b=c"), arguments.option("--seeds"));
        assertTrue(arguments.has("--shell"));
        assertFalse(parse().has("--shell"));
    }

    @Test
    void parse_takesAnEmptyValueAsOne() throws CommandException {
        assertEquals(Optional.of(""), parse("--seeds", "").option("--seeds"));
        assertEquals(Optional.of(""), parse("--seeds=").option("--seeds"));
    }

    @Test
    void parse_leavesWordsBehindTwoDashesAlone() throws CommandException {
        assertEquals(List.of("x", "--home"), parse("x", "--", "--home").words());
        assertEquals(List.of("-"), parse("-").words());
    }
}
