/** How components and queues were over time. */
import type { SystemData } from '../../declare/data.ts'
import { heatLevelOf, heatLevels } from '../../judge/heat.ts'
import type { Ms } from '../../kernel/units.ts'
import type { ComponentMeter } from '../../record/meters.ts'
import type { Recording } from '../../record/recording.ts'
import { componentNumbers } from '../../record/views.ts'
import type { ComponentLane } from './data.ts'
import { overSteps, rounded, roundedIfAny } from './steps.ts'

/** A lane for each component and each queue, in order of names. */
export function componentLanes(recording: Recording, edgesMs: readonly Ms[]): ComponentLane[] {
  const meters = new Map([...recording.components, ...recording.queues])
  const parts = (recording.declared as SystemData | undefined)?.parts
  return [...meters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, meter]) => ({
      name,
      kind: parts?.get(name)?.kind ?? '',
      ...laneOf(recording, meter, edgesMs),
    }))
}

function laneOf(recording: Recording, meter: ComponentMeter, edgesMs: readonly Ms[]) {
  const { endedAt } = recording
  const numbers = overSteps(recording, edgesMs, span => componentNumbers(meter, span, endedAt))
  return {
    levels: numbers.map(each => heatLevels.indexOf(heatLevelOf(each))).join(''),
    issued: numbers.map(({ issued }) => issued),
    availability: numbers.map(({ availability }) => roundedIfAny(availability)),
    utilisation: numbers.map(({ utilisation }) => rounded(utilisation)),
    queued: numbers.map(({ queue }) => rounded(queue.mean)),
    inFlight: numbers.map(({ inFlight }) => rounded(inFlight.mean)),
  }
}
