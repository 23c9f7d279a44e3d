/** The kind of goal that sets a limit to how much retries multiply load. */
import { UsageError } from '../../../kernel/errors.ts'
import { quote } from '../../../kernel/quantity.ts'
import { callNames, named } from '../../../record/lookup.ts'
import type { RunNames } from '../../../record/question.ts'
import type { Run } from '../../../record/run.ts'
import type { Window } from '../../../record/window.ts'
import { amplificationOf, calleeOf } from '../../amplification.ts'
import { nothingCame } from '../../availability.ts'
import { type TimeSeries, courseOf } from '../../course.ts'
import { belowMost } from '../../margin.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { asked, optionsGiven } from '../read.ts'

/** Where load is not to be amplified, and when; by default nowhere, over the whole run. */
export type AmplificationOptions<N extends RunNames = RunNames> = Window & {
  /** Of the attempts of one call. Default: of each call, of which the worst counts. */
  readonly on?: N['call'] | undefined
  /** Of all attempts that lead to one component. */
  readonly at?: N['component'] | undefined
}

/** The attempts of some calls, and what they would have been had nobody tried again. */
export type AmplifiedLoad = {
  /** The call, or the component to which all of them lead. */
  readonly of: string
  readonly attempts: number
  readonly alone: number
  /** `attempts` over `alone`, from 1 on. */
  readonly factor: number
}

/** The numbers behind a verdict on amplified load. */
export type AmplificationEvidence = AmplifiedLoad & {
  readonly atMost: number
  /** The calls among them that were made more often than they would have been, worst first. */
  readonly calls: readonly AmplifiedLoad[]
  /** The factor, slot by slot. */
  readonly course: TimeSeries
}

/**
 * Attempts over those there would have been had nobody tried again. The factors of calls that lead
 * to each other multiply: three layers of three attempts each make 27 of one.
 */
export const amplification = goalKind({
  matcher: 'toNotAmplifyLoad',
  beforeOptions: 1,
  read: (atMost: number, options?: AmplificationOptions) => ({
    atMost: factorGiven(atMost),
    question: asked(optionsGiven(options, ['on', 'at'])),
  }),
  judge: (run, { atMost, question }): Verdict<AmplificationEvidence> => {
    const { on, at, ...window } = question
    const whose = { on, at }
    checkNames(run, whose)
    const calls = loadsIn(run, window)
    const load = loadOf(calls, whose)
    if (load === undefined) return unknown(nothingCame(question))
    const holds = load.factor <= atMost
    return judged({ holds, margin: belowMost(load.factor, atMost, 'times') }, () => ({
      ...load,
      atMost,
      calls: calls.filter(({ of, factor }) => factor > 1 && isMeant(of, whose)).sort(worstFirst),
      course: courseOf(run, window, part => loadOf(loadsIn(run, part), whose)?.factor),
    }))
  },
})

type At = { readonly on?: string | undefined; readonly at?: string | undefined }

function loadsIn(run: Run, window: Window): AmplifiedLoad[] {
  return [...amplificationOf(run, window)].map(([of, factor]) => {
    const attempts = run.on(of, window).attempts.issued
    return { of, attempts, alone: attempts / factor, factor }
  })
}

/** Of those that are meant, together; of all, the worst. */
function loadOf(loads: readonly AmplifiedLoad[], { on, at }: At): AmplifiedLoad | undefined {
  const made = loads.filter(({ attempts }) => attempts > 0)
  if (on === undefined && at === undefined) return [...made].sort(worstFirst)[0]
  const meant = made.filter(({ of }) => isMeant(of, { on, at }))
  const attempts = meant.reduce((sum, load) => sum + load.attempts, 0)
  const alone = meant.reduce((sum, load) => sum + load.alone, 0)
  return alone === 0 ? undefined : { of: `${on ?? at}`, attempts, alone, factor: attempts / alone }
}

function isMeant(call: string, { on, at }: At): boolean {
  if (at !== undefined) return calleeOf(call) === at
  return on === undefined || call === on || call.startsWith(`${on}.`)
}

const worstFirst = (a: AmplifiedLoad, b: AmplifiedLoad): number =>
  b.factor - a.factor || (a.of < b.of ? -1 : 1)

function checkNames({ recording }: Run, { on, at }: At): void {
  if (on !== undefined)
    callNames(recording.calls, on).map(name => named(recording.calls, name, 'call'))
  if (at !== undefined) named(recording.components, at, 'component')
}

function factorGiven(factor: number): number {
  if (Number.isFinite(factor) && factor >= 1) return factor
  const fix = 'write 1.5 for half as many attempts again, or 1 for no retries at all'
  throw new UsageError({ what: `${quote(factor)} is no factor from 1 on`, fix })
}
