/** What clients met over time. */
import type { Ms } from '../../kernel/units.ts'
import type { Run } from '../../record/run.ts'
import { tallyNumbers } from '../../record/views.ts'
import type { ClientSeries } from './data.ts'
import { overSteps, roundedIfAny } from './steps.ts'

/** The requests of all clients together, step by step. */
export function clientSeries({ recording }: Run, edgesMs: readonly Ms[]): ClientSeries {
  const tallies = [...recording.requests.values()].flat()
  const numbers = overSteps(recording, edgesMs, span => tallyNumbers(tallies, span))
  return {
    issued: numbers.map(({ issued }) => issued),
    availability: numbers.map(({ availability }) => roundedIfAny(availability)),
    p50: numbers.map(({ latency }) => roundedIfAny(latency.p50)),
    p99: numbers.map(({ latency }) => roundedIfAny(latency.p99)),
  }
}
