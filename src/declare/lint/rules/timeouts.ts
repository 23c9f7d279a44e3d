/** Time-outs that never come to pass, or come too early for any answer. */
import { exactDuration, type Ms } from '../../../kernel/units.ts'
import { timeText } from '../time-text.ts'
import { type CallLayer, type Limit, limitIs, narrower } from '../calls.ts'
import type { Figures } from '../figures.ts'
import { attemptMs, wholeMs } from '../limits.ts'
import type { Told } from '../rule.ts'

/** The deadline ends the call before any of its attempts times out. */
export const timeoutOverDeadline = ({ layers, patience }: Figures): Told[] =>
  layers.flatMap(layer => {
    const { deadline } = layer
    return patience.left(layer).ms < deadline.ms ? [] : tooLong(layer, deadline)
  })

/** Whoever began it has given up before any of its attempts times out. */
export const timeoutOverCaller = ({ layers, patience }: Figures): Told[] =>
  layers.flatMap(layer => {
    const left = patience.left(layer)
    return left.ms < layer.deadline.ms && left.ms > 0 ? tooLong(layer, left) : []
  })

function tooLong({ name, policy: { timeout } }: CallLayer, limit: Limit): Told[] {
  if (timeout === Infinity || timeout < limit.ms) return []
  const what = `an attempt may take ${exactDuration(timeout)}, but ${limitIs(limit)}`
  return [
    { at: name, what, fix: `write a timeout under ${exactDuration(limit.ms)}, or leave it out` },
  ]
}

/** Nobody ever answers in time. */
export const calleeOverTimeout = (figures: Figures): Told[] =>
  figures.layers.flatMap(layer => {
    const { name, caller, callee, policy, isByClients } = layer
    const own = narrower(
      { ms: attemptMs(policy), whose: 'the time-out' },
      isByClients ? narrower(layer.deadline, figures.patience.left(layer)) : layer.deadline,
    )
    const { least } = figures.times.attempt(caller, callee)
    if (own.ms === Infinity || own.ms <= 0 || least <= own.ms) return []
    const atLeast = `${callee} takes ${timeText(least)} at the least`
    const what = `${atLeast}, but ${limitIs(own)}: no call succeeds`
    return [
      { at: name, what, fix: `write more than ${timeText(least)}, or make ${callee} quicker` },
    ]
  })

/** Calls of a component that wait for ever, told together. */
export function callWithoutTimeout({ calls, times }: Figures): Told[] {
  const byCaller = new Map<string, { endless: Map<string, Ms>; all: Set<string> }>()
  for (const { caller, callee, step, isByClients } of calls) {
    if (isByClients || step.step !== 'call') continue
    const known = byCaller.get(caller) ?? { endless: new Map<string, Ms>(), all: new Set() }
    byCaller.set(caller, known)
    known.all.add(callee)
    if (wholeMs(step.policy) < Infinity) continue
    known.endless.set(callee, times.attempt(caller, callee).points.at(-1) ?? 0)
  }
  return [...byCaller].flatMap(([at, { endless, all }]): Told[] => {
    if (endless.size === 0) return []
    const [first, ms] = [...endless][0]
    const names = [...endless.keys()].slice(0, MOST_NAMES).join(', ')
    const more = endless.size > MOST_NAMES ? ', …' : ''
    const many = all.size === 1 ? 'its call waits' : `${endless.size} of its ${all.size} calls wait`
    return [
      {
        at,
        what: `${many} without any time limit: ${names}${more}`,
        fix: `write one, as in call('${first}', { timeout: '${generous(ms)}' })`,
      },
    ]
  })
}

const MOST_NAMES = 4

/** Four times what it takes when it is slow, as a round number. */
function generous(ms: Ms): string {
  let unit = 1
  while (unit * 10 < 4 * ms) unit *= 10
  const rounded = [1, 2, 5, 10].map(n => n * unit).find(n => n >= 4 * ms)
  return exactDuration(Math.max(10, rounded ?? unit))
}
