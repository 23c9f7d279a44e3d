/**
 * The matchers as plain functions, for `expect.extend` of any runner that speaks Jest's protocol.
 *
 * @module gameday/matchers
 */
import { judgeAvailability } from '../src/judge/availability.ts'
import { judgeCircuit } from '../src/judge/circuit.ts'
import { judgeLatency } from '../src/judge/latency.ts'
import { type Duration, durationMs, share, type Share } from '../src/kernel/units.ts'
import type { Question, Run, RunNames } from '../src/record/run.ts'
import { availabilityText } from '../src/report/availability-text.ts'
import { circuitText } from '../src/report/circuit-text.ts'
import { latencyText } from '../src/report/latency-text.ts'
import { type MatcherContext, type MatcherResult, matcher } from './matcher.ts'
import type { CircuitOptions } from './options.ts'

export type { MatcherContext, MatcherResult } from './matcher.ts'
export type { CircuitOptions, RunMatchers } from './options.ts'

/**
 * Passes when at least a share of requests was served, ok or degraded.
 *
 * @param run a finished run
 * @param goal the share, as `'99.9%'` or 0.999
 * @param question whose requests (`at`, `on`, `class`), and when (`between`, `during`, `after`);
 * default those of all clients, over the whole run
 * @returns whether it passes, and a message; with no requests it fails, with `.not` as without
 * @throws UsageError for a name, a moment or a goal that cannot be, and for what is no run
 * @example
 * const { pass, message } = toStayAvailable(run, '60%')
 */
export const toStayAvailable: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  goal: Share,
  question?: Question<NoInfer<N>>,
) => MatcherResult = matcher(
  'toStayAvailable',
  (run: Run, goal: Share, question: Question = {}) => {
    const atLeast = share(goal)
    const verdict = judgeAvailability(run, atLeast, question)
    return {
      verdict,
      text: telling => availabilityText(verdict, { atLeast }, { run, question, ...telling }),
    }
  },
)

/**
 * Passes when 99 % of requests took no longer than a limit, from their arrival to their end.
 *
 * @param run a finished run
 * @param limit the limit, as `'500ms'` or a number of milliseconds
 * @param question whose requests (`at`, `on`, `class`), and when (`between`, `during`, `after`);
 * default those of all clients, over the whole run
 * @returns whether it passes, and a message; with no requests it fails, with `.not` as without
 * @throws UsageError for a name, a moment or a limit that cannot be, and for what is no run
 * @example
 * const { pass, message } = toNotExceedP99(run, '500ms', { at: 'db' })
 */
export const toNotExceedP99: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  limit: Duration,
  question?: Question<NoInfer<N>>,
) => MatcherResult = matcher(
  'toNotExceedP99',
  (run: Run, limit: Duration, question: Question = {}) => {
    const goal = { percentile: 'p99', limitMs: durationMs(limit) } as const
    const verdict = judgeLatency(run, goal, question)
    return { verdict, text: telling => latencyText(verdict, goal, { run, question, ...telling }) }
  },
)

/**
 * Passes when the circuit breaker of a call opened.
 *
 * @param run a finished run
 * @param call the call it guards, as `'product->db'`
 * @param options `within`: how soon, from the beginning of the window if there is one, else of the
 * first fault, else of the run; and the window (`between`, `during`, `after`)
 * @returns whether it passes, and a message; with no calls it fails, with `.not` as without
 * @throws UsageError for a call that is none or has no breaker, and for what is no run
 * @example
 * const { pass, message } = toTripCircuit(run, 'product->db', { within: '6s' })
 */
export const toTripCircuit: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  call: NoInfer<N>['call'],
  options?: CircuitOptions,
) => MatcherResult = matcher(
  'toTripCircuit',
  (run: Run, call: string, { within, ...window }: CircuitOptions = {}) => {
    const withinMs = within === undefined ? undefined : durationMs(within)
    const goal = { call, withinMs, ...window }
    const verdict = judgeCircuit(run, call, { withinMs, ...window })
    return {
      verdict,
      text: telling => circuitText(verdict, goal, { run, question: window, ...telling }),
    }
  },
)
