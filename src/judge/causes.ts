/**
 * From a symptom back to its cause: which call made a component fail, why that call failed, and
 * which fault was in force there. Only what was counted is told; where the counts end, so does the
 * chain.
 */
import { isLocal, Reason, reasonText, reasonTexts } from '../record/reason.ts'
import type { Run } from '../record/run.ts'
import type { Reasons } from '../record/views.ts'
import { type CauseLink, link, times } from './cause-link.ts'
import { behindFault, behindQueue, faultsAt, lostBy } from './causes-beneath.ts'

export type { CauseLink } from './cause-link.ts'

/** An unimportant cause of a failure is left out: less than this share of the most frequent. */
const LEAST = 0.05
const TIMED_OUT = '504'
const QUEUE_FULL = reasonText(Reason.QueueFull)

/** What the caller's own policies say; the callee has no part in it. */
const callersOwn = reasonTexts(isLocal)

/**
 * Follows the failures of clients back to where they began: a graph, breadth first, each link once.
 * A fault that began by a condition leads on to what was measured.
 *
 * @param run a finished run
 * @returns the links from the calls of clients down to faults; none when all were served
 * @example
 * const outage = [crash('db').at('60s').for('30s')]
 * for (const { sentence } of causesOf(simulate(shop, { for: '3m', faults: outage }))) {
 *   console.log(sentence)
 * }
 */
export function causesOf(run: Run): CauseLink[] {
  const { calls } = run.recording
  const isRequest = (call: string): boolean => !calls.get(call)?.byClass.has('')
  const open = [...calls.keys()].filter(isRequest).sort()
  const seen = new Set(open)
  const links: CauseLink[] = []
  for (let effect = open.shift(); effect !== undefined; effect = open.shift()) {
    const found = behind(run, effect)
    links.push(...found)
    for (const next of found.flatMap(({ cause }) => knownAs(run, cause))) {
      if (seen.has(next)) continue
      seen.add(next)
      open.push(next)
    }
  }
  return links
}

/** What a cause is that can have causes: a component, a fault, a call or all its operations. */
function knownAs({ recording: { calls, components }, faults }: Run, name: string): string[] {
  if (components.has(name) || faults.some(({ fault }) => fault === name)) return [name]
  return [...calls.keys()].filter(call => call === name || call.startsWith(`${name}.`)).sort()
}

function behind(run: Run, effect: string): CauseLink[] {
  const { components, calls } = run.recording
  if (components.has(effect)) return behindComponent(run, effect)
  return calls.has(effect) ? behindCall(run, effect) : behindFault(run, effect)
}

/** Why calls failed: what struck them on the way, or what became of them at the callee. */
function behindCall(run: Run, call: string): CauseLink[] {
  const callee = calleeOf(call)
  const { reasons, outcomes } = run.on(call)
  const links = important(reasons).flatMap(({ because, count }) => {
    const late = because === TIMED_OUT ? Math.min(count, outcomes.timeout) : 0
    const cause = callersOwn.has(because) ? because : callee
    const waited = `${call} timed out ${times(late)}, waiting for ${callee}`
    const failed = `${call} failed ${times(count - late)}: ${because}`
    return [link(call, callee, late, waited), link(call, cause, count - late, failed)].filter(
      found => found.count > 0,
    )
  })
  return links.length === 0 ? [] : [...faultsAt(run, call), ...lostBy(run, call), ...links]
}

/** Why a component failed or was late: its own fault, its queue, or the calls it made. */
function behindComponent(run: Run, component: string): CauseLink[] {
  const { causes, reasons, queue, waiting, working } = run.at(component)
  const links = [
    ...faultsAt(run, component),
    ...important(causes).map(({ because, count }) =>
      link(component, because, count, `${component} failed ${times(count)} because of ${because}`),
    ),
    ...important(reasons)
      .filter(({ because }) => !/^\d+$/.test(because))
      .map(({ because, count }) =>
        link(component, because, count, `${component}: ${count} requests, ${because}`),
      ),
    ...(reasons.some(({ because }) => because === QUEUE_FULL) ? behindQueue(run, component) : []),
  ]
  const isQueueing = (waiting.p99 ?? 0) > (working.p99 ?? 0) && queue.peak > 0
  if (!isQueueing) return links
  const sentence = `${component} made requests wait: its queue reached ${queue.peak}`
  return [
    ...links,
    link(component, 'its queue', queue.peak, sentence),
    ...slowCalls(run, component),
  ]
}

/** Calls in which a component spent most of its time, when it did not fail because of them. */
function slowCalls(run: Run, component: string): CauseLink[] {
  const own = run.at(component).working.p99 ?? 0
  const made = [...run.recording.calls.keys()].filter(call => call.startsWith(`${component}->`))
  return made.sort().flatMap(call => {
    const { latency, attempts } = run.on(call)
    if ((latency.p99 ?? 0) <= own) return []
    const took = `which took ${Math.round(latency.p99 ?? 0)} ms at p99`
    const sentence = `${component} waited for ${call}, ${took}`
    return [link(component, call, attempts.issued, sentence)]
  })
}

/** The most frequent reasons, without those that hardly matter beside them. */
function important(reasons: Reasons): Reasons {
  const most = Math.max(0, ...reasons.map(({ count }) => count))
  return reasons.filter(({ count }) => count >= most * LEAST)
}

/** `product->db.read` calls `db`. */
const calleeOf = (call: string): string => call.slice(call.indexOf('->') + 2).split('.', 1)[0]
