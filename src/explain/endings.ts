/** How calls ended badly, in all of the time that the goal is about: as its counts tell it. */
import { count } from '../kernel/count.ts'
import { formatMs, type Ms } from '../kernel/units.ts'
import {
  isLocal,
  isOnTheWay,
  lostInside,
  Reason,
  reasonText,
  reasonTexts,
} from '../record/reason.ts'
import type { CallNumbers, ComponentNumbers, Reasons } from '../record/views.ts'
import { windowIn } from '../record/window.ts'
import type { Case } from './case.ts'
import { calleeOf, callerOf, patienceOf } from './topology.ts'

/** More kinds of ends than this are too many for a line. */
const MOST = 2

/** Less than this share of all is not worth a word. */
const FEW = 0.02

/** What a call that was given up after its time counts as. */
const TIMED_OUT = '504'

const local = reasonTexts(isLocal)
const onTheWay = reasonTexts(isOnTheWay)
const unanswered = new Set([Reason.Down, ...lostInside].map(reasonText))
const full = reasonText(Reason.QueueFull)

/** So many calls, and what became of them. */
type Ending = { readonly count: number; readonly text: string }

/** What became of a call in all of the time that the goal is about. */
export const wholly = ({ run, goal }: Case, call: string): CallNumbers =>
  run.on(call, windowIn(goal.data.question))

/** What a component did in the same time. */
export const whollyAt = ({ run, goal }: Case, component: string): ComponentNumbers =>
  run.at(component, windowIn(goal.data.question))

/**
 * `576 requests of fans timed out after 2s, 40 failed with error 503`.
 *
 * @param what those that are counted, in words
 * @returns undefined where all were served
 */
export function endingText(one: Case, call: string, what: string): string | undefined {
  const all = endings(one, call)
  const sum = all.reduce((total, ending) => total + ending.count, 0)
  const [first, ...others] = all.filter(ending => ending.count > FEW * sum).slice(0, MOST)
  if (first === undefined) return undefined
  const rest = others.map(ending => `, ${count(ending.count)} ${ending.text}`).join('')
  const told = [first, ...others].reduce((total, ending) => total + ending.count, 0)
  const few = sum > told ? `, ${count(sum - told)} otherwise` : ''
  return `${count(first.count)} ${what} ${first.text}${rest}${few}`
}

/** The ways in which calls ended badly, the most frequent first. */
function endings(one: Case, call: string): Ending[] {
  const { outcomes, reasons } = wholly(one, call)
  const limit = limitOf(one, call)
  const after = Number.isFinite(limit) ? ` after ${formatMs(limit)}` : ''
  const late = { count: outcomes.timeout, text: `timed out${after}` }
  const others = reasons.map(({ because, count: many }) =>
    because === TIMED_OUT ? { because, count: many - outcomes.timeout } : { because, count: many },
  )
  const wrong = { count: outcomes.incorrect, text: 'had a wrong answer' }
  return [late, ...grouped(one, call, others), wrong]
    .filter(ending => ending.count > 0)
    .sort((a, b) => b.count - a.count)
}

/** Reasons of the same kind together, such as two states of a breaker. */
function grouped(one: Case, call: string, reasons: Reasons): Ending[] {
  const some = reasons.filter(reason => reason.count > 0)
  const verbs = [...new Set(some.map(({ because }) => verbFor(because)))]
  return verbs.map(verb => {
    const same = some.filter(({ because }) => verbFor(because) === verb)
    const sum = same.reduce((total, reason) => total + reason.count, 0)
    const why = same.map(({ because }) => (because === full ? fullText(one, call) : because))
    return { count: sum, text: `${verb}${why.join(', ')}` }
  })
}

function fullText({ run }: Case, call: string): string {
  const { queue } = run.at(calleeOf(call))
  return queue.peak === 0 ? full : `line full (${count(queue.peak)})`
}

function verbFor(because: string): string {
  if (/^\d+$/.test(because)) return 'failed with error '
  if (unanswered.has(because)) return 'had no answer: '
  return local.has(because) || onTheWay.has(because) ? 'were not made: ' : 'were turned away: '
}

/** Clients have a time limit of their own. */
function limitOf({ system }: Case, call: string): Ms {
  const caller = system.data.parts.get(callerOf(call))
  const own = caller?.kind === 'clients' ? caller.timeoutMs : Infinity
  return Math.min(own, patienceOf(system, call))
}
