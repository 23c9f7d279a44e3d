/** One run that was judged, as text: whether it held, what was said, and its numbers. */
import type { TrialVerdict } from '../explore/search/trial.ts'
import { exactDuration, formatMs, formatShare, type Ms } from '../kernel/units.ts'
import type { Run } from '../record/run.ts'
import { failureText } from './failure.ts'
import { count, counted } from './numbers.ts'
import { warningLines } from './warning-lines.ts'

/** A run and what came of judging it. */
export type JudgedRun = {
  readonly name: string
  readonly verdict: TrialVerdict
  readonly message?: string | undefined
  /** None when it had no end, or was given up. */
  readonly run: Run | undefined
  /** Whether what is to hold without faults did; undefined where nothing is to. */
  readonly steadyState?: 'held' | 'broken' | undefined
  /** Commands that play it again. */
  readonly replay?: readonly string[] | undefined
}

const headlines: { readonly [verdict in JudgedRun['verdict']]: string } = {
  held: 'holds',
  broken: 'does not hold',
  unknown: 'unknown, there was nothing to judge',
  threw: 'the goal failed by itself, which is a mistake in it',
  endless: 'the run has no end',
  flaky: 'the goal judged the same run twice, and differently',
  unfinished: 'unfinished, it was given up',
}

/** Tells how a run went; every line of it is safe to print. */
export function runText(judged: JudgedRun): string {
  const { name, message, run, replay = [] } = judged
  const said = message?.replace(/\s+/g, ' ') // there a long one stands in several lines
  const isNew = (warning: string): boolean => !said?.includes(warning)
  const warnings = (run?.warnings ?? []).filter(isNew)
  return failureText({
    headline: `${name}: ${headlineOf(judged)}`,
    counts: run === undefined ? [] : numbersOf(run),
    sections: [
      { title: 'What was said', lines: message?.split('\n') ?? [] },
      { title: 'Faults', lines: run?.faults.map(faultText) ?? [] },
      { title: 'Changes', lines: run?.changes.flatMap(changeLines) ?? [] },
      { title: 'Not as it should be', lines: warningLines({ warnings }) },
    ],
    replay,
  })
}

const headlineOf = ({ verdict, steadyState }: JudgedRun): string =>
  verdict === 'unknown' && steadyState === 'broken'
    ? 'unknown, the steady state does not hold'
    : headlines[verdict]

function numbersOf(run: Run): string[] {
  const { issued, outcomes, unfinished, availability, latency } = run.requests()
  const ends = Object.entries(outcomes).filter(([, some]) => some > 0)
  const all = [...ends, ...(unfinished > 0 ? [['unfinished', unfinished] as const] : [])]
  const how = all.map(([outcome, some]) => `${count(some)} ${outcome}`).join(', ')
  const length = exactDuration(run.recording.grid.horizonMs)
  const share = availability === undefined ? '' : `, ${formatShare(availability)} available`
  return [
    `${counted(issued, 'request')} in ${length}${share}${how === '' ? '' : `: ${how}`}.`,
    `Latency p50 ${time(latency.p50)}, p90 ${time(latency.p90)}, p99 ${time(latency.p99)}.`,
    `Seed ${run.seed}, digest ${run.digest.slice(0, DIGITS)}.`,
  ]
}

/** Enough of a digest to tell two runs apart. */
const DIGITS = 16

const time = (ms: Ms | undefined): string => (ms === undefined ? 'unknown' : formatMs(ms))

const faultText = ({ fault, touched }: Run['faults'][number]): string =>
  `${fault} touched ${touched === 0 ? 'nothing' : count(touched)}`

/** When it was made, and what has overruled it since. */
function changeLines(change: Run['changes'][number]): string[] {
  const { fault, periods, overruled = [], kind } = change
  if (kind === 'autoscaler') {
    return periods.map(({ from, began }) => `${fault} at ${exactDuration(from)}: ${began}`)
  }
  const times = periods.map(({ from }) => exactDuration(from)).join(', ')
  const made = periods.length === 0 ? 'was never made' : `was made at ${times}`
  return [`${fault} ${made}`, ...overruled.map(by => `  overruled: ${by}`)]
}
