package dev.tendril.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void withoutOne_eachTestHasItsOwn_alwaysTheSame() {
        assertEquals(Seeds.chosen("", SeedsTest.class), Seeds.chosen("", SeedsTest.class));
        assertNotEquals(Seeds.chosen("", SeedsTest.class), Seeds.chosen("", Seeds.class));
    }

    @Test
    void random_isNewEachTime() {
        assertNotEquals(
                Seeds.chosen(Seeds.RANDOM, SeedsTest.class),
                Seeds.chosen(Seeds.RANDOM, SeedsTest.class));
    }

    @Test
    void number_isTaken_andAnythingElseRefused() {
        assertEquals(-42, Seeds.chosen("-42", SeedsTest.class));
        assertThrows(NumberFormatException.class, () -> Seeds.chosen("tuesday", SeedsTest.class));
    }

    @Test
    void derived_differByNameAndBySeed() {
        assertEquals(Seeds.derive(1, "ways"), Seeds.derive(1, "ways"));
        assertNotEquals(Seeds.derive(1, "ways"), Seeds.derive(2, "ways"));
        assertNotEquals(Seeds.derive(1, "ways"), Seeds.derive(1, "days"));
    }
}
