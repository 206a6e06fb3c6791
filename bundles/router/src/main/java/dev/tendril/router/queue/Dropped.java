package dev.tendril.router.queue;

/**
 * What was thrown away.
 *
 * @param messages how many
 * @param bytes their bytes together
 */
public record Dropped(int messages, long bytes) {}
