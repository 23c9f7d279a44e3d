/** Who called whom over time, all operations and classes of requests together. */
import { componentOf } from '../../declare/graph.ts'
import type { Ms } from '../../kernel/units.ts'
import type { CallMeter } from '../../record/meters.ts'
import type { Recording } from '../../record/recording.ts'
import { countNumbers, servedOf } from '../../record/views.ts'
import type { EdgeLane } from './data.ts'
import { overSteps } from './steps.ts'

/** A lane for each pair of components, in order of names. */
export function edgeLanes(recording: Recording, edgesMs: readonly Ms[]): EdgeLane[] {
  const pairs = new Map<string, CallMeter[]>()
  for (const [call, meter] of recording.calls) {
    const pair = pairOf(call).join('->')
    pairs.set(pair, [...(pairs.get(pair) ?? []), meter])
  }
  return [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([pair, meters]) => {
      const [from, to] = pairOf(pair)
      return { from, to, ...laneOf(recording, meters, edgesMs) }
    })
}

/** Caller and callee, without the operation. */
function pairOf(call: string): readonly [from: string, to: string] {
  const at = call.indexOf('->')
  return [call.slice(0, at), componentOf(call.slice(at + 2))]
}

function laneOf(recording: Recording, meters: readonly CallMeter[], edgesMs: readonly Ms[]) {
  const tallies = meters.flatMap(meter => meter.tallies)
  const counts = meters.map(({ attempts }) => attempts)
  const numbers = overSteps(recording, edgesMs, span => {
    const { asked, served } = servedOf(tallies, span)
    return { issued: asked, failed: asked - served, attempts: countNumbers(counts, span).issued }
  })
  return {
    issued: numbers.map(({ issued }) => issued),
    attempts: numbers.map(({ attempts }) => attempts),
    failed: numbers.map(({ failed }) => failed),
  }
}
