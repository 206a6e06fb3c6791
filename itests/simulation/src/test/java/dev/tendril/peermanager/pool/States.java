package dev.tendril.peermanager.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All states that were found, by their fingerprints, each with the step by which it was found
 * first: an open table of longs, since there are millions.
 */
final class States {

    private long[] keys = new long[1 << 16];
    private int[] numbers = new int[1 << 16];
    private long[] steps = new long[1 << 16];
    private int[] parents = new int[1 << 16];
    private byte[] marks = new byte[1 << 16];
    private int size;

    int size() {
        return size;
    }

    /** The number of the state with {@code fingerprint}, or its complement when it is new. */
    int find(long fingerprint) {
        var i = slot(keys, numbers, fingerprint);
        return numbers[i] == 0 ? ~size : numbers[i] - 1;
    }

    /** A new state, found from {@code parent} by {@code step}. */
    int add(long fingerprint, int parent, Step step, byte mark) {
        if (size * 2 >= keys.length) {
            grow();
        }
        var i = slot(keys, numbers, fingerprint);
        keys[i] = fingerprint;
        numbers[i] = size + 1;
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, size * 2);
            parents = Arrays.copyOf(parents, size * 2);
            marks = Arrays.copyOf(marks, size * 2);
        }
        steps[size] = packed(step);
        parents[size] = parent;
        marks[size] = mark;
        return size++;
    }

    byte mark(int state) {
        return marks[state];
    }

    private static int slot(long[] keys, int[] numbers, long fingerprint) {
        var mask = keys.length - 1;
        var i = (int) (fingerprint ^ (fingerprint >>> 32)) & mask;
        while (numbers[i] != 0 && keys[i] != fingerprint) {
            i = (i + 1) & mask;
        }
        return i;
    }

    private void grow() {
        var moreKeys = new long[keys.length * 2];
        var moreNumbers = new int[keys.length * 2];
        for (var i = 0; i < keys.length; i++) {
            if (numbers[i] != 0) {
                var slot = slot(moreKeys, moreNumbers, keys[i]);
                moreKeys[slot] = keys[i];
                moreNumbers[slot] = numbers[i];
            }
        }
        keys = moreKeys;
        numbers = moreNumbers;
    }

    /** The steps that lead to {@code state}, in as few as there can be. */
    List<Step> path(int state) {
        var path = new ArrayList<Step>();
        for (var at = state; parents[at] >= 0; at = parents[at]) {
            path.add(unpacked(steps[at]));
        }
        return path.reversed();
    }

    int depth(int state) {
        return path(state).size();
    }

    private static long packed(Step step) {
        return ((long) step.act().ordinal() << 48)
                | ((long) step.who() << 40)
                | ((long) step.nth() << 32)
                | step.how();
    }

    private static Step unpacked(long packed) {
        return new Step(
                Act.values()[(int) (packed >>> 48)],
                (int) (packed >>> 40) & 0xff,
                (int) (packed >>> 32) & 0xff,
                (int) packed);
    }
}
