/**
 * The peer manager, to be composed without a framework: for simulators, benchmarks and programs
 * that embed a node. Within a framework the services {@link dev.tendril.api.peer.PeerManager},
 * {@link dev.tendril.api.peer.Peers} and {@link dev.tendril.api.peer.PeerAdmin} are what others
 * see. Promise: what is here changes compatibly within a major version.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.peermanager;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
