/**
 * Health checks: probes that a balancer sends to every replica. A probe asks what any request would
 * meet at the entrance, so it notices a replica that is down, cut off, erring or slow because of
 * the faults in force there. It is answered beside the queue, as on a port of its own: a replica
 * that is only busy stays healthy. A replica may look deeper before it answers: at how its own
 * requests fare, and at whatever its check does.
 */
import type { HealthData } from '../../declare/balancing-data.ts'
import { Alarm } from '../../kernel/alarm.ts'
import { type HealthCheckSettings, healthCheckSettings, HostHealth } from '../../policies/index.ts'
import { type Probed, probed } from '../faults/passage.ts'
import type { Component } from '../handling/component.ts'
import { Doors } from '../handling/door.ts'
import type { Program } from '../handling/program.ts'
import type { Replica } from '../handling/replica.ts'
import { DeepProbe } from './deep-probe.ts'
import { type Fleet, Out } from './fleet.ts'
import { OwnSuccess } from './own-success.ts'

/** What came of a probe. */
type Result = { readonly replica: number; readonly passed: boolean }

const atOnce: Probed = { afterMs: 0, passed: true }

/** Asks all replicas, again and again. */
export class HealthChecks {
  readonly #component: Component
  readonly #fleet: Fleet
  readonly #settings: HealthCheckSettings
  readonly #health: HostHealth[]
  readonly #rounds: Alarm<null>
  readonly #results: Alarm<Result>
  /** The share of its requests with which a replica thinks itself well. */
  readonly #successRate: number
  readonly #own: readonly OwnSuccess[]
  /** Null where a probe asks for nothing to be done. */
  readonly #deep: readonly DeepProbe[] | null

  constructor(component: Component, fleet: Fleet, options: HealthData) {
    const { agenda, replicas } = component
    const { check, successRate, ...checks } = options
    this.#component = component
    this.#fleet = fleet
    this.#settings = healthCheckSettings(checks)
    this.#health = replicas.map(() => this.#newHealth())
    this.#rounds = new Alarm(agenda, () => this.#probeAll())
    this.#results = new Alarm(agenda, result => this.#heard(result))
    this.#successRate = successRate
    this.#own = successRate === 0 ? [] : replicas.map(countsOwn)
    this.#deep = check.length === 0 ? null : replicas.map(replica => this.#deepProbe(replica))
  }

  /** Sends the first probes, and others from then on. */
  start(): void {
    // What a replica has to do for a probe is known when all that it calls has been made.
    if (this.#deep === null) this.#probeAll()
    else this.#rounds.set(this.#component.agenda.now, null)
  }

  #newHealth(): HostHealth {
    const { unhealthyAfter, healthyAfter } = this.#settings
    return new HostHealth({ unhealthyAfter, healthyAfter })
  }

  #deepProbe(replica: Replica): DeepProbe {
    return new DeepProbe(replica, passed => this.#heard({ replica: replica.index, passed }))
  }

  #probeAll(): void {
    const { agenda, replicas } = this.#component
    const { every } = this.#settings
    for (const replica of replicas) this.#probe(replica)
    this.#rounds.set(agenda.now + every, null)
  }

  #probe(replica: Replica): void {
    const { agenda } = this.#component
    const { timeout } = this.#settings
    const { index } = replica
    if (this.#fleet.isSpare(index)) return void (this.#health[index] = this.#newHealth())
    const { afterMs, passed } = this.#met(replica)
    const isWell = passed && afterMs < timeout && this.#thinksItselfWell(index)
    if (isWell && this.#deep !== null) {
      const check = this.#component.beside.get('health') as Program
      return this.#deep[index].begin(check, timeout - afterMs)
    }
    const result = { replica: index, passed: isWell }
    if (replica.conditions.quiet) this.#heard(result)
    else this.#results.set(agenda.now + Math.min(afterMs, timeout), result)
  }

  /** What a probe meets on its way to a replica. */
  #met({ conditions, index }: Replica): Probed {
    if (conditions.quiet) return atOnce
    const { agenda, handling } = this.#component
    return probed(conditions, agenda.now, () => `${handling.name}#${index} to its health checks`)
  }

  #thinksItselfWell(replica: number): boolean {
    return this.#successRate === 0 || this.#own[replica].share() >= this.#successRate
  }

  #heard({ replica, passed }: Result): void {
    if (this.#fleet.isSpare(replica)) return
    const changed = this.#health[replica].record(passed)
    if (!changed) return
    const { unhealthyAfter, healthyAfter } = this.#settings
    if (passed) this.#fleet.takeBack(replica, Out.Unhealthy, inARow(healthyAfter, 'passed'))
    else this.#fleet.takeOut(replica, Out.Unhealthy, inARow(unhealthyAfter, 'failed'))
  }
}

/** A replica that counts from now on how its requests fare. */
function countsOwn(replica: Replica): OwnSuccess {
  const own = new OwnSuccess()
  replica.doors = Doors.within(replica.doors, own)
  return own
}

const inARow = (probes: number, what: string): string =>
  probes === 1 ? `a probe ${what}` : `${probes} probes ${what} in a row`
