/** Generated protobuf classes: the messages of the echo protocol. */
package dev.tendril.reactor.echo.proto;
