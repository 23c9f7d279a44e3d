/** Outlier detection before the replicas of a component: what becomes of requests tells. */
import { Alarm } from '../../kernel/alarm.ts'
import type { Ms } from '../../kernel/units.ts'
import { type OutlierChange, OutlierDetector, type OutlierOptions } from '../../policies/index.ts'
import { Outcome } from '../../record/outcome.ts'
import type { Component } from '../handling/component.ts'
import { breakerVerdict } from '../calls/verdicts.ts'
import { type Fleet, Out } from './fleet.ts'

/** Every error counts: which of them are the caller's own fault is told by their codes. */
const ALL_COUNT: readonly number[] = []
/** Errors of the caller's making say nothing of the replica: those with codes below this one. */
const SERVER_ERROR = 500

/** Drives an outlier detector on virtual time. */
export class Outliers {
  readonly #detector: OutlierDetector
  readonly #component: Component
  readonly #fleet: Fleet
  readonly #alarm: Alarm<null>

  constructor(component: Component, fleet: Fleet, options: OutlierOptions) {
    this.#component = component
    this.#fleet = fleet
    this.#detector = new OutlierDetector(options, {
      hosts: component.handling.replicas,
      where: component.handling.name,
      onChange: change => this.#changed(change),
    })
    this.#detector.become(fleet.size)
    this.#alarm = new Alarm(component.agenda, () => this.#sweep())
    this.#alarm.set(this.#intervalMs, null)
  }

  /** An attempt that was sent to a replica has ended. */
  heard(replica: number, outcome: Outcome, reason: number): void {
    const verdict = breakerVerdict(outcome, reason, ALL_COUNT)
    if (verdict === 'ignored' || verdict === 'cancelled') return
    const isOurs = outcome === Outcome.Error && reason > 0 && reason < SERVER_ERROR
    this.#detector.record(replica, verdict === 'ok' || isOurs, this.#component.agenda.now)
  }

  /** So many replicas are there from now on. */
  become(replicas: number): void {
    this.#detector.become(replicas)
  }

  get #intervalMs(): Ms {
    return this.#detector.settings.interval
  }

  #sweep(): void {
    const { now } = this.#component.agenda
    this.#detector.sweep(now)
    this.#alarm.set(now + this.#intervalMs, null)
  }

  #changed({ host, is, because }: OutlierChange): void {
    if (is === 'ejected') this.#fleet.takeOut(host, Out.Ejected, because)
    else this.#fleet.takeBack(host, Out.Ejected, because)
  }
}
