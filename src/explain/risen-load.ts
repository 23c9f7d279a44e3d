/** Clients that ask for more than they did before, by themselves: the declared load has risen. */
import { UsageError } from '../kernel/errors.ts'
import { moment } from '../kernel/figures.ts'
import type { Ms } from '../kernel/units.ts'
import { type System, withLoad } from '../declare/index.ts'
import type { Run } from '../record/run.ts'
import { type Case, lengthOf } from './case.ts'
import { rateText } from './overload.ts'
import { callerOf, requestsOf } from './topology.ts'

/** So many times as many requests as before are another load. */
const MORE = 1.3

/** Shorter than this no rate can be told from chance. */
const LEAST_MS = 1_000

/** Clients of which more came from some moment on. */
export type Rise = {
  readonly clients: string
  readonly fromMs: Ms
  /** When it was as before again; the end of the run where it never was. */
  readonly untilMs: Ms
  /** Requests a second, before that and from then on. */
  readonly before: number
  readonly after: number
}

/** `players sent 260/s from 30s on, not 60/s`. */
export function riseText({ clients, fromMs, untilMs, before, after }: Rise): string {
  const when = `from ${moment(fromMs)} to ${moment(untilMs)}`
  return `${clients} sent ${rateText(after)} ${when}, not ${rateText(before)} as before`
}

/** The clients whose requests have risen most before the goal was missed, if any have. */
export function riseIn(one: Case): Rise | undefined {
  const clients = [...new Set(requestsOf(one.run).map(callerOf))]
  const rises = clients.map(name => riseOf(one, name)).filter(rise => rise !== undefined)
  const extra = ({ before, after }: Rise): number => after - before
  return rises.sort((a, b) => extra(b) - extra(a))[0]
}

/** The same system with the load that there was before. */
export function withoutRise({ system }: Case, { clients, before }: Rise): System | undefined {
  try {
    return withLoad(system, { [clients]: { rate: `${before}/s` } } as never)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return undefined
  }
}

type Slot = { readonly fromMs: Ms; readonly toMs: Ms; readonly issued: number }

/** The moment at which what came before and what came after differ most, as sums of differences. */
function riseOf(one: Case, clients: string): Rise | undefined {
  const { horizonMs } = one.run.recording.grid
  const brokenMs = Math.max(one.spell.fromMs, LEAST_MS)
  const slots = slotsIn(one.run, clients, horizonMs)
  const upTo = slots.filter(({ toMs }) => toMs <= brokenMs + lengthOf(one) / 4)
  const at = turn(upTo, slot => slot.issued)
  const before = rateOf(slots.slice(0, at))
  const from = slots.slice(at)
  const end = turn(from, slot => -slot.issued)
  const isOver = end > 0 && rateOf(from.slice(end)) < before * MORE
  const high = isOver ? from.slice(0, end) : from
  const after = rateOf(high)
  const [first, last] = [high[0], high.at(-1)]
  if (first === undefined || last === undefined || first.fromMs < LEAST_MS) return undefined
  const isCause = first.fromMs <= brokenMs && after > before * MORE
  return isCause ? { clients, fromMs: first.fromMs, untilMs: last.toMs, before, after } : undefined
}

/** Where a number that was small becomes large: how many slots come before that. */
function turn(slots: readonly Slot[], of: (slot: Slot) => number): number {
  const lengths = slots.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  const mean = slots.reduce((sum, slot) => sum + of(slot), 0) / Math.max(1, lengths)
  let [sum, least, at] = [0, 0, 0]
  for (const [i, slot] of slots.entries()) {
    sum += of(slot) - mean * (slot.toMs - slot.fromMs)
    if (sum < least) [least, at] = [sum, i + 1]
  }
  return at
}

const rateOf = (slots: readonly Slot[]): number => {
  const [first, last] = [slots[0], slots.at(-1)]
  if (first === undefined || last === undefined) return 0
  const issued = slots.reduce((total, slot) => total + slot.issued, 0)
  return (issued * 1_000) / (last.toMs - first.fromMs)
}

function slotsIn(run: Run, clients: string, untilMs: Ms): Slot[] {
  const calls = requestsOf(run).filter(call => callerOf(call) === clients)
  const { edges } = run.recording.grid
  return edges.slice(1).flatMap((toMs, i) => {
    if (toMs > untilMs) return []
    const between = [edges[i], toMs] as const
    const issued = calls.reduce((sum, call) => sum + run.on(call, { between }).issued, 0)
    return [{ fromMs: edges[i], toMs, issued }]
  })
}
