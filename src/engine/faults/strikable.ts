/** What faults can strike in a system, asked without a run. */
import type { System } from '../../declare/index.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Problem } from '../../kernel/errors.ts'
import { TimeGrid } from '../../record/grid.ts'
import { Recording } from '../../record/recording.ts'
import { World } from '../../world/world.ts'
import { wire } from '../compile.ts'
import { FaultTargets } from './targets.ts'

/** Knows a system's targets as its runs know them. */
export class Strikable {
  readonly #targets: FaultTargets

  constructor({ name, data }: System) {
    const identity = { system: name, seed: '1', seedFrom: 'default' } as const
    const world = new World(new Recording(identity, new TimeGrid(1, 1)), 0)
    this.#targets = new FaultTargets(data, wire(data, world))
  }

  /** Why nothing is called by the name of a target; undefined when something is. */
  whyUnknown(target: string): Problem | undefined {
    return this.#targets.whyUnknown(target)
  }

  /** Why a fault cannot be aimed at its target; undefined when it can. */
  whyNot(fault: Fault): Problem | undefined {
    const found = this.#targets.find(fault)
    return 'what' in found ? found : undefined
  }
}
