/** Files what is played under the test that plays it, however many of them run at once. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Asked, Experimented, Filing, FoundKind } from '../record/filing.ts'
import type { Run } from '../record/run.ts'
import type { Notes } from './notes.ts'

/** Files under the test from which it is told. What is played under none is not filed. */
export class Collector implements Filing {
  readonly #under = new AsyncLocalStorage<Notes | 'aside'>()
  readonly #otherwise: () => Notes | undefined

  /** @param otherwise where it is filed that no test began by `begin` plays; default nowhere */
  constructor(otherwise: () => Notes | undefined = () => undefined) {
    this.#otherwise = otherwise
  }

  /** From here on, whatever this test does or awaits is filed in its notes. */
  begin(notes: Notes): void {
    this.#under.enterWith(notes)
  }

  ran(run: Run, experimented?: Experimented): void {
    this.#notes()?.ran(run, experimented)
  }

  asked(run: Run, asked: Asked): void {
    this.#notes()?.asked(run, asked)
  }

  askedOfMany(kind: FoundKind, found: object, asked: Asked): void {
    this.#notes()?.askedOfMany(kind, found, asked)
  }

  found(kind: FoundKind, found: object, of: object): void {
    this.#notes()?.found(kind, found, of)
  }

  aside<T>(play: () => T): T {
    return this.#under.run('aside', play)
  }

  #notes(): Notes | undefined {
    const under = this.#under.getStore()
    if (under === 'aside') return undefined
    return under ?? this.#otherwise()
  }
}
