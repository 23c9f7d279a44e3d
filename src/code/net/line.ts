/** What is between a socket and whoever carries its bytes. */

/** What a socket does to its connection. */
export interface Line {
  /**
   * Sends bytes.
   *
   * @param taken is called when there is room for more
   */
  send(bytes: Uint8Array, taken: () => void): void
  /** The socket has said all; it may still hear. */
  end(): void
  /** The socket is closed. */
  close(): void
  /** The socket is closed, and the other end is to know that it was broken off. */
  reset(): void
  /** The socket takes more, after it has said that it has enough. */
  read(): void
}

/** What a socket hears from its connection, in events of its process. */
export interface SocketEnd {
  connected(): void
  /** @returns whether it takes more; if not, until `read` */
  received(bytes: Uint8Array): boolean
  /** The other end has said all. */
  ended(): void
  failed(error: Error): void
}
