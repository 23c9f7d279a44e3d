/** A finished run: questions to its recording, each about the whole run or a part of it. */
import { type Percentile, shareOf } from '../kernel/percentile.ts'
import { type Duration, durationMs, type Ms } from '../kernel/units.ts'
import { type CacheNumbers, cacheNumbers } from './cache-numbers.ts'
import { type Fact, type FactKind, factsOf } from './facts.ts'
import { healthOver, type HealthPoint } from './health.ts'
import { type Breakdown, breakdown, type Hop, journeyAt } from './journey.ts'
import { callNames, changesOf, named, talliesOf } from './lookup.ts'
import type { Measure } from './measure.ts'
import { measured } from './measured.ts'
import {
  checkQuestion,
  type Question,
  questionWords,
  type RunNames,
  type Stepped,
  type Whose,
} from './question.ts'
import { type QueueNumbers, queueNumbers } from './queue-numbers.ts'
import type { LogLine } from './log-line.ts'
import type { Origin } from './origin.ts'
import type { Recording } from './recording.ts'
import type { Point } from './series.ts'
import { ShownRun } from './shown-run.ts'
import type { Tally } from './tally.ts'
import { Times } from './times.ts'
import { timesAsked, type TimesQuestion } from './times-asked.ts'
import {
  availabilityOf,
  type CallNumbers,
  callNumbers,
  type ComponentNumbers,
  componentNumbers,
  latenciesOf,
  type TallyNumbers,
  tallyNumbers,
} from './views.ts'
import { type Span, spanOf, type Window } from './window.ts'

export type { Percentile } from '../kernel/percentile.ts'
export type { Measure } from './measure.ts'
export type { Question, RunNames, Whose } from './question.ts'

/** What one run did. It can be asked anything, as often as you like; nothing changes it. */
export class Run<out N extends RunNames = RunNames> extends ShownRun {
  /** The recording it reads. */
  readonly recording: Recording
  /** Only for the compiler. */
  declare readonly names?: N

  readonly #origin: Origin | undefined

  /** Runs come from `simulate`. */
  constructor(recording: Recording, origin?: Origin) {
    super()
    this.recording = recording
    this.#origin = origin
    Object.freeze(this)
  }

  /**
   * The way to play it again with a change, for explanations; undefined where `simulate` was told
   * not to `explain`, and of runs of a search.
   */
  get origin(): Origin | undefined {
    return this.#origin
  }

  /**
   * What a store answered to a question of `ask`.
   *
   * @param name the question's name in the option `ask` of `simulate`
   * @throws UsageError when nothing of that name was asked
   * @example
   * () => expect(run.answer('orders')).toEqual([{ n: 2_950 }])
   */
  answer(name: string): unknown {
    return named(this.recording.answers, name, 'answer', 'answer')
  }

  /** What components of code wrote to their consoles, in order; at most 10,000 lines are kept. */
  get logs(): readonly LogLine[] {
    return this.recording.logs.lines
  }

  /**
   * The share of requests served, ok or degraded, of those issued in a part of the run.
   *
   * @param question whose requests, and when; default all clients and the whole run
   * @returns 0 to 1, or undefined when there were none
   * @throws UsageError for a name or a moment that the run does not know
   */
  availability(question: Question<N> = {}): number | undefined {
    const { tallies, span } = this.#meant(question)
    return availabilityOf(tallies, span)
  }

  /**
   * A percentile of latencies, from being issued to the end, failures and retries included (nearest
   * rank). It is within 0.4 % of the exact one; where many took equally long, as with a constant
   * time or a time-out, and for the longest of all, it is exact.
   *
   * @param percentile `'p99'` or 0.99
   * @param question whose requests, and when; default all clients and the whole run
   * @returns milliseconds, or undefined when there were none
   * @throws UsageError for a name, a moment or a percentile that cannot be
   */
  latency(percentile: Percentile, question: Question<N> = {}): Ms | undefined {
    const { tallies, span } = this.#meant(question)
    return latenciesOf(tallies, span).quantile(shareOf(percentile))
  }

  /**
   * How many requests took longer than a time. Times are compared to the nanosecond; of those that
   * fall within 0.4 % of the limit, what is neither equal nor beyond is told apart as a percentile
   * is.
   *
   * @param limit the time; one that took exactly so long is not counted
   * @param question whose requests, and when; default all clients and the whole run
   * @throws UsageError for a name or a moment that the run does not know
   */
  slowerThan(limit: Duration, question: Question<N> = {}): number {
    const { tallies, span } = this.#meant(question)
    return latenciesOf(tallies, span).countOver(durationMs(limit))
  }

  /**
   * How long requests, waits or work took: any percentile of them, and the share below any time.
   *
   * @param asked whose, of what, by arrival or by completion, and how they ended; default the
   * latencies of all clients in the whole run
   * @throws UsageError for a name or a moment that the run does not know, and for a question that
   * makes no sense, as the work of a call
   * @example
   * const waits = run.times({ of: 'wait', at: 'db', by: 'completion', ended: 'served' })
   * console.log(waits.percentile('p95'), waits.shareWithin('20ms'))
   */
  times(asked: TimesQuestion<N> = {}): Times {
    return new Times(timesAsked(this.recording, asked))
  }

  /**
   * What became of requests: how many, how they ended, how long they took.
   *
   * @param question whose requests, and when; default all clients and the whole run
   */
  requests(question: Question<N> = {}): TallyNumbers {
    const { tallies, span } = this.#meant(question)
    return tallyNumbers(tallies, span)
  }

  /**
   * What a component did: arrivals, outcomes, waiting and working, queue, utilisation, waste.
   * @throws UsageError when the system has no such component
   */
  at(component: N['component'], window: Window = {}): ComponentNumbers {
    checkQuestion(window, questionWords.window)
    const { components, endedAt } = this.recording
    const span = spanOf(this.recording, window)
    return componentNumbers(named(components, component, 'component'), span, endedAt)
  }

  /**
   * What became of a call: whole calls, single attempts, the states of its breaker.
   *
   * @param call `caller->callee`; without an operation it stands for all the callee's operations
   * @throws UsageError when the system has no such call
   */
  on(call: N['call'], window: Window = {}): CallNumbers {
    checkQuestion(window, questionWords.window)
    const names = callNames(this.recording.calls, call)
    const meters = names.map(name => named(this.recording.calls, name, 'call'))
    const span = spanOf(this.recording, window)
    return callNumbers(meters, span, changesOf(this.recording, names, span))
  }

  /**
   * What became of the messages of a queue: published, acknowledged, failed (dead-lettered or lost)
   * or still there; how many waited and for how long.
   * @throws UsageError when the system has no such queue
   */
  queue(queue: N['queue'], window: Window = {}): QueueNumbers {
    checkQuestion(window, questionWords.window)
    const { queues, endedAt } = this.recording
    return queueNumbers(named(queues, queue, 'queue'), spanOf(this.recording, window), endedAt)
  }

  /**
   * What became of the questions to a cache: hits, misses, stale answers, fills.
   * @throws UsageError when the system has no such cache
   */
  cache(cache: N['cache'], window: Window = {}): CacheNumbers {
    checkQuestion(window, questionWords.window)
    const { caches, endedAt } = this.recording
    return cacheNumbers(named(caches, cache, 'cache'), spanOf(this.recording, window), endedAt)
  }

  /**
   * A measure over time.
   *
   * @param measure `availability` (0 to 1), `rate` (issued per second), `failures` (count), a
   * percentile of latency (ms); of one component: `depth` (the mean number waiting), `lag` (the
   * longest wait of what came in that step, ms), at a queue those of its messages; of one cache:
   * `hitRatio` (0 to 1), `misses`, `stale` (old answers served) and `fills` (the mean under way).
   * @param options `every`: the length of a step, default the recording's resolution; and whose
   */
  series(measure: Measure, options: Whose<N> & Stepped = {}): Point[] {
    checkQuestion(options, questionWords.series)
    return measured(this.recording, measure, options)
  }

  /**
   * How well requests were served, step by step: `healthy`, `degraded`, `failed`, or `idle`.
   *
   * @param options `every`: the length of a step, default the recording's resolution; and whose
   */
  health(options: Whose<N> & Stepped = {}): HealthPoint[] {
    checkQuestion(options, questionWords.series)
    const { every, ...whose } = options
    return healthOver(this.recording, every, talliesOf(this.recording, whose))
  }

  /**
   * The journey of a traced request.
   *
   * @param index which one, in order of arrival, from 0
   * @throws UsageError when there is none; journeys are kept when `simulate` is told to trace
   */
  trace(index = 0): Hop {
    return journeyAt(this.recording.journeys, index)
  }

  /** Where the time of a traced request went: network, waiting, work by label, back-off. */
  breakdown(index = 0): Breakdown {
    return breakdown(this.trace(index))
  }

  /**
   * Single things that happened, in order of time: `attempt` (of traced requests), `breaker`,
   * `replica` (health checks, ejections) and `fault`.
   */
  facts<K extends FactKind>(kind: K): Fact<K>[] {
    return factsOf(this.recording, kind)
  }

  #meant(question: Question): { tallies: Tally[]; span: Span } {
    checkQuestion(question, questionWords.whole)
    return { tallies: talliesOf(this.recording, question), span: spanOf(this.recording, question) }
  }
}
