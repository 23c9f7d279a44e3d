/** The word for changes, and the way back from JSON. */
import { conditionFrom } from '../../faults/condition-from-json.ts'
import { named } from '../../faults/named.ts'
import { quoted } from '../../faults/sentence.ts'
import type { TimingData } from '../../faults/timing.ts'
import { didYouMean, type Problem, UsageError } from '../../kernel/errors.ts'
import { isRecord, shown } from '../../kernel/schema.ts'
import { policyOrder } from '../calls/call-policies.ts'
import { isJson } from '../json.ts'
import { Change, type ChangeData } from './change.ts'
import { type ChangeOptions, loadOptions, partOptions } from './options.ts'

/**
 * A change of the declaration while a run goes on: a remedy that begins while an outage lasts, a
 * mistake of an operator, a step of a deployment. What is said stands in place of what was
 * declared, option by option (JSON Merge Patch, RFC 7396); null takes away. Calls that are under
 * way go on as they began. Of several changes of one thing the latest counts; the earlier count
 * again if it is taken back.
 *
 * @param target a component, or a call as `web->db`
 * @param options of a component `replicas`, `concurrency`, `queue`, `rateLimit`, `shedding`,
 * `limit`, `balance`, `zoneRouting`; of clients `rate` or `users`; of a call, what `call` takes:
 * `timeout`, `retry`, `breaker`, …
 * @returns the change, made at the start unless `at` or `when` say otherwise
 * @throws UsageError with every mistake that can be seen without the system
 * @example
 * const remedies = [
 *   change('db', { concurrency: 40 }).at('2m'),
 *   change('web->db', { retry: { attempts: 1 } }).at('2m'),
 * ]
 */
export function change<const T extends string>(target: T, options: ChangeOptions<T>): Change<T> {
  const where = `change(${quoted(named(target, 'change'))}, …)`
  const problems = mistakesIn(target, options).map(problem => ({ where, ...problem }))
  if (problems.length > 0) throw new UsageError(problems)
  return new Change(target, options)
}

/** The options of a call that may change. */
export const callOptions: readonly string[] = [
  ...policyOrder,
  'policies',
  'optional',
  'cancel',
  'propagate',
  'key',
  'request',
  'response',
]

/** What a target is by its name. */
export const isCall = (target: string): boolean => target.includes('->')

function mistakesIn(target: string, options: unknown): Problem[] {
  const example = isCall(target) ? "{ timeout: '1s' }" : '{ concurrency: 40 }'
  const fix = `say what changes, as in change(${quoted(target)}, ${example})`
  if (!isRecord(options)) return [{ what: `${shown(options)} is no set of options`, fix }]
  const said = Object.entries(options).filter(([, value]) => value !== undefined)
  if (said.length === 0) return [{ what: 'it changes nothing', fix }]
  if (!isJson(Object.fromEntries(said))) {
    return [{ what: 'it holds what JSON cannot', fix: 'write plain data; null takes away' }]
  }
  const known = isCall(target) ? callOptions : [...partOptions, ...loadOptions]
  return said
    .filter(([name]) => !known.includes(name))
    .map(([name]) => ({
      what: `${isCall(target) ? 'a call' : 'a component'} has no ${shown(name)} that may change`,
      fix: didYouMean(name, known),
    }))
}

/**
 * Makes a change again from its JSON.
 *
 * @param data what `JSON.parse` makes of a change that was written with `JSON.stringify`
 * @throws UsageError when it is no change
 * @example changeFrom(JSON.parse(JSON.stringify(change('db', { queue: 10 }).at('10s'))))
 */
export function changeFrom(data: ChangeData): Change {
  const { target, options, timing } = partsOf(data)
  return timed(change(target, options), timing)
}

/** Says again all that was said of when. */
function timed(made: Change, { atMs, forMs, when, until }: TimingData): Change {
  let said = made.at(atMs)
  if (when !== undefined) {
    const { condition, afterMs, cooldownMs } = when
    said = said.when(conditionFrom(condition), { after: afterMs, cooldown: cooldownMs })
  }
  if (forMs !== null) said = said.for(forMs)
  if (until !== undefined) said = said.until(conditionFrom(until))
  if (when !== undefined && when.untilMs !== null) said = said.until(when.untilMs)
  return when?.once === true ? said.once() : said
}

function partsOf(data: unknown): ChangeData {
  if (isRecord(data)) {
    const { target, options, timing } = data as Partial<ChangeData>
    const isTimed = isRecord(timing) && (timing.when === undefined || isRecord(timing.when))
    if (typeof target === 'string' && isRecord(options) && isTimed) {
      return { target, options, timing }
    }
  }
  const fix = 'give what JSON.parse makes of JSON.stringify(change)'
  throw new UsageError({ what: `${shown(data)} is no change`, where: 'changeFrom', fix })
}
