package dev.tendril.launcher;

/** What the commands do, for the one who types them. */
final class Help {

    private Help() {}

    /** All commands, one line each. */
    static String overview() {
        return """
                Tendril: a peer-to-peer node that speaks the Tendermint / CometBFT peer protocol.

                usage: tendril COMMAND [OPTIONS]

                  demo           show a small network on this machine
                  init           create the home of a node
                  start          run a node in the foreground
                  shell          attach a prompt to a running node
                  exec           run commands in a running node
                  show-node-id   print the id of a node
                  version        print versions
                  help           explain a command: tendril help COMMAND

                A first node:  tendril init --home ./node --chain-id my-chain
                               tendril start --home ./node""";
    }

    /** One command, with its options. */
    static String of(Command command) {
        return switch (command) {
            case DEMO ->
                    """
                    usage: tendril demo [--for SECONDS]

                    Starts four nodes as processes of their own, in homes below a temporary directory. They get
                    one seed address and find each other by peer exchange; then the echo bundle is dropped into
                    their deploy/ folders, updated, and the connections are seen to stay. Ends with the shell of
                    the first node, or, with --for, after so many seconds. All nodes are ended. The exit status
                    is 0 only if all of it was seen.""";
            case INIT ->
                    """
                    usage: tendril init --home DIR --chain-id ID [--network NAME]

                    Creates the home of a node: a node key, a commented configuration, deploy/. A home that is
                    there gets a further network. Nothing is ever overwritten.

                      --home DIR       the folder to create or to add to
                      --chain-id ID    the chain whose nodes are to be met
                      --network NAME   what the network is called here: lower-case letters, digits, dashes;
                                       made from the chain id when left out""";
            case START ->
                    """
                    usage: tendril start --home DIR [--network NAME] [--laddr ADDRESSES] [--seeds PEERS]
                                         [--persistent-peers PEERS] [--moniker TEXT] [--shell]

                    Runs the networks of a home in the foreground; Ctrl-C or SIGTERM ends it. What the options
                    say holds for this run only.

                      --home DIR                 the home
                      --network NAME             the network that the next options mean, when there are several
                      --laddr ADDRESSES          where to listen: tcp://host:port; port 0 takes a free one
                      --seeds PEERS              id@host:port,... to ask for addresses
                      --persistent-peers PEERS   id@host:port,... to stay connected to
                      --moniker TEXT             the name that peers see
                      --shell                    with a prompt; the log goes to logs/ alone, Ctrl-D ends the node""";
            case SHELL ->
                    """
                    usage: tendril shell --home DIR

                    Attaches a prompt to the running node of that home. Tab completes, help explains, Ctrl-D leaves;
                    the node runs on.""";
            case EXEC ->
                    """
                    usage: tendril exec --home DIR 'COMMANDS'

                    Runs commands in the running node of that home and prints what they print, for example
                    tendril exec --home ./node 'p2p:peers -o json'. The exit status is 1 when a command fails.""";
            case SHOW_NODE_ID ->
                    """
                    usage: tendril show-node-id --home DIR [--network NAME]

                    Prints the node id, alone on one line. DIR is a home of ours or of CometBFT.""";
            case VERSION ->
                    "usage: tendril version\n\nPrints the versions of Tendril, the JDK and the protocol.";
            case HELP -> "usage: tendril help [COMMAND]\n\nExplains a command, or lists them all.";
        };
    }
}
