package dev.tendril.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Optional;

final class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "999,999",
        "1000,1.0K",
        "12400,12.1K",
        "102400,100K",
        "1048576,1.0M",
        "1023488,1.0M",
        "1022976,999K",
        "1099511627776,1.0T",
        "9223372036854775807,8.0E"
    })
    void bytes_hasAtMostFiveCharacters(long bytes, String text) {
        assertEquals(text, Units.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0ms",
        "999,999ms",
        "1000,1s",
        "59999,59s",
        "60000,1m00s",
        "307000,5m07s",
        "3600000,1h00m",
        "11040000,3h04m",
        "273600000,3d04h"
    })
    void time_hasTheTwoLargestUnits(long millis, String text) {
        assertEquals(text, Units.time(Duration.ofMillis(millis)));
    }

    @Test
    void millis_hasOneDecimalBelowTen() {
        assertEquals("0.4", Units.millis(Optional.of(Duration.ofNanos(420_000))));
        assertEquals("41", Units.millis(Optional.of(Duration.ofMillis(41))));
        assertEquals("-", Units.millis(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:0:0:0:0:7,2001:db8::7",
        "[2001:db8:0:0:0:0:0:7]:26656,[2001:db8::7]:26656",
        "0:0:0:0:0:0:0:1,::1",
        "0:0:0:0:0:0:0:0,::",
        "fe80:0:0:0:0:0:0:0,fe80::",
        "1:0:0:2:0:0:0:3,1:0:0:2::3",
        "1:2:3:4:5:6:0:8,1:2:3:4:5:6:0:8",
        "192.0.2.1:26656,192.0.2.1:26656",
        "seed.example.org:26656,seed.example.org:26656"
    })
    void hosts_ofIpv6_areAtTheirShortest(String full, String brief) {
        assertEquals(brief, Hosts.brief(full));
    }
}
