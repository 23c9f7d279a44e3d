/**
 * Health checks: probes that a balancer sends to every replica. A probe asks what any request would
 * meet at the entrance, so it notices a replica that is down, cut off, erring or slow because of
 * the faults in force there. It is answered beside the queue, as on a port of its own: a replica
 * that is only busy stays healthy.
 */
import { Alarm } from '../../kernel/alarm.ts'
import {
  type HealthCheckOptions,
  type HealthCheckSettings,
  healthCheckSettings,
  HostHealth,
} from '../../policies/index.ts'
import { probed } from '../faults/passage.ts'
import type { Component } from '../handling/component.ts'
import { type Fleet, Out } from './fleet.ts'

/** What came of a probe. */
type Result = { readonly replica: number; readonly passed: boolean }

/** Asks all replicas, again and again. */
export class HealthChecks {
  readonly #component: Component
  readonly #fleet: Fleet
  readonly #settings: HealthCheckSettings
  readonly #health: readonly HostHealth[]
  readonly #rounds: Alarm<null>
  readonly #results: Alarm<Result>

  constructor(component: Component, fleet: Fleet, options: HealthCheckOptions) {
    const { agenda, replicas } = component
    this.#component = component
    this.#fleet = fleet
    this.#settings = healthCheckSettings(options)
    const { unhealthyAfter, healthyAfter } = this.#settings
    this.#health = replicas.map(() => new HostHealth({ unhealthyAfter, healthyAfter }))
    this.#rounds = new Alarm(agenda, () => this.#probeAll())
    this.#results = new Alarm(agenda, result => this.#heard(result))
  }

  /** Sends the first probes, and others from then on. */
  start(): void {
    this.#probeAll()
  }

  #probeAll(): void {
    const { agenda, handling, replicas } = this.#component
    const { every, timeout } = this.#settings
    for (const { conditions, index } of replicas) {
      if (conditions.quiet) {
        this.#heard({ replica: index, passed: true })
        continue
      }
      const between = (): string => `${handling.name}#${index} to its health checks`
      const { afterMs, passed } = probed(conditions, agenda.now, between)
      const isInTime = afterMs < timeout
      const result = { replica: index, passed: passed && isInTime }
      this.#results.set(agenda.now + Math.min(afterMs, timeout), result)
    }
    this.#rounds.set(agenda.now + every, null)
  }

  #heard({ replica, passed }: Result): void {
    const changed = this.#health[replica].record(passed)
    if (!changed) return
    const { unhealthyAfter, healthyAfter } = this.#settings
    if (passed) this.#fleet.takeBack(replica, Out.Unhealthy, inARow(healthyAfter, 'passed'))
    else this.#fleet.takeOut(replica, Out.Unhealthy, inARow(unhealthyAfter, 'failed'))
  }
}

const inARow = (probes: number, what: string): string =>
  probes === 1 ? `a probe ${what}` : `${probes} probes ${what} in a row`
