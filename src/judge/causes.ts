/**
 * From a symptom back to its cause: which call made a component fail, why that call failed, and
 * which fault was in force there. Only what was counted is told; where the counts end, so does the
 * chain.
 */
import { often } from '../kernel/figures.ts'
import { isLocal, Reason, reasonText, reasonTexts } from '../record/reason.ts'
import { callNames, talliesOf } from '../record/lookup.ts'
import { checkQuestion, questionWords } from '../record/question.ts'
import type { Question, Run, RunNames, Whose } from '../record/run.ts'
import { runGiven } from '../record/run-given.ts'
import type { CallNumbers, Reasons } from '../record/views.ts'
import { calleeOf } from './amplification.ts'
import { type CauseLink, link, type Part } from './cause-link.ts'
import {
  behindBreaker,
  behindCaches,
  behindFault,
  behindQueue,
  faultsAt,
  lostBy,
  unhandledMessages,
} from './causes-beneath.ts'
import { behindLimits, endedAtLimits, limitsThatMatter } from './limits.ts'

export type { CauseLink } from './cause-link.ts'

/** An unimportant cause of a failure is left out: less than this share of the most frequent. */
const LEAST = 0.05
const TIMED_OUT = '504'
const QUEUE_FULL = reasonText(Reason.QueueFull)

/** What the caller's own policies say; the callee has no part in it. */
const callersOwn = reasonTexts(isLocal)

/**
 * Follows failures back to where they began: a graph, breadth first, each link once. A fault that
 * began by a condition leads on to what was measured. Messages that nobody handled are failures,
 * too, where nobody in particular is asked about.
 *
 * @param run a finished run
 * @param question whose failures, and when; default those of all clients in the whole run
 * @returns the links from there down to faults; none when all was done
 * @throws UsageError for a name or a moment that the run does not know
 * @example
 * const outage = [crash('db').at('60s').for('30s')]
 * for (const { sentence } of causesOf(simulate(shop, { for: '3m', faults: outage }))) {
 *   console.log(sentence)
 * }
 */
export function causesOf<N extends RunNames>(
  run: Run<N>,
  question: Question<NoInfer<N>> = {},
): CauseLink[] {
  runGiven(run, 'causesOf')
  checkQuestion(question, questionWords.whole)
  const { at, on, class: requestClass, ...window } = question
  const part: Part = { run, window }
  const whose = { at, on, class: requestClass }
  const isOfAll = Object.values(whose).every(name => name === undefined)
  const links = isOfAll ? unhandledMessages(part) : []
  const open = [...rootsOf(run, whose), ...links.map(({ cause }) => cause)]
  const seen = new Set(open)
  for (let effect = open.shift(); effect !== undefined; effect = open.shift()) {
    const found = behind(part, effect)
    links.push(...found)
    for (const next of found.flatMap(({ cause }) => knownAs(run, cause))) {
      if (seen.has(next)) continue
      seen.add(next)
      open.push(next)
    }
  }
  return links
}

/** Whose failures are meant: of a component, of a call, or of the calls that are requests. */
function rootsOf(run: Run, whose: Whose): string[] {
  talliesOf(run.recording, whose) // refuses what the run does not know
  const { at, on, class: requestClass } = whose
  const { calls } = run.recording
  if (at !== undefined) return [at]
  if (on !== undefined) return callNames(calls, on)
  const isMeant = (name: string): boolean =>
    requestClass === undefined
      ? isRequest(run, name)
      : (calls.get(name)?.byClass.has(requestClass) ?? false)
  return [...calls.keys()].filter(isMeant).sort()
}

const isRequest = ({ recording }: Run, call: string): boolean =>
  !recording.calls.get(call)?.byClass.has('')

/** What a cause is that can have causes: a component, a fault, a call or all its operations. */
function knownAs({ recording: { calls, components }, faults }: Run, name: string): string[] {
  if (components.has(name) || faults.some(({ fault }) => fault === name)) return [name]
  return [...calls.keys()].filter(call => call === name || call.startsWith(`${name}.`)).sort()
}

function behind(part: Part, effect: string): CauseLink[] {
  const { components, calls } = part.run.recording
  if (components.has(effect)) return behindComponent(part, effect)
  return calls.has(effect) ? behindCall(part, effect) : behindFault(part, effect)
}

/** Why calls failed: what struck them on the way, or what became of them at the callee. */
function behindCall(part: Part, call: string): CauseLink[] {
  const callee = calleeOf(call)
  const numbers = part.run.on(call, part.window)
  const { reasons, outcomes } = numbers
  const unsent = endedAtLimits(numbers, 'timedOut')
  const failures = important(reasons).flatMap(({ because, count }) => {
    const late = because === TIMED_OUT ? Math.min(count, outcomes.timeout) : 0
    const cause = callersOwn.has(because) ? because : callee
    const sent = Math.max(0, late - unsent)
    const waited = `${call} timed out ${often(sent)}, waiting for ${callee}`
    const failed = `${call} failed ${often(count - late)}: ${because}`
    return [link(call, callee, sent, waited), link(call, cause, count - late, failed)]
  })
  const wrong = `${call} was answered wrongly ${often(outcomes.incorrect)}`
  const links = [...failures, link(call, callee, outcomes.incorrect, wrong)]
  const told = links.filter(({ count }) => count > 0)
  const found = [...behindLimits(part, call), ...told]
  if (told.length === 0 && unsent === 0) {
    return isRequest(part.run, call) ? [] : [...behindLimits(part, call), ...unanswered(part, call)]
  }
  return [...faultsAt(part, call), ...lostBy(part, call), ...found, ...behindBreaker(part, call)]
}

/** Why a component failed or was late: its own fault, its queue, or the calls it made. */
function behindComponent(part: Part, component: string): CauseLink[] {
  const { causes, reasons, queue, waiting, working } = part.run.at(component, part.window)
  const links = [
    ...faultsAt(part, component),
    ...important(causes).map(({ because, count }) =>
      link(component, because, count, `${component} failed ${often(count)} because of ${because}`),
    ),
    ...important(reasons)
      .filter(({ because }) => !/^\d+$/.test(because))
      .map(({ because, count }) =>
        link(component, because, count, `${component}: ${count} requests, ${because}`),
      ),
    ...(reasons.some(({ because }) => because === QUEUE_FULL) ? behindQueue(part, component) : []),
  ]
  if (links.length === 0) {
    const hanging = hangingCalls(part, component)
    return hanging.length > 0 ? hanging : slowCalls(part, component).filter(isHeldUp(part))
  }
  links.push(...behindCaches(part, component))
  const isQueueing = (waiting.p99 ?? 0) > (working.p99 ?? 0) && queue.peak > 0
  if (!isQueueing) return links
  const sentence = `${component} made requests wait: its queue reached ${queue.peak}`
  return [
    ...links,
    link(component, 'its queue', queue.peak, sentence),
    ...slowCalls(part, component),
  ]
}

/** Calls from which a component had no answer, when it failed of nothing and yet was late. */
function hangingCalls(part: Part, component: string): CauseLink[] {
  return callsOf(part, component).flatMap(call => {
    const open = openOf(part.run.on(call, part.window))
    return open === 0 ? [] : [link(component, call, open, `${component} waited for ${call}`)]
  })
}

const openOf = ({ outcomes, unfinished }: CallNumbers): number => outcomes.cancelled + unfinished

function unanswered({ run, window }: Part, call: string): CauseLink[] {
  const numbers = run.on(call, window)
  const unsent = endedAtLimits(numbers, 'cancelled') + endedAtLimits(numbers, 'unfinished')
  const open = openOf(numbers) - unsent
  if (open <= 0) return []
  const callee = calleeOf(call)
  return [link(call, callee, open, `${call} had no answer ${often(open)}, waiting for ${callee}`)]
}

const callsOf = ({ run }: Part, component: string): string[] =>
  [...run.recording.calls.keys()].filter(call => call.startsWith(`${component}->`)).sort()

/** Calls in which a component spent most of its time, when it did not fail because of them. */
function slowCalls(part: Part, component: string): CauseLink[] {
  const { run, window } = part
  const own = run.at(component, window).working.p99 ?? 0
  return callsOf(part, component).flatMap(call => {
    const { latency, attempts } = run.on(call, window)
    if ((latency.p99 ?? 0) <= own) return []
    const took = `which took ${Math.round(latency.p99 ?? 0)} ms at p99`
    const sentence = `${component} waited for ${call}, ${took}`
    return [link(component, call, attempts.issued, sentence)]
  })
}

/** Whether a call that was slow has spent its time at its caller's own limits. */
const isHeldUp =
  ({ run, window }: Part) =>
  ({ cause }: CauseLink): boolean =>
    limitsThatMatter(run.on(cause, window)).length > 0

/** The most frequent reasons, without those that hardly matter beside them. */
function important(reasons: Reasons): Reasons {
  const most = Math.max(0, ...reasons.map(({ count }) => count))
  return reasons.filter(({ count }) => count >= most * LEAST)
}
