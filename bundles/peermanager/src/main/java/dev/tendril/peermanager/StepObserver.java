package dev.tendril.peermanager;

/** Sees each step of a peer manager, in order: for simulations, which check and trace them all. */
@FunctionalInterface
public interface StepObserver {

    /**
     * A step has been done. Called with the peer manager's lock held, so it must be quick, not
     * block and not call back; what it throws goes to whoever caused the step.
     *
     * @param step what was done
     */
    void step(Step step);
}
