/** Of whom each kind of question can be asked, and what the others are told. */
import { didYouMean, type Problem } from '../kernel/errors.ts'
import type { GaugeKind, Question } from './condition-data.ts'
import { conditionSentence } from './condition.ts'

/** What a name in a condition stands for. */
export type AskedKind = 'component' | 'call' | 'clients'

const anyone: readonly AskedKind[] = ['component', 'call', 'clients']

const askedOf: { readonly [K in GaugeKind | 'breaker' | 'down']: readonly AskedKind[] } = {
  queueOf: ['component'],
  utilisation: ['component'],
  rate: anyone,
  errorRate: anyone,
  timeoutRate: ['call', 'clients'],
  latency: anyone,
  breaker: ['call'],
  down: ['component'],
}

const article = { component: 'a component', call: 'a call', clients: 'clients' } as const

/** The name that a question is about. */
export const nameIn = (question: Question): string =>
  'gauge' in question ? question.gauge.of : question.of

/**
 * Why a question cannot be asked of what it names; undefined when it can.
 *
 * @param is what its name stands for; undefined for nothing
 * @param names all that can be asked, each kind's
 */
export function whyNotAsked(
  question: Question,
  {
    is,
    of,
    names,
  }: {
    readonly is: AskedKind | undefined
    /** Whose names these are, as `system "shop"`. */
    readonly of: string
    readonly names: (kinds: readonly AskedKind[]) => readonly string[]
  },
): Problem | undefined {
  const name = nameIn(question)
  const kinds = askedOf['gauge' in question ? question.gauge.gauge : question.is]
  if (is !== undefined && kinds.includes(is)) return undefined
  const what =
    is === undefined
      ? `${of} has nothing named "${name}" to measure`
      : `"${name}" is ${article[is]}, which cannot be asked for that`
  return { what, where: conditionSentence(question), fix: didYouMean(name, names(kinds)) }
}

/** Why nothing can be asked of the breaker of a call that has none. */
export const noBreaker = (question: Question, guarded: readonly string[]): Problem => ({
  what: `the call "${nameIn(question)}" has no circuit breaker`,
  where: conditionSentence(question),
  fix:
    guarded.length > 0 ? didYouMean(nameIn(question), guarded) : 'declare call(…, { breaker: … })',
})
