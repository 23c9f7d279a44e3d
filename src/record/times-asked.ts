/** Which times a question is about, and where they are kept. */
import { didYouMean, type Problem, UsageError } from '../kernel/errors.ts'
import { quote } from '../kernel/quantity.ts'
import { type EndedTimes, everyOutcome, type TimedBy } from './ends.ts'
import { Histogram } from './histogram.ts'
import { callNames, named, talliesOf } from './lookup.ts'
import { isServed, type Outcome, type OutcomeName, outcomeNames } from './outcome.ts'
import { checkQuestion, questionWords, type RunNames, type Whose } from './question.ts'
import type { Recording } from './recording.ts'
import type { Timing } from './timing.ts'
import { isPart, spanOf, type Window } from './window.ts'

/** How something ended, or `served`: ok or degraded. */
export type EndName = OutcomeName | 'served'

/** Which times are meant: whose, of what, in which part of the run, and how they ended. */
export type TimesQuestion<N extends RunNames = RunNames> = Whose<N> &
  Window & {
    /**
     * `latency`: from being issued to the end, of messages from being published. `wait`: at a
     * component for a slot; of a call at its caller's own limits, of those calls that had to wait;
     * of messages until they were delivered first. `work`: of a component. Default `latency`.
     */
    readonly of?: 'latency' | 'wait' | 'work' | undefined
    /** The messages of a queue. Say no more than one of `at`, `on`, `class` and `queue`. */
    readonly queue?: N['queue'] | undefined
    /** Of the waits of a call: those at one limit, as `run.on(call).limits` calls it. */
    readonly limit?: string | undefined
    /**
     * Whether a part of the run has what came in it, or what was over in it. Default `arrival`. For
     * `completion`, `ended` and `limit` the run is played once more, the first time that any is
     * asked for.
     */
    readonly by?: TimedBy | undefined
    /** Only what ended so, as `served` or `rejected`, or in one of several ways. Default: all. */
    readonly ended?: EndName | readonly EndName[] | undefined
  }

/** The times that are meant. @throws UsageError for a question that makes no sense */
export function timesAsked(recording: Recording, asked: TimesQuestion): Histogram {
  checkQuestion(asked, questionWords.times)
  insistOnSense(asked)
  const { by = 'arrival', ended, limit, between, during, after } = asked
  const window = { between, during, after }
  const isKept = ended === undefined && limit === undefined && (by === 'arrival' || !isPart(window))
  if (isKept) {
    const { slots } = spanOf(recording, window)
    return Histogram.merged(keptOf(recording, asked).map(timing => timing.histogram(slots)))
  }
  keptOf(recording, asked) // names that the run does not know are told before it is played again
  const detailed = inDetail(recording)
  const { slots } = spanOf(detailed, window)
  const all = limit === undefined ? endsIn(detailed, asked) : endsAtLimit(detailed, asked)
  return Histogram.merged(all.map(times => times.histogram(by, outcomesIn(ended), slots)))
}

function insistOnSense({ of = 'latency', at, on, queue, limit, by, ended }: TimesQuestion): void {
  oneOf(of, ['latency', 'wait', 'work'], 'of')
  if (by !== undefined) oneOf(by, ['arrival', 'completion'], 'by')
  for (const end of [ended ?? []].flat()) oneOf(end, ['served', ...outcomeNames], 'ended')
  const isOfCalls = at === undefined && queue === undefined
  if (of === 'work' && at === undefined) throw new UsageError(lacking('work', "at: 'db'"))
  if (of === 'wait' && isOfCalls && on === undefined) {
    throw new UsageError(lacking('a wait', "at: 'db', on: 'web->db' or queue: 'orders'"))
  }
  if (limit !== undefined && !(of === 'wait' && on !== undefined)) {
    const fix = "write { of: 'wait', on: 'web->db', limit: … }"
    throw new UsageError({ what: 'a limit is one at which calls wait', where: 'times', fix })
  }
  if (ended !== undefined && of === 'wait' && at === undefined && limit === undefined) {
    const fix = on === undefined ? 'leave ended out' : 'say at which limit, or leave ended out'
    throw new UsageError({ what: 'such a wait has no end of its own', where: 'times', fix })
  }
}

const lacking = (what: string, words: string): Problem => ({
  what: `${what} is that of something, and nothing is named`,
  where: 'times',
  fix: `write ${words}`,
})

function oneOf(written: string, names: readonly string[], where: string): void {
  if (names.includes(written)) return
  const what = `${quote(written)} is none of them`
  throw new UsageError({ what, where: `times › ${where}`, fix: didYouMean(written, names) })
}

/** What every run keeps, by arrival. */
function keptOf(recording: Recording, asked: TimesQuestion): readonly Timing[] {
  const { of = 'latency', at, on, class: requestClass, queue } = asked
  if (queue !== undefined && (at ?? on ?? requestClass) !== undefined) {
    const what = 'a question is about one component, one call, one class of requests or one queue'
    throw new UsageError({ what, fix: 'give one of at, on, class and queue' })
  }
  const meter = queue === undefined ? undefined : named(recording.queues, queue, 'queue')
  if (of === 'latency') {
    const tallies = meter === undefined ? talliesOf(recording, asked) : [meter.tally]
    return tallies.map(({ latency }) => latency)
  }
  talliesOf(recording, asked) // one that is named twice, or unknown
  if (on !== undefined) {
    const meters = callNames(recording.calls, on).map(name => named(recording.calls, name, 'call'))
    return meters.flatMap(({ waiting }) => waiting ?? [])
  }
  const place = meter ?? named(recording.components, at as string, 'component')
  return [of === 'work' ? place.working : place.waiting]
}

const endsIn = (recording: Recording, asked: TimesQuestion): readonly EndedTimes[] =>
  keptOf(recording, asked).flatMap(({ ends }) => ends ?? [])

/** A limit at which no call has waited in the run is not known to it. */
function endsAtLimit({ calls }: Recording, { on, limit }: TimesQuestion): readonly EndedTimes[] {
  const meters = callNames(calls, on as string).map(name => named(calls, name, 'call'))
  const limits = new Map(meters.flatMap(meter => [...meter.limits]))
  named(limits, limit as string, `limit of ${on} at which a call waited,`)
  return meters.flatMap(meter => meter.limits.get(limit as string)?.ends ?? [])
}

function outcomesIn(ended: TimesQuestion['ended']): readonly Outcome[] {
  if (ended === undefined) return everyOutcome
  const names = [ended].flat()
  return everyOutcome.filter(
    outcome =>
      names.includes(outcomeNames[outcome]) || (names.includes('served') && isServed(outcome)),
  )
}

/** The same run with all times by how and when they ended. */
function inDetail(recording: Recording): Recording {
  const { detail } = recording
  if (detail !== undefined) return detail()
  throw new UsageError({
    what: 'how and when times ended is not kept, and this run cannot be played again',
    where: 'times',
    fix: 'ask by arrival, without ended and limit',
  })
}
