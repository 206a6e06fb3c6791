package dev.tendril.api.store;

/** How safe a batch is when {@link PeerStore#apply} returns. */
public enum Durability {
    /** It survives the end of the process; a power cut may take it back. */
    BUFFERED,
    /** It is on the disk. */
    SYNCED
}
