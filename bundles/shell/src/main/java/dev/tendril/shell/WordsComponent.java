package dev.tendril.shell;

import dev.tendril.shell.command.Looks;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.List;

/** What completion offers; not for people to type. */
@Component(service = WordsComponent.class)
@GogoCommand(
        scope = "words",
        function = {"peers", "reactors"})
public final class WordsComponent {

    private final Looks looks;

    /** The words of these services. */
    @Activate
    public WordsComponent(@Reference(name = "services") NodeServicesComponent services) {
        looks = new Looks(services);
    }

    /** What may be meant by a peer. */
    @Descriptor("the ids and monikers that can be typed for a peer")
    public List<String> peers() {
        return looks.peerWords();
    }

    /** The names of reactors. */
    @Descriptor("the names of the reactors there are")
    public List<String> reactors() {
        return looks.reactorNames();
    }
}
