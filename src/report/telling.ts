/** What the texts of all verdicts share. */
import { printable } from '../kernel/printable.ts'
import type { Ms } from '../kernel/units.ts'
import { NEITHER_NOR, type Verdict } from '../judge/verdict.ts'
import type { Question, Run } from '../record/run.ts'
import { windowIn } from '../record/window.ts'
import { warningLines } from './warning-lines.ts'
import { failureText, type Section } from './failure.ts'
import { whatHappened } from './happened.ts'
import { faultLanes, type Lane, layOut, timeAxis } from './lanes.ts'
import { type Place, replayLines } from './replay.ts'
import { inLines } from './shortened.ts'
import { subject } from './subject.ts'

/** What a text needs besides the verdict. */
export type Telling<Q = Question> = {
  readonly run: Run
  readonly question: Q
  /** Whether the opposite was wanted. */
  readonly isNot: boolean
  readonly place: Place
  /** Whether the first line is all that is wanted. Default: it is not. */
  readonly isHeadline?: boolean | undefined
  /** Chapters to add after "What happened": why, and what would have held. */
  readonly sections?: readonly Section[]
  /** Which faults it was, where that was found out. */
  readonly blame?: Blamed | undefined
}

/** Which faults it was, and which were felt and did not matter. */
export type Blamed = {
  /** How many are to blame. */
  readonly faults: number
  /** The others that were felt, as the sentences that declare them. */
  readonly innocent: ReadonlySet<string>
  /** What only those have struck, calls and components: it has no part in what is told. */
  readonly bystanders: ReadonlySet<string>
  /** Without whom requests were served degraded, bystanders left out. */
  readonly lacking: readonly string[]
  /** When all that is to blame was over; undefined where it never was. */
  readonly endedMs: Ms | undefined
}

/** The columns left of 100 by the indentation of counts. */
const COLUMNS = 98

/** A failure whose numbers are known. */
export function knownText(
  { run, place, question, isHeadline = false, sections = [], blame }: Telling,
  parts: {
    readonly headline: string
    readonly counts: readonly string[]
    readonly lanes: readonly Lane[]
  },
): string {
  if (isHeadline) return printable(parts.headline)
  const { grid, identity } = run.recording
  const over = [...parts.lanes, ...faultLanes(run, blame?.innocent)]
  const lanes = over.length === 0 ? [] : [...over, timeAxis(grid.horizonMs)]
  return failureText({
    headline: parts.headline,
    counts: [...parts.counts.flatMap(line => inLines(line, COLUMNS)), ...warningLines(run)],
    lanes: layOut(lanes),
    sections: [whatHappened(run, windowIn(question), blame?.bystanders), ...sections],
    replay: replayLines(identity, place),
  })
}

/** A failure because there was nothing to judge. */
export function unknownText(
  { run, question, place }: Telling,
  { wanted, reason }: { readonly wanted: string; readonly reason: string },
): string {
  const sentence = `${reason[0].toUpperCase()}${reason.slice(1)}`
  return failureText({
    headline: `${subject(run, question)}: unknown, ${wanted}`,
    counts: [
      `${sentence}.`,
      `${NEITHER_NOR}: it fails, with .not as without.`,
      ...warningLines(run),
    ],
    replay: replayLines(run.recording.identity, place),
  })
}

/** Chooses between the two texts of a verdict. */
export function tell<Evidence>(
  verdict: Verdict<Evidence>,
  known: (evidence: Evidence) => string,
  nothing: (reason: string) => string,
): string {
  return verdict.is === 'unknown' ? nothing(verdict.reason) : known(verdict.evidence)
}
