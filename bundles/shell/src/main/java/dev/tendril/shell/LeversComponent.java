package dev.tendril.shell;

import dev.tendril.shell.command.Levers;
import dev.tendril.shell.command.Looks;
import dev.tendril.shell.command.Words;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands that change something: one method each, named as the command. */
@Component(service = LeversComponent.class)
@GogoCommand(
        scope = "p2p",
        function = {"dial", "disconnect", "persist", "private", "_private", "ban", "reactors"})
public final class LeversComponent {

    private static final String NETWORK = "which network; needed when there are several";
    private static final String OUTPUT = "of a list: table (for people) or json (for programs)";
    private static final String REACTORS_USAGE = "reactors [enable|disable|retry NAME]";
    private static final String PERSIST_USAGE = "persist [ls | add ADDRESS | rm PEER]";
    private static final String PRIVATE_USAGE = "private [ls | add PEER | rm PEER]";
    private static final String BAN_USAGE = "ban [ls | add TARGET | rm TARGET]";

    private final Levers levers;
    private final Looks looks;

    /** The commands over these services. */
    @Activate
    public LeversComponent(@Reference(name = "services") NodeServicesComponent services) {
        levers = new Levers(services);
        looks = new Looks(services);
    }

    /** Dials now. */
    @Descriptor("dials an address as soon as possible, limits aside")
    public void dial(
            @Descriptor(NETWORK)
                    @Parameter(
                            names = {"-n", "--network"},
                            absentValue = "")
                    String network,
            @Descriptor("ID@HOST:PORT, or PROTOCOL://ID@HOST:PORT") String... address) {
        print(levers.dial(network, Words.one("dial ADDRESS", address)));
    }

    /** Ends a connection. */
    @Descriptor("ends the connection of a peer and leaves it alone for a while")
    public void disconnect(
            @Descriptor(NETWORK)
                    @Parameter(
                            names = {"-n", "--network"},
                            absentValue = "")
                    String network,
            @Descriptor("how long it is not dialed again: 90s, 10m, 24h")
                    @Parameter(
                            names = {"-f", "--for"},
                            absentValue = "10m")
                    String span,
            @Descriptor("the start of its id, its moniker, or its IP address") String... peer) {
        print(levers.disconnect(network, Words.one("disconnect PEER", peer), span));
    }

    /** Keeps peers connected. */
    @Descriptor("peers that are always kept connected, over restarts: " + PERSIST_USAGE)
    public void persist(
            @Descriptor(NETWORK)
                    @Parameter(
                            names = {"-n", "--network"},
                            absentValue = "")
                    String network,
            @Descriptor(OUTPUT)
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("ls, add ID@HOST:PORT, or rm and the start of an id") String... words) {
        Words.upTo(2, PERSIST_USAGE, words);
        print(
                switch (verb(words)) {
                    case "ls" -> levers.persistent(network).print(output);
                    case "add" -> levers.persist(network, object(PERSIST_USAGE, words));
                    case "rm" -> levers.unpersist(network, object(PERSIST_USAGE, words));
                    default -> throw Words.usage(PERSIST_USAGE, words);
                });
    }

    /**
     * Tells nobody of peers. The shell looks for a word of Java behind an underscore, its help does
     * not: so the command has both names.
     */
    @Descriptor("peers that others are never told of, over restarts: " + PRIVATE_USAGE)
    @SuppressWarnings("MemberName")
    public void _private(
            @Descriptor(NETWORK)
                    @Parameter(
                            names = {"-n", "--network"},
                            absentValue = "")
                    String network,
            @Descriptor(OUTPUT)
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("ls, or add or rm with an id; of a known peer its start is enough")
                    String... words) {
        Words.upTo(2, PRIVATE_USAGE, words);
        print(
                switch (verb(words)) {
                    case "ls" -> levers.concealed(network).print(output);
                    case "add" -> levers.conceal(network, object(PRIVATE_USAGE, words));
                    case "rm" -> levers.reveal(network, object(PRIVATE_USAGE, words));
                    default -> throw Words.usage(PRIVATE_USAGE, words);
                });
    }

    /** Keeps peers away. */
    @Descriptor("peers and networks that are kept away, over restarts: " + BAN_USAGE)
    public void ban(
            @Descriptor(NETWORK)
                    @Parameter(
                            names = {"-n", "--network"},
                            absentValue = "")
                    String network,
            @Descriptor(OUTPUT)
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("how long: 90s, 10m, 24h")
                    @Parameter(
                            names = {"-f", "--for"},
                            absentValue = "24h")
                    String span,
            @Descriptor("why, in your words")
                    @Parameter(
                            names = {"-r", "--reason"},
                            absentValue = "")
                    String reason,
            @Descriptor("ls, or add or rm with an id, its start, an IP address or 192.0.2.0/24")
                    String... words) {
        Words.upTo(2, BAN_USAGE, words);
        print(
                switch (verb(words)) {
                    case "ls" -> levers.bans(network).print(output);
                    case "add" -> levers.ban(network, object(BAN_USAGE, words), span, reason);
                    case "rm" -> levers.unban(network, object(BAN_USAGE, words));
                    default -> throw Words.usage(BAN_USAGE, words);
                });
    }

    /** Takes reactors in and lets them go. */
    @Descriptor("the reactors of each network, or one taken in, left out or started again")
    public void reactors(
            @Descriptor(NETWORK)
                    @Parameter(
                            names = {"-n", "--network"},
                            absentValue = "")
                    String network,
            @Descriptor(OUTPUT)
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("nothing, or enable, disable or retry with a name") String... words) {
        Words.upTo(2, REACTORS_USAGE, words);
        print(
                switch (verb(words)) {
                    case "ls" -> looks.reactors(network).print(output);
                    case "enable" -> levers.enable(network, object(REACTORS_USAGE, words));
                    case "disable" -> levers.disable(network, object(REACTORS_USAGE, words));
                    case "retry" -> levers.retry(network, object(REACTORS_USAGE, words));
                    default -> throw Words.usage(REACTORS_USAGE, words);
                });
    }

    private static String verb(String... words) {
        return words.length == 0 ? "ls" : words[0];
    }

    private static String object(String usage, String... words) {
        if (words.length != 2) {
            throw Words.usage(usage, words);
        }
        return words[1];
    }

    private static void print(String text) {
        System.out.print(text);
    }
}
