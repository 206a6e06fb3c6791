/** Generated protobuf classes: the messages of the extension protocol. */
package dev.tendril.reactor.extension.proto;
