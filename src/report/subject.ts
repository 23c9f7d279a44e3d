/** What a verdict is about, in words. */
import type { Question, Run } from '../record/run.ts'
import { spanOf, type Window } from '../record/window.ts'
import { count, moment } from './numbers.ts'

/** The system, and which part of it and of the run: `shop, at db, from t=60s to t=90s`. */
export function subject(run: Run, { at, on, class: requestClass, ...window }: Question): string {
  const parts = [
    run.recording.identity.system,
    at && `at ${at}`,
    on && `calls ${on}`,
    requestClass && `requests of class "${requestClass}"`,
    windowText(run, window),
  ]
  return parts.filter(Boolean).join(', ')
}

/** The part of the run, or nothing if it is all of it. */
export function windowText(run: Run, window: Window): string {
  const { fromMs, toMs, betweenMs, slots } = spanOf(run.recording, window)
  const isToEnd = toMs >= run.recording.grid.horizonMs
  if (slots.from === slots.to) return 'while a fault was in force that never was'
  if (betweenMs > 0) return `in parts of t=${moment(fromMs)}..${isToEnd ? 'end' : moment(toMs)}`
  if (!isToEnd) return `from t=${moment(fromMs)} to t=${moment(toMs)}`
  return fromMs > 0 ? `after t=${moment(fromMs)}` : ''
}

/** What is counted. */
export const noun = ({ on }: Question): string => (on === undefined ? 'request' : 'call')

/** What had not ended when the run did is a failure that nothing else would tell of. */
export const openTexts = (unfinished: number): string[] =>
  unfinished === 0 ? [] : [`${count(unfinished)} of them had not ended when the run did.`]
