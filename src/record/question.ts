/** Which numbers a question is about: whose, and in which part of the run. */
import { didYouMean, UsageError } from '../kernel/errors.ts'
import { quote } from '../kernel/quantity.ts'
import type { Duration } from '../kernel/units.ts'
import type { Window } from './window.ts'

/** The names that questions may use. */
export type RunNames = {
  /** The names of its components. */
  readonly component: string
  /** The names of its calls, as `product->db`. */
  readonly call: string
  /** The names of its classes of requests. */
  readonly requestClass: string
  /** The names of its queues. */
  readonly queue: string
  /** The names of its caches. */
  readonly cache: string
  /** All that conditions may ask about, and faults be aimed at. */
  readonly target: string
}

/** In steps of which length something is told over time. */
export type Stepped = {
  /** The length of a step. Default: the recording's own resolution. */
  readonly every?: Duration | undefined
}

/** Whose numbers are meant; by default the requests of all clients. Say no more than one. */
export type Whose<N extends RunNames = RunNames> = {
  /** What a component handled. */
  readonly at?: N['component'] | undefined
  /** What a call came to, as its caller saw it. */
  readonly on?: N['call'] | undefined
  /** The requests of one class. */
  readonly class?: N['requestClass'] | undefined
}

/** Which numbers a question is about: whose, and in which part of the run. */
export type Question<N extends RunNames = RunNames> = Whose<N> & Window

const whose = ['at', 'on', 'class'] as const
const when = ['between', 'during', 'after'] as const

/** What each kind of question may say. */
export const questionWords = {
  whole: [...whose, ...when],
  window: when,
  series: [...whose, 'every'],
  times: ['of', ...whose, 'queue', 'limit', 'by', 'ended', ...when],
} as const

/**
 * Refuses what a question cannot say: a word that is misread would answer another question.
 *
 * @param words those that it may use
 */
export function checkQuestion(written: unknown, words: readonly string[]): void {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    const fix = `write { ${words[0]}: … }, or leave it out`
    throw new UsageError({ what: `${quote(written)} is no question`, fix })
  }
  const wrong = Object.keys(written).filter(word => !words.includes(word))
  if (wrong.length === 0) return
  throw new UsageError(
    wrong.map(word => ({
      what: `a question cannot say "${word}"`,
      where: word,
      fix: didYouMean(word, words),
    })),
  )
}
