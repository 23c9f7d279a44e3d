/** What code of a component did that looks like a mistake in it: its run warns of that. */
import type { Agenda } from '../kernel/agenda.ts'
import { didYouMean } from '../kernel/errors.ts'
import { counted, often } from '../kernel/figures.ts'
import { sentence } from '../kernel/printable.ts'
import { formatMs } from '../kernel/units.ts'

/** Those of one component. */
export class Mishaps {
  readonly #name: string
  readonly #agenda: Agenda
  /** What was thrown, and how often, in the order in which each was thrown first. */
  readonly #thrown = new Map<string, { readonly first: string; count: number }>()
  #unserved = 0
  /** Models to which it opened a socket, and how often. */
  readonly #refused = new Map<string, number>()
  /** Names at which nobody is, and how often it asked for each. */
  readonly #unknown = new Map<string, { readonly fix: string; count: number }>()

  constructor(name: string, agenda: Agenda) {
    this.#name = name
    this.#agenda = agenda
  }

  /** Its code threw: of errors that only a mistake in it can be, a run has to tell. */
  threw(error: unknown): void {
    if (!isMistake(error)) return
    const text = String(error)
    const known = this.#thrown.get(text)
    if (known !== undefined) known.count++
    else if (this.#thrown.size < MOST)
      this.#thrown.set(text, { first: formatMs(this.#agenda.now), count: 1 })
  }

  /** It was asked by HTTP, and nothing listened yet. */
  unserved(): void {
    this.#unserved++
  }

  /** It opened a socket to a model. */
  refused(callee: string): void {
    this.#refused.set(callee, (this.#refused.get(callee) ?? 0) + 1)
  }

  /** It asked for somebody by a name that nobody has whom it may call. */
  unknown(name: string, callees: readonly string[]): void {
    const known = this.#unknown.get(name)
    if (known !== undefined) known.count++
    else if (this.#unknown.size < MOST) {
      // As in `stock.default.svc`.
      const [first] = name.split('.')
      const meant = callees.includes(first) ? first : name
      this.#unknown.set(name, { fix: didYouMean(meant, callees), count: 1 })
    }
  }

  /** Sentences about them. */
  told(): string[] {
    const thrown = [...this.#thrown].map(([text, { first, count }]) =>
      sentence(`${this.#name}: its code threw ${often(count)}, first at ${first}: ${text}.`),
    )
    const refused = [...this.#refused].map(([callee, count]) =>
      sentence(
        `${this.#name} opened ${counted(count, 'TCP connection')} to ${callee}, which is ` +
          'modelled and speaks no protocol: make it postgres(…), redis(…) or an app(…) that ' +
          'listens.',
      ),
    )
    const unknown = [...this.#unknown].map(([name, { fix, count }]) =>
      sentence(
        `${this.#name} asked for "${name}" ${often(count)}, which is the name of no component ` +
          `that it may call: ${fix.replace(/[^?]$/, '$&.')}`,
      ),
    )
    const told = [...thrown, ...unknown, ...refused]
    if (this.#unserved === 0) return told
    const requests = counted(this.#unserved, 'request')
    return [
      ...told,
      sentence(
        `${this.#name}: ${requests} refused, as nothing in it served HTTP yet: ` +
          'let its factory wait until it listens, or return the app.',
      ),
    ]
  }
}

/** Kinds of what is thrown, and names of nobody, that are told. */
const MOST = 5

const mistakes = new Set(['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError'])

/** What `fetch` throws where the network fails is a TypeError, too, with a cause. */
const isMistake = (error: unknown): boolean =>
  error instanceof Error &&
  mistakes.has(error.name) &&
  error.cause === undefined &&
  !('status' in error || 'statusCode' in error)
