package dev.tendril.peermanager.manager;

import dev.tendril.api.peer.PeerManagerClosedException;
import dev.tendril.api.time.Deadline;
import dev.tendril.peermanager.book.AddressBook;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.support.count.Counters;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Takes an address book in, once bans and peers of the store are known. */
final class BookImport {

    private static final Logger LOG = LoggerFactory.getLogger(BookImport.class);

    private final Core core;
    private final Counters counters;
    private final Predicate<Moment> isSettled;
    private final Deadline settledAt;

    /**
     * @param isSettled whether the store was read or is not waited for
     * @param settledAt when it is so at the latest
     */
    BookImport(Core core, Counters counters, Predicate<Moment> isSettled, Deadline settledAt) {
        this.core = core;
        this.counters = counters;
        this.isSettled = isSettled;
        this.settledAt = settledAt;
    }

    /** Waits, reads, says what came of it. */
    void run(Path file) throws InterruptedException {
        try {
            core.await(
                    (c, now) -> isSettled.test(now) ? Optional.of(true) : Optional.empty(),
                    (c, now) -> settledAt.atNanos());
        } catch (PeerManagerClosedException atTheEnd) {
            return;
        }
        var book = AddressBook.read(file);
        book.leftOut().forEach((reason, count) -> counters.add("import." + reason, count));
        var outcomes = new TreeMap<>(book.leftOut());
        outcomes.putAll(core.call((c, now) -> c.imported(book.addresses(), now)));
        if (book.damage().isPresent()) {
            counters.increment("import.damaged");
            LOG.warn(
                    "Address book is not whole, file: {}, reason: {}, before that: {}",
                    file,
                    book.damage().get(),
                    outcomes);
        } else {
            LOG.info("Address book read, file: {}, entries: {}", file, outcomes);
        }
        counters.increment("import.files");
    }
}
