/**
 * Faults while they are in force, sorted by what they can do: when they change, so that a request
 * meets only those that may do something to it, however many others there are.
 */
import type { Effect } from '../../faults/effect.ts'
import type { Random } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import type { FaultRecord } from '../../record/fault-record.ts'
import type { Program } from '../handling/program.ts'

/** A fault while it is in force: what it changes, since when, and on how much. */
export type InForce = {
  readonly effect: Effect
  readonly since: Ms
  readonly rampMs: Ms
  /** The share of requests it touches. */
  readonly share: number
  /** The one operation whose requests it touches; null for all. */
  readonly of: Program | null
  readonly random: Random
  /** The lot of somebody, 0 to 1: drawn once, always the same. */
  readonly lotOf: (who: string) => number
  readonly record: FaultRecord
  /** How many messages it has met since it began, where it picks some of them. */
  met: number
  /** Where losses come in bursts: whether one goes on, there and back. */
  readonly bursts: { lossThere: boolean | null; lossBack: boolean | null }
}

/** The faults in force in one place; each list in the order in which they began. */
export class SortedFaults {
  /** Those that add time to a request, or make the work of a share of requests longer. */
  readonly delaying: InForce[] = []
  /** What all of them add to each request; null where chance or time decides. */
  delayMs: Ms | null = 0
  /** Those that make all work longer. */
  readonly stretching: InForce[] = []
  /** How many times as long, all of them together; null where time decides. */
  stretch: number | null = 1
  /** Those that hold messages back, so that others may pass. */
  readonly holding: InForce[] = []
  readonly failing: InForce[] = []
  readonly losing: InForce[] = []
  readonly narrowing: InForce[] = []
  readonly spoiling: InForce[] = []
  /** Those that change a replica as a whole. */
  readonly standing: InForce[] = []

  /** @param all in the order in which they began */
  constructor(all: readonly InForce[]) {
    for (const fault of all) this.add(fault)
  }

  /** One more has begun. */
  add(fault: InForce): void {
    const { effect, share } = fault
    const stretches = effect.factor !== 1
    if (addsTime(effect) || (stretches && share < 1)) this.#addDelay(fault)
    if (stretches && share === 1) this.#addStretch(fault)
    if (effect.heldMs > 0) this.holding.push(fault)
    if (effect.errorRate > 0) this.failing.push(fault)
    if (effect.lossThere > 0 || effect.lossBack > 0) this.losing.push(fault)
    if (effect.bandwidth !== 1) this.narrowing.push(fault)
    if (spoils(effect)) this.spoiling.push(fault)
    if (changesReplica(effect)) this.standing.push(fault)
  }

  #addDelay(fault: InForce): void {
    const { effect, share, rampMs } = fault
    this.delaying.push(fault)
    const isSteady = isForAll(fault) && share === 1 && rampMs === 0 && effect.jitterMs === 0
    this.delayMs = isSteady && this.delayMs !== null ? this.delayMs + effect.addMs : null
  }

  #addStretch(fault: InForce): void {
    this.stretching.push(fault)
    // To the last bit what a fault that grows comes to in the end.
    const more = 1 + (fault.effect.factor - 1)
    const isSteady = isForAll(fault) && fault.rampMs === 0
    this.stretch = isSteady && this.stretch !== null ? this.stretch * more : null
  }
}

const isForAll = (fault: InForce): boolean => fault.of === null

const addsTime = ({ addMs, jitterMs }: Effect): boolean => addMs !== 0 || jitterMs !== 0

const spoils = ({ garbledRate, wrongRate, bitErrorRate, liedToRate }: Effect): boolean =>
  garbledRate > 0 || wrongRate > 0 || bitErrorRate > 0 || liedToRate > 0

/** Whether an effect breaks off connections. */
export const resets = ({ resetAfterMs, resetAfterBytes }: Effect): boolean =>
  Math.min(resetAfterMs, resetAfterBytes) < Infinity

/** Whether an effect changes a replica as a whole. */
export const changesReplica = (effect: Effect): boolean =>
  changesSpeed(effect) ||
  effect.down ||
  effect.closes ||
  effect.failsProbes > 0 ||
  effect.slots !== Infinity ||
  effect.places !== null ||
  effect.leak !== null ||
  effect.exhausts !== null ||
  effect.aheadMs !== 0 ||
  effect.drift !== 0 ||
  effect.load !== 1

const changesSpeed = ({ stops, speed, atOnce }: Effect): boolean =>
  stops || speed !== 1 || atOnce !== Infinity
