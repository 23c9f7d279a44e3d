/** What a fault did where it struck, while it was in force, measured against the calm run. */
import type { Fault } from '../faults/fault.ts'
import { count } from '../kernel/count.ts'
import { counted } from '../kernel/figures.ts'
import { formatMs, type Ms } from '../kernel/units.ts'
import type { FaultRecord } from '../record/fault-record.ts'
import { isOnTheWay, lostInside, Reason, reasonText, reasonTexts } from '../record/reason.ts'
import type { ComponentNumbers, CountNumbers } from '../record/views.ts'
import { countOf } from './at-call.ts'
import { calmComponent, callIn, type Case, componentIn, during, meanOf } from './case.ts'
import { emptiedText } from './emptied.ts'
import { slowedCalls, slowedText, slowedWork } from './slowed.ts'
import { calleeOf, callerOf, requestsOf, slotsOf } from './topology.ts'

/** Longer than usual by more than this share. */
const SLOWER = 0.2

/** Fewer of the attempts than this without an answer are no effect of it. */
const SOME = 0.05

/** So many of them are all, but for what was under way when it began. */
const NEARLY_ALL = 0.95

/** Fewer of the requests than this are answered: the time of those says little. */
const FEW_ANSWERS = 0.1

/** Fewer slots than this share of them are in use, though requests wait. */
const IDLE = 0.9

const down = new Set([Reason.Refused, Reason.Down, ...lostInside].map(reasonText))
const stopped = new Set([reasonText(Reason.CutOff)])
const tooLate = new Set([reasonText(Reason.TooLate)])
const onTheWay = reasonTexts(isOnTheWay)

/** A fault, and one entry of what is on record of it. */
export type Struck = { readonly fault: Fault; readonly record: FaultRecord }

/** What was seen of a fault while it was in force, in a sentence; undefined when it was little. */
export function effectOf(one: Case, { fault, record }: Struck): string | undefined {
  const { horizonMs } = one.run.recording.grid
  const [from, until] = [record.from, Math.min(record.until, horizonMs)]
  if (!(from < until)) return undefined
  const meanwhile = during(one, { fromMs: from, toMs: until })
  const { components, calls } = one.run.recording
  for (const name of record.struck) {
    const seen = components.has(name)
      ? atComponent(meanwhile, name, fault)
      : calls.has(name)
        ? atCall(meanwhile, name, fault)
        : atClients(meanwhile, name)
    if (seen !== undefined) return seen
  }
  return undefined
}

/** Whether it slows some of all requests, and not each of them. */
const isPartly = ({ timing: { share }, cause: { kind } }: Fault): boolean =>
  share < 1 || kind === 'slowQueries'

function atComponent(one: Case, name: string, fault: Fault): string | undefined {
  const numbers = componentIn(one, name)
  const { issued, reasons } = numbers
  const calm = calmComponent(one, name)
  const clock = clockText(name, numbers, fault)
  if (clock !== undefined) return clock
  const [lost, cutOff] = [countOf(reasons, down), countOf(reasons, stopped)]
  if (lost > 0) {
    const how = killedText(name, numbers) ?? `${name} was ${lost === cutOff ? 'stopped' : 'down'}`
    const some = `${count(lost)} of its ${counted(issued, 'request')} not served`
    return `${how}: ${some}${isEmptiedBy(one, name, fault) ? ', and empty afterwards' : ''}`
  }
  const emptied = one.run.recording.caches.has(name) ? emptiedText(one, name) : undefined
  if (emptied !== undefined) return emptied
  const open = unansweredText(name, numbers, calm)
  if (open !== undefined) return open
  const [work, usual] = [meanOf(numbers.working), meanOf(calm?.working)]
  const slow = isLonger(work, usual) ? slowedWork(one, name) : undefined
  if (slow !== undefined) {
    const stood = fault.cause.kind === 'pause' ? ' stood still, and' : ''
    const who = replicaText(fault.target, numbers) ?? name
    return slowedText(`${who}${stood} worked`, slow, isPartly(fault))
  }
  if (wrongIn(numbers) > wrongIn(calm)) return wrongText(name, numbers)
  return waitedText(one, name)
}

/** A cache that comes back has lost all it held. */
const isEmptiedBy = ({ run }: Case, name: string, fault: Fault): boolean =>
  run.recording.caches.get(name)?.emptied.some(({ by }) => by === String(fault)) === true

/** `ads answered 3 of 190 requests while that lasted`: how long the others took nobody knows. */
function unansweredText(
  name: string,
  { issued, outcomes }: ComponentNumbers,
  calm: ComponentNumbers | undefined,
): string | undefined {
  const answered = answersOf(outcomes)
  const isUsual = calm === undefined || answersOf(calm.outcomes) < NEARLY_ALL * calm.issued
  if (isUsual || issued === 0 || answered > FEW_ANSWERS * issued) return undefined
  return `${name} answered ${count(answered)} of ${counted(issued, 'request')} while that lasted`
}

const answersOf = ({ ok, degraded, error, incorrect }: ComponentNumbers['outcomes']): number =>
  ok + degraded + error + incorrect

/** `api#2 (1 of 5 replicas)`, where a fault strikes one of several. */
function replicaText(target: string, { replicas }: ComponentNumbers): string | undefined {
  const isOne = target.includes('#') && replicas.length > 1
  return isOne ? `${target} (1 of ${count(replicas.length)} replicas)` : undefined
}

/** `the clock of seats was 2s ahead: 40 deadlines looked passed`; undefined for other faults. */
function clockText(
  name: string,
  { reasons }: ComponentNumbers,
  { cause }: Fault,
): string | undefined {
  const late = countOf(reasons, tooLate)
  if (cause.kind !== 'skewClock' || late === 0) return undefined
  const { ahead, behind } = cause
  const wrong = ahead > 0 ? `${formatMs(ahead)} ahead` : `${formatMs(behind)} behind`
  return `the clock of ${name} was ${wrong}: ${counted(late, 'deadline')} looked passed`
}

/** `sessions ran out of memory and was killed 3 times`; undefined where it was not. */
function killedText(name: string, { resources }: ComponentNumbers): string | undefined {
  const times = resources['memory']?.denied ?? 0
  const often = times === 1 ? 'once' : `${count(times)} times`
  return times === 0 ? undefined : `${name} ran out of memory and was killed ${often}`
}

/** Requests waited, and slots that could have worked on them did not. */
function waitedText(one: Case, name: string): string | undefined {
  const { waiting, utilisation } = componentIn(one, name)
  const [waited, usually] = [meanOf(waiting), meanOf(calmComponent(one, name)?.waiting)]
  if (!isLonger(waited, usually)) return undefined
  const slots = slotsOf(one.system, name)
  const long = `requests waited ${formatMs(waited)} for one`
  if (utilisation > IDLE) return `${long} of the slots of ${name}, not ${formatMs(usually)}`
  const used = count(Math.max(1, Math.round(utilisation * slots)))
  return `only ${used} of the ${count(slots)} slots of ${name} ever worked, ${long}`
}

const isLonger = (ms: Ms, usual: Ms): boolean => ms > usual * (1 + SLOWER)

/** Answers that said no, or were spoilt. */
const wrongIn = (numbers: CountNumbers | undefined): number =>
  numbers === undefined ? 0 : numbers.outcomes.error + numbers.outcomes.incorrect

function wrongText(name: string, numbers: ComponentNumbers): string {
  const { error, incorrect } = numbers.outcomes
  const what = error >= incorrect ? 'errors' : 'wrong'
  const worst = worstReplica(numbers)
  const of = worst === undefined ? numbers : numbers.replicas[worst]
  const one = `#${worst} (1 of ${count(numbers.replicas.length)} replicas)`
  const at = `${name}${worst === undefined ? '' : one}`
  return `${count(wrongIn(of))} of ${count(of.issued)} answers of ${at} were ${what}`
}

/** The only one of several replicas with such answers; undefined where there are more. */
function worstReplica({ replicas }: ComponentNumbers): number | undefined {
  const wrong = replicas.flatMap((replica, i) => (wrongIn(replica) > 0 ? [i] : []))
  return replicas.length > 1 && wrong.length === 1 ? wrong[0] : undefined
}

function atCall(one: Case, name: string, fault: Fault): string | undefined {
  const { attempts, reasons } = callIn(one, name)
  const noWay = reasons.find(({ because }) => onTheWay.has(because))
  if (noWay !== undefined) return `${count(noWay.count)} calls failed: ${noWay.because}`
  const silent = attempts.outcomes.timeout + attempts.outcomes.cancelled + attempts.unfinished
  if (silent > SOME * attempts.issued) return silentText(one, name, silent)
  const slow = slowedCalls(one, name)
  return slow === undefined ? undefined : slowedText(`${name} took`, slow, isPartly(fault))
}

/** Without an answer: it was lost on the way back, or nothing ever came. */
function silentText(one: Case, name: string, silent: number): string {
  const { attempts } = callIn(one, name)
  const callee = calleeOf(name)
  const { issued, outcomes } = componentIn(one, callee)
  const some = `${count(silent)} of ${counted(attempts.issued, 'attempt')} had no answer`
  if (issued === 0) return `${some}, as none of them came to ${callee}`
  if (outcomes.ok < NEARLY_ALL * issued || issued < NEARLY_ALL * attempts.issued) return some
  return `${some}, though ${callee} answered all: answers were lost`
}

/** Clients that asked for more. */
function atClients(one: Case, name: string): string | undefined {
  const calls = requestsOf(one.run).filter(call => callerOf(call) === name)
  const sum = (of: (call: string) => number): number =>
    calls.reduce((total, call) => total + of(call), 0)
  const asked = sum(call => callIn(one, call).issued)
  const usual = sum(call => one.calm.on(call, { between: windowOf(one) }).issued)
  if (!one.hasCalm || asked <= usual * (1 + SLOWER)) return undefined
  return `${name} sent ${count(asked)} requests, not ${count(usual)}`
}

const windowOf = ({ spell: { fromMs, toMs } }: Case): [Ms, Ms] => [fromMs, toMs]
