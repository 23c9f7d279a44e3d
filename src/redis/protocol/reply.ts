/** What commands answer, before it becomes bytes: the same for both versions of the protocol. */

/** A word of the server's own, such as OK. */
export class Status {
  constructor(readonly text: string) {}
}

/** An answer that tells what is wrong. Commands throw it; EXEC may have some in its array. */
export class Failure extends Error {}

/** A number that may have a fraction: a string to RESP2, a double to RESP3. */
export class Double {
  constructor(readonly value: number) {}
}

/** Names and values in turn: an array to RESP2, a map to RESP3. */
export class Dictionary {
  constructor(readonly flat: readonly Reply[]) {}

  /** Names and values as they are written down. */
  static of(record: Readonly<Record<string, Reply>>): Dictionary {
    return new Dictionary(Object.entries(record).flat())
  }
}

/** Members in no order: an array to RESP2, a set to RESP3. */
export class Members {
  constructor(readonly items: readonly Reply[]) {}
}

/** Things that belong together by two: one long array to RESP2, an array of arrays to RESP3. */
export class Pairs {
  constructor(readonly pairs: readonly (readonly [Reply, Reply])[]) {}
}

/** What nobody asked for, such as a message of a channel. */
export class Push {
  constructor(readonly items: readonly Reply[]) {}
}

/** A text for people: a string to RESP2, marked as text to RESP3. */
export class Verbatim {
  constructor(readonly text: string) {}
}

/** The word that most writes answer. */
export const OK = new Status('OK')

/** An array that is not there, which RESP2 tells from a string that is not there. */
export const NO_ARRAY: unique symbol = Symbol('no array')

/** Nothing is answered at all: what there was to say has been pushed. */
export const SILENCE: unique symbol = Symbol('silence')

/** Anything that can be answered. Strings have one character for each byte. */
export type Reply =
  | null
  | string
  | number
  | bigint
  | boolean
  | Status
  | Failure
  | Double
  | Dictionary
  | Members
  | Pairs
  | Push
  | Verbatim
  | typeof NO_ARRAY
  | typeof SILENCE
  | readonly Reply[]
