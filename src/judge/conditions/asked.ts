/** Finds what a condition asks about on the record of a run, by the names that it uses. */
import { type AskedKind, nameIn, noBreaker, whyNotAsked } from '../../faults/asked-of.ts'
import type { Question } from '../../faults/condition-data.ts'
import { UsageError } from '../../kernel/errors.ts'
import { callNames } from '../../record/lookup.ts'
import type { ComponentMeter } from '../../record/meters.ts'
import type { Recording } from '../../record/recording.ts'
import type { Counts, Tally } from '../../record/tally.ts'
import type { Timing } from '../../record/timing.ts'

/** What a name stands for: who is counted, and where. */
type Known = {
  readonly is: AskedKind
  /** Where beginnings and ends are counted: attempts of calls, else requests. */
  readonly counts: readonly Counts[]
  /** Where it is kept how long they took. */
  readonly times: readonly Timing[]
  readonly meter: ComponentMeter | null
  /** Where it is kept who waits: for a slot, or of a queue the messages. */
  readonly line: ComponentMeter | null
  /** The calls, where it is one: without an operation it stands for all of them. */
  readonly calls: readonly string[]
}

/**
 * What a question is about.
 *
 * @throws UsageError for a name that the run does not know, or that cannot be asked for that
 */
export function askedIn(recording: Recording, question: Question): Known {
  const known = knownBy(recording, nameIn(question))
  const why = whyNotAsked(question, {
    is: known?.is,
    of: `the run of "${recording.identity.system}"`,
    names: kinds => namesOf(recording, kinds),
  })
  if (why !== undefined || known === undefined) throw new UsageError(why ?? { what: '' })
  if (question.is !== 'breaker' || known.calls.some(call => recording.circuits.has(call))) {
    return known
  }
  throw new UsageError(noBreaker(question, [...recording.circuits.keys()]))
}

function knownBy(recording: Recording, name: string): Known | undefined {
  const { components, queues, calls } = recording
  if (name.includes('->')) return callOf(recording, name)
  const meter = components.get(name)
  if (meter === undefined) return clientsOf([...calls].filter(([call]) => isBy(call, name)))
  const { counts, latency } = meter.tally
  const line = queues.get(name) ?? meter
  return { is: 'component', counts: [counts], times: [latency], meter, line, calls: [] }
}

const isBy = (call: string, caller: string): boolean => call.startsWith(`${caller}->`)

function callOf({ calls }: Recording, name: string): Known | undefined {
  const names = callNames(calls, name)
  const meters = names.flatMap(each => calls.get(each) ?? [])
  if (meters.length === 0) return undefined
  const times = meters.flatMap(({ tallies }) => tallies.map(({ latency }) => latency))
  const counts = meters.map(({ attempts }) => attempts)
  return { is: 'call', counts, times, ...none, calls: names }
}

/** Their requests; what stands in for one that failed is none of its own. */
function clientsOf(
  calls: readonly (readonly [string, { readonly byClass: ReadonlyMap<string, Tally> }])[],
): Known | undefined {
  if (calls.length === 0) return undefined
  const tallies = calls.flatMap(([, { byClass }]) =>
    [...byClass].filter(([requestClass]) => requestClass !== '').map(([, tally]) => tally),
  )
  const counts = tallies.map(tally => tally.counts)
  const times = tallies.map(tally => tally.latency)
  return { is: 'clients', counts, times, ...none, calls: [] }
}

const none = { meter: null, line: null }

function namesOf(recording: Recording, kinds: readonly AskedKind[]): string[] {
  const { components, calls } = recording
  const callers = [...calls.keys()].map(call => call.split('->')[0])
  const names = new Set([...components.keys(), ...callers, ...calls.keys()])
  return [...names].filter(name => kinds.includes(knownBy(recording, name)?.is as AskedKind))
}
