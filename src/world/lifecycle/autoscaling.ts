/** Drives the autoscaler of a component on virtual time: what it measures, and what it decides. */
import { gaugeKinds } from '../../faults/gauge-kinds.ts'
import { Alarm } from '../../kernel/alarm.ts'
import { count } from '../../kernel/count.ts'
import type { Ms } from '../../kernel/units.ts'
import { Autoscaler } from '../../policies/autoscaling/autoscaler.ts'
import type { AutoscalingSettings } from '../../policies/autoscaling/options.ts'
import type { FaultRecord } from '../../record/fault-record.ts'
import { observe } from '../faults/gauges.ts'
import type { Component } from '../handling/component.ts'
import { Arrivals } from './arrivals.ts'
import type { Lifecycle } from './lifecycle.ts'

/** Looks at a component again and again, and says how many replicas are wanted. */
export class Autoscaling {
  readonly #component: Component
  readonly #lifecycle: Lifecycle
  /** Whose waiting requests count: of a worker, those of its queue. */
  readonly #line: string
  readonly #looks: Alarm<Autoscaler>
  readonly #arrivals = new Arrivals()
  #autoscaler: Autoscaler | null = null
  #record: FaultRecord | null = null
  /** How long slots were in use until the last look, together. */
  #busyMs = 0

  /** @param source the queue that a worker takes messages of; null for all others */
  constructor(component: Component, lifecycle: Lifecycle, source: string | null) {
    this.#component = component
    this.#lifecycle = lifecycle
    this.#line = source ?? component.handling.name
    this.#looks = new Alarm(component.agenda, autoscaler => this.#look(autoscaler))
    observe(component.meter.tally.counts, this.#arrivals)
  }

  /** From now on it is declared so; null for no autoscaler any more. */
  become(settings: AutoscalingSettings | null): void {
    if (settings === null) return void (this.#autoscaler = null)
    const { agenda } = this.#component
    const { wanted } = this.#lifecycle
    const within = Math.min(settings.max, Math.max(settings.min, wanted))
    if (within !== wanted) this.#lifecycle.become(within, 'the bounds of its autoscaler changed')
    this.#autoscaler = new Autoscaler(settings, { now: agenda.now, wanted: within })
    this.#begin(this.#autoscaler)
  }

  /** What has come so far is not looked at. */
  #begin(autoscaler: Autoscaler): void {
    const { agenda, meter } = this.#component
    this.#busyMs = meter.levels.busyMs(agenda.now)
    this.#arrivals.take()
    this.#looks.set(agenda.now + autoscaler.settings.every, autoscaler)
  }

  #look(autoscaler: Autoscaler): void {
    if (autoscaler !== this.#autoscaler) return
    const { now } = this.#component.agenda
    const { settings } = autoscaler
    const { wanted, ready } = this.#lifecycle
    const [name] = Object.keys(settings.target)
    const total = this.#measured(name, settings.every)
    const decided = autoscaler.decide({ now, wanted, ready, total })
    this.#looks.set(now + settings.every, autoscaler)
    if (decided === wanted) return
    const each = total / Math.max(1, name === 'utilisation' ? ready : wanted)
    const because = `${shown(settings, each)}: from ${count(wanted)} to ${count(decided)} replicas`
    this.#note(because, now)
    this.#lifecycle.become(decided, because, settings.delay)
  }

  /** What all its replicas had to do since the last look, together. */
  #measured(what: string, everyMs: Ms): number {
    const { agenda, meter, world } = this.#component
    const busyMs = meter.levels.busyMs(agenda.now)
    const used = (busyMs - this.#busyMs) / meter.ofOne.before(agenda.now, everyMs)
    this.#busyMs = busyMs
    const came = this.#arrivals.take()
    if (what === 'utilisation') return used
    if (what === 'rate') return came / everyMs
    const { components, queues } = world.recording
    return (queues.get(this.#line) ?? components.get(this.#line))?.levels.queued ?? 0
  }

  /** Each decision is on the record as a change is, and holds until the next. */
  #note(began: string, now: Ms): void {
    const { recording } = this.#component.world
    const record = (this.#record ??= this.#newRecord(now))
    const before = record.periods.at(-1)
    if (before !== undefined) Object.assign(before, { until: now, ended: began })
    recording.cut(now)
    record.periods.push({ from: now, until: Infinity, began })
    record.touched++
  }

  #newRecord(from: Ms): FaultRecord {
    const { world, handling } = this.#component
    const { name } = handling
    const of = { kind: 'autoscaler', target: name, struck: [name], triggers: [name] }
    const record = { fault: `autoscaler of ${name}`, ...of, from, until: Infinity }
    const made: FaultRecord = { ...record, periods: [], touched: 0 }
    world.recording.changes.push(made)
    return made
  }
}

/** What one replica has, and what it is to have. */
function shown({ target }: AutoscalingSettings, each: number): string {
  const [[name, wanted]] = Object.entries(target)
  const { shown } = gaugeKinds[name === 'queue' ? 'queueOf' : (name as 'rate' | 'utilisation')]
  const [is, aim] = [each, wanted].map(value => shown(Number(value.toPrecision(3))))
  return `${name} ${is} of each, where ${aim} is wanted`
}
