package dev.tendril.shell;

import dev.tendril.shell.command.Looks;
import dev.tendril.shell.command.Words;
import dev.tendril.shell.view.Listing;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands that look: one method each, named as the command. */
@Component(service = LooksComponent.class)
@GogoCommand(
        scope = "p2p",
        function = {
            "status",
            "peers",
            "peer",
            "why",
            "decisions",
            "channels",
            "transports",
            "metrics"
        })
public final class LooksComponent {

    private static final String NETWORK = "only this network; without it all there are";
    private static final String OUTPUT = "table (for people) or json (for programs)";
    private static final String NO_WORDS = "nothing more";

    private final Looks looks;

    /** The commands over these services. */
    @Activate
    public LooksComponent(@Reference(name = "services") NodeServicesComponent services) {
        looks = new Looks(services);
    }

    /** Who we are. */
    @Descriptor("who we are in each network, where we listen, how many peers there are")
    public void status(
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
            @Descriptor(NO_WORDS) String... words) {
        Words.none("status", words);
        print(looks.status(network), output);
    }

    /** Who is connected. */
    @Descriptor("the peers that are connected, dialed or kept connected, with their figures")
    public void peers(
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
            @Descriptor("all peers that are known, connected or not")
                    @Parameter(
                            names = {"-a", "--all"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean all,
            @Descriptor(NO_WORDS) String... words) {
        Words.none("peers", words);
        print(looks.peers(network, all), output);
    }

    /** One page about a peer. */
    @Descriptor("one page about a peer: identity, addresses, channels, last decisions")
    public void peer(
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
            @Descriptor("the start of its id, its moniker, or its IP address") String... peer) {
        print(looks.peer(network, Words.one("peer PEER", peer)), output);
    }

    /** Why. */
    @Descriptor("why a peer or address is as it is: connected or not, since what, and what is next")
    public void why(
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
            @Descriptor("an id or its start, a moniker, a host, HOST:PORT or a whole address")
                    String... about) {
        print(looks.why(network, Words.one("why ID or ADDRESS", about)), output);
    }

    /** What was chosen. */
    @Descriptor("what the node chose about peers, the newest first, with reasons")
    public void decisions(
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
            @Descriptor("most that are shown; 0: 30 in a table, 1000 in JSON")
                    @Parameter(
                            names = {"-l", "--limit"},
                            absentValue = "0")
                    int limit,
            @Descriptor("only of this kind: dial, accept, evict, ban, ...")
                    @Parameter(
                            names = {"-k", "--kind"},
                            absentValue = "")
                    String kind,
            @Descriptor("only for this reason, as the table has it")
                    @Parameter(
                            names = {"-r", "--reason"},
                            absentValue = "")
                    String reason,
            @Descriptor(NO_WORDS) String... words) {
        Words.none("decisions", words);
        var shown = limit != 0 ? limit : output.equals("json") ? 1_000 : 30;
        print(looks.decisions(network, shown, Words.given(kind), Words.given(reason)), output);
    }

    /** The channels. */
    @Descriptor("the channels that are served, their traffic and what was dropped")
    public void channels(
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
            @Descriptor(NO_WORDS) String... words) {
        Words.none("channels", words);
        print(looks.channels(network), output);
    }

    /** The transports. */
    @Descriptor("the transports, where they listen and how many connections they have")
    public void transports(
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
            @Descriptor(NO_WORDS) String... words) {
        Words.none("transports", words);
        print(looks.transports(network), output);
    }

    /** What is counted. */
    @Descriptor("all that is counted, as monitoring systems read it")
    public void metrics(
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
            @Descriptor("only series whose name has this in it, or nothing") String... part) {
        Words.upTo(1, "metrics [PART OF A NAME]", part);
        var wanted = part.length == 0 ? "" : part[0];
        print(looks.metrics(network, Words.given(wanted)), output);
    }

    private static void print(Listing listing, String output) {
        System.out.print(listing.print(output));
    }
}
