/** What a search found, as text: with which faults what does not hold, or how much was covered. */
import type { Counterexample, Degree, Findings } from '../explore/findings.ts'
import { formatShare } from '../kernel/units.ts'
import { Outcome } from '../record/outcome.ts'
import { printable } from '../kernel/printable.ts'
import { failureText, type Section } from './failure.ts'
import { marginLines } from './margin-text.ts'
import { count, counted } from './numbers.ts'

/** What can be done with what was found. */
export type Aids = {
  /** What else to know, in sentences. */
  readonly advice?: readonly string[] | undefined
  /** Commands that play it again; the first is the one to paste. */
  readonly replay?: readonly string[] | undefined
  /** A test that fails as it does, and where it was saved. */
  readonly test?: { readonly text: string; readonly savedAs?: string | undefined } | undefined
}

/** Tells what a search found; every line of it is safe to print. */
export function explorationText(
  findings: Findings,
  { advice = [], replay = [], test }: Aids = {},
): string {
  const { counterexample } = findings
  if (counterexample === undefined) return heldText(findings)
  const told = failureText({
    headline: `${findings.name}: ${brokenHeadline(counterexample)}`,
    counts: counterexample.faults.map(String),
    sections: [
      { title: 'What was said', lines: counterexample.message.split('\n') },
      { title: 'Side by side', lines: counterexample.sideBySide ?? [] },
      { title: 'How far it is from harmless', lines: marginLines(counterexample) },
      { title: 'How it was found', lines: historyOf(findings, counterexample) },
      { title: 'What to do', lines: [...adviceFor[counterexample.verdict], ...advice] },
      ...warningsOf(findings),
    ],
    replay,
  })
  return test === undefined ? told : `${told}\n\n${testLines(test).map(printable).join('\n')}`
}

function brokenHeadline({ verdict, goal, faults }: Counterexample): string {
  const how =
    faults.length === 0 ? 'when nothing goes wrong' : `with ${counted(faults.length, 'fault')}`
  switch (verdict) {
    case 'broken':
      return goal === 'recovers' ? `does not recover ${how}` : `does not hold ${how}`
    case 'unknown':
      return `unknown, there was nothing to judge ${how}`
    case 'threw':
      return `the goal, or code, failed by itself ${how}`
    case 'endless':
      return `a run has no end ${how}`
    case 'flaky':
      return `the goal judged the same run twice, and differently, ${how}`
    case 'unfinished':
      return `unfinished, a run was given up ${how}`
  }
}

const adviceFor: { readonly [verdict in Counterexample['verdict']]: readonly string[] } = {
  broken: [],
  unknown: ['Offer load at what the goal is about, or ask about a part of the run that has some.'],
  threw: ['That is a mistake in it, and says nothing about the design. Mend it first.'],
  endless: [
    'Is it an endless loop of retries? If not, offer less load, shorten `for`, or raise',
    '`eventLimit`.',
  ],
  unfinished: [
    'Has the goal an endless loop? If not, give it more time with `trialTime`, or shorten `for`.',
  ],
  flaky: [
    'A goal may depend on the run alone: not on a clock, on chance, or on what it saw before.',
  ],
}

function historyOf({ of, seed, totals, known, ending }: Findings, found: Counterexample): string[] {
  const { trial, faults, code } = found
  const tried = found.found.map(String)
  const isAsFound = tried.join('\n') === faults.map(String).join('\n')
  const who =
    trial === null
      ? `Known from before as ${code}: ${counted(known.played, 'known counterexample')} came first.`
      : `Trial ${count(trial)} of seed ${seed}, of ${counted(of, 'trial')} at most.`
  return [
    who,
    ...(isAsFound ? [] : ['It had tried:', ...tried.map(fault => `  ${fault}`)]),
    shrunkText(found),
    ...otherLines(found),
    ...(totals.trials === 0 ? [] : [coverage(totals), ...stoppedLines(totals)]),
    ...(ending === 'done' ? [] : [`The search was cut short: ${ending}.`]),
  ]
}

function shrunkText({ faults, shrinking, others }: Counterexample): string {
  const runs = counted(shrinking.runs, 'run')
  if (faults.length === 0) return 'There is no fault that could be left out.'
  const then = others.length === 0 ? 'it holds' : 'it holds or fails in another way'
  return shrinking.isMinimal
    ? `Shrinking took ${runs}: with any one fault less, or weaker by a step, ${then}.`
    : `Not minimal: shrinking stopped after ${runs}, so there may be less that breaks it.`
}

/** What breaks the goal as well, but is another failure than the one that was found. */
function otherLines({ others, degree }: Counterexample): string[] {
  if (others.length === 0 || degree === null) return []
  return [
    `As above, ${degreeText(degree)}.`,
    ...others.flatMap(({ faults, degree: other }) => [
      `On the way there was another failure: ${degreeText(other)} with`,
      ...(faults.length === 0 ? ['  no fault at all'] : faults.map(fault => `  ${fault}`)),
    ]),
  ]
}

/** Of the time from the first failure to the last. */
function degreeText({ failed, recovered }: Degree): string {
  const share = failed === 0 ? 'no request failed' : `${formatShare(failed)} of requests failed`
  if (recovered === null) return share
  return recovered ? `${share}, and it recovered` : `${share}, and it did not recover`
}

function heldText(findings: Findings): string {
  const { name, known, never, totals, verdict } = findings
  return failureText({
    headline: `${name}: ${heldHeadline(findings)}`,
    counts: [
      ...(totals.trials === 0
        ? []
        : [coverage(totals), ...stoppedLines(totals), ...pairLines(findings)]),
      ...knownText(known),
    ],
    sections: [
      { title: 'Never seen, though it was to be seen sometimes', lines: never },
      { title: 'What to do', lines: verdict === 'unknown' ? adviceForUntested(findings) : [] },
      ...warningsOf(findings),
    ],
    replay: [],
  })
}

const adviceForUntested = (findings: Findings): readonly string[] =>
  hasStruck(findings) ? adviceForUnseen : adviceForUnstruck

const adviceForUnseen: readonly string[] = [
  'Give it more trials, or more time, or faults that lead there; or leave out what cannot be.',
]

const adviceForUnstruck: readonly string[] = [
  'That it holds while nothing goes wrong is not what was asked. Give it more trials, or more',
  'time, and `targets` that requests come to.',
]

const hasStruck = ({ totals: { touched } }: Findings): boolean => Object.keys(touched).length > 0

function heldHeadline(findings: Findings): string {
  const { verdict, ending, of, never, totals } = findings
  const { trials } = totals
  const all = counted(trials, 'trial')
  if (verdict === 'held') return `held in ${all}`
  if (verdict === 'unknown') {
    if (trials === 0) return 'unknown, nothing was tried'
    if (!hasStruck(findings)) return `unknown, no fault struck in ${all}`
    return `unknown, ${counted(never.length, 'thing')} to be seen never was in ${all}`
  }
  const cut = `${ending === 'stopped' ? 'STOPPED' : 'OUT OF TIME'} after ${all} of ${count(of)}`
  return trials === 0 ? `${cut}, so nothing is known` : `${cut}; it held until then`
}

function coverage({ requests, behaviours }: Findings['totals']): string {
  const all = requests.reduce((sum, some) => sum + some, 0)
  const served = (requests[Outcome.Ok] ?? 0) + (requests[Outcome.Degraded] ?? 0)
  const share = all === 0 ? '' : ` (${formatShare(served / all)} served)`
  const seen = counted(Object.keys(behaviours).length, 'behaviour')
  return `${counted(all, 'request')}${share}, ${seen} seen.`
}

/** What has not been played is not known to hold. */
function stoppedLines({ stopped }: Findings['totals']): string[] {
  if (stopped === 0) return []
  const all = `${counted(stopped, 'trial')} ${stopped === 1 ? 'was' : 'were'}`
  const rest = '`whole: true` plays on.'
  return [`${all} stopped when all had long been calm, and held until then; ${rest}`]
}

function pairLines({ pairs: { possible, touched, never } }: Findings): string[] {
  const all = counted(possible, 'pair')
  if (touched >= possible) return [`Each of ${all} of a fault and its target touched traffic.`]
  const rest = counted(possible - touched, 'pair')
  return [
    `${count(touched)} of ${all} of a fault and its target touched traffic; ${rest} never did:`,
    ...wrapped(namesOf(never)).map(line => `  ${line}`),
  ]
}

/** More than these are hardly read. */
const MOST_NAMES = 24

function namesOf(never: readonly string[]): string[] {
  const told = never
    .slice(0, MOST_NAMES)
    .map((name, i) => (i < never.length - 1 ? `${name},` : name))
  return never.length > MOST_NAMES ? [...told, `… (${count(never.length)} in all)`] : told
}

const LINE = 76

/** Words in lines that fit a terminal; a word that does not has a line of its own. */
function wrapped(words: readonly string[]): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < LINE)
      lines[lines.length - 1] += ` ${word}`
    else lines.push(word)
  }
  return lines
}

function knownText({ played, held }: Findings['known']): string[] {
  if (played === 0) return []
  const [all, now] = [
    counted(played, 'known counterexample'),
    held === played ? 'all hold' : `${count(held)} hold`,
  ]
  return [`${all} came first: ${played === 1 && held === 1 ? 'it holds' : now} now.`]
}

const warningsOf = ({ warnings }: Findings): Section[] => [
  { title: 'Not as it should be', lines: [...new Set(warnings)] },
]

/** Not indented, so that it can be copied as it stands. */
function testLines({ text, savedAs }: NonNullable<Aids['test']>): string[] {
  if (savedAs !== undefined) return [`  The test is saved as ${savedAs}`]
  return [
    '──── the test to paste ────',
    ...text.trimEnd().split('\n'),
    '───────────────────────────',
  ]
}
