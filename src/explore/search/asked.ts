/** Asks a goal about a run, and notes whether it has asked the run anything in turn. */
import { AssertionError } from 'node:assert'
import type { Names } from '../../declare/index.ts'
import { Run } from '../../record/run.ts'
import { insist } from './said.ts'

/** What is said of a goal that would hold of any run. */
export const ASKED_NOTHING =
  'the goal asked the run nothing, so it would hold whatever happens: judge the run that it is ' +
  "given, as in run => expect(run).toStayAvailable('99%')"

/**
 * Throws unless a goal holds of a run.
 *
 * @throws what the goal throws; an AssertionError where it returns false or asks nothing; a
 * TypeError where it returns what is no answer
 */
export function insistOn<N extends Names>(run: Run<N>, goal: (run: Run<N>) => unknown): void {
  const { watched, wasAsked } = watch(run)
  insist(goal(watched))
  if (!wasAsked()) throw new AssertionError({ message: ASKED_NOTHING })
}

/** The same run, which notes whether it is asked: all that it can tell is in its recording. */
export function watch<N extends Names>(
  run: Run<N>,
): { readonly watched: Run<N>; readonly wasAsked: () => boolean } {
  let isAsked = false
  const recording = new Proxy(run.recording, {
    get(target, name) {
      isAsked = true
      return Reflect.get(target, name) as unknown
    },
  })
  return { watched: new Run<N>(recording, run.origin), wasAsked: () => isAsked }
}
