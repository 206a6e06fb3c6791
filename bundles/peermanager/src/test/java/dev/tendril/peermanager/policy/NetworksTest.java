package dev.tendril.peermanager.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.Optional;

/** Ranges, groups (wire.md 5.7) and blocks of addresses. */
class NetworksTest {

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    @Test
    void ranges_areThoseOfTheRegistries() {
        String[][] cases = {
            {"8.8.8.8", "PUBLIC"},
            {"9.255.255.255", "PUBLIC"},
            {"10.0.0.0", "PRIVATE_10"},
            {"11.0.0.0", "PUBLIC"},
            {"172.15.255.255", "PUBLIC"},
            {"172.16.0.0", "PRIVATE_172"},
            {"172.31.255.255", "PRIVATE_172"},
            {"172.32.0.0", "PUBLIC"},
            {"192.168.1.1", "PRIVATE_192"},
            {"192.167.1.1", "PUBLIC"},
            {"100.63.255.255", "PUBLIC"},
            {"100.64.0.0", "SHARED"},
            {"100.127.255.255", "SHARED"},
            {"100.128.0.0", "PUBLIC"},
            {"127.9.9.9", "LOOPBACK"},
            {"169.254.1.1", "LINK_LOCAL"},
            {"0.0.0.0", "UNROUTABLE"},
            {"0.1.2.3", "UNROUTABLE"},
            {"224.0.0.1", "UNROUTABLE"},
            {"240.0.0.1", "UNROUTABLE"},
            {"255.255.255.255", "UNROUTABLE"},
            {"::1", "LOOPBACK"},
            {"::", "UNROUTABLE"},
            {"fe80::1", "LINK_LOCAL"},
            {"fc00::1", "UNIQUE_LOCAL"},
            {"fdff::1", "UNIQUE_LOCAL"},
            {"2001:db8::1", "UNROUTABLE"},
            {"2001:4860::1", "PUBLIC"},
        };
        for (var c : cases) {
            assertEquals(IpRange.valueOf(c[1]), IpRange.of(ip(c[0])), c[0]);
        }
    }

    @Test
    @Covers("PL-14")
    void groups_areThoseOfTheAddressBook() {
        String[][] cases = {
            {"8.9.1.2", "8.9.0.0/16"},
            {"8.9.255.255", "8.9.0.0/16"},
            {"8.10.1.2", "8.10.0.0/16"},
            {"2001:4860:1::1", "2001:4860::/32"},
            {"2001:470:1fff::1", "2001:0470:1000::/36"},
            {"2002:0809:0102::1", "8.9.0.0/16"},
            {"64:ff9b::0809:0102", "8.9.0.0/16"},
            {"::ffff:0:809:102", "8.9.0.0/16"},
            {"2001:0:1:2:3:4:f7f6:fefd", "8.9.0.0/16"},
            {"fd87:d87e:eb43:f000::1", "tor:0"},
            {"127.0.0.1", "local"},
            {"::1", "local"},
            {"0.1.2.3", "unroutable"},
            {"240.1.2.3", "unroutable"},
            {"2001:db8:1::1", "unroutable"},
        };
        for (var c : cases) {
            assertEquals(c[1], NetworkGroup.of(ip(c[0])).text(), c[0]);
        }
    }

    @Test
    void ranges_tellOnlyWhatHelps() {
        assertTrue(IpRange.PUBLIC.isToldTo(IpRange.PRIVATE_10));
        assertTrue(IpRange.PRIVATE_10.isToldTo(IpRange.PRIVATE_10));
        assertFalse(IpRange.PRIVATE_10.isToldTo(IpRange.PRIVATE_192));
        assertFalse(IpRange.LOOPBACK.isToldTo(IpRange.PUBLIC));
        assertFalse(IpRange.UNROUTABLE.isToldTo(IpRange.UNROUTABLE));
    }

    @Test
    void blocks_containWhatSharesTheirBits() {
        var block = Cidr.parse("192.0.2.128/25").orElseThrow();
        assertTrue(block.contains(ip("192.0.2.200")));
        assertFalse(block.contains(ip("192.0.2.127")));
        assertFalse(block.contains(ip("2001:db8::1")));
        assertTrue(Cidr.parse("0.0.0.0/0").orElseThrow().contains(ip("1.2.3.4")));
        assertEquals("2001:db8:0:1:0:0:0:0/64", Cidr.around(ip("2001:db8:0:1:2::9")).toString());
        assertEquals("1.2.3.4/32", Cidr.around(ip("1.2.3.4")).toString());
        for (var text : new String[] {"", "x", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1", "::/129"}) {
            assertEquals(Optional.empty(), Cidr.parse(text), text);
        }
    }
}
