/** Finds what conditions ask about in one system, by the names that they use. */
import type { SystemData } from '../../declare/data.ts'
import { type AskedKind, nameIn, noBreaker, whyNotAsked } from '../../faults/asked-of.ts'
import type { Question } from '../../faults/condition-data.ts'
import type { Problem } from '../../kernel/errors.ts'
import type { Recording } from '../../record/recording.ts'
import type { ComponentMeter } from '../../record/meters.ts'
import type { Counts } from '../../record/tally.ts'
import type { Timing } from '../../record/timing.ts'
import type { Breakers } from '../../world/calls/breakers.ts'
import type { Component } from '../../world/handling/component.ts'
import type { Wired } from '../compile.ts'

/** What a name stands for: who is counted, and where. */
export type Asked = {
  readonly is: AskedKind
  /** Where beginnings and ends are counted: attempts of calls, else requests. */
  readonly counts: readonly Counts[]
  /** Where it is told how long they took. */
  readonly times: readonly Timing[]
  readonly component: Component | null
  readonly meter: ComponentMeter | null
  /** Where it is counted who waits: for a slot, or of a queue the messages. */
  readonly line: ComponentMeter | null
  readonly breakers: readonly Breakers[]
}

/** Finds what conditions ask about. */
export class ConditionTargets {
  readonly #system: SystemData
  readonly #wired: Wired
  readonly #recording: Recording

  constructor(system: SystemData, wired: Wired, recording: Recording) {
    this.#system = system
    this.#wired = wired
    this.#recording = recording
  }

  /** What a question is about, or why there is no such thing. */
  find(question: Question): Asked | Problem {
    const asked = this.#named(nameIn(question))
    const why = whyNotAsked(question, {
      is: asked?.is,
      of: `system "${this.#system.name}"`,
      names: kinds => this.#namesOf(kinds),
    })
    if (why !== undefined || asked === undefined) return why as Problem
    if (question.is !== 'breaker' || asked.breakers.length > 0) return asked
    return noBreaker(question, [...this.#recording.circuits.keys()])
  }

  #named(name: string): Asked | undefined {
    if (name.includes('->')) return this.#call(name)
    const component = this.#wired.components.get(name)
    if (component === undefined) return undefined
    const meter = this.#recording.components.get(name)
    if (meter === undefined) return this.#clients(name)
    return handler(component, meter, this.#recording.queues.get(name) ?? meter)
  }

  /** Its attempts; a call named without an operation stands for those with one. */
  #call(name: string): Asked | undefined {
    const isMeant = (call: string): boolean => call === name || call.startsWith(`${name}.`)
    const calls = [...this.#recording.calls].filter(([call]) => isMeant(call))
    if (calls.length === 0) return undefined
    const meters = calls.map(([, meter]) => meter)
    return {
      is: 'call',
      counts: meters.map(({ attempts }) => attempts),
      times: meters.flatMap(({ tallies }) => tallies.map(({ latency }) => latency)),
      component: null,
      meter: null,
      line: null,
      breakers: this.#wired.breakers.filter(({ call }) => isMeant(call)),
    }
  }

  /** Their requests; what stands in for one that failed is none of its own. */
  #clients(name: string): Asked {
    const calls = [...this.#recording.calls].filter(([call]) => call.startsWith(`${name}->`))
    const tallies = calls.flatMap(([, { byClass }]) =>
      [...byClass].filter(([requestClass]) => requestClass !== '').map(([, tally]) => tally),
    )
    const counts = tallies.map(tally => tally.counts)
    const times = tallies.map(tally => tally.latency)
    const none = { component: null, meter: null, line: null, breakers: [] }
    return { is: 'clients', counts, times, ...none }
  }

  #namesOf(kinds: readonly AskedKind[]): string[] {
    const components = [...this.#wired.components.keys()]
    const calls = this.#wired.links.flatMap(({ call, caller, callee }) => [
      call,
      `${caller}->${callee}`,
    ])
    const names = new Set([...components, ...calls])
    return [...names].filter(name => kinds.includes(this.#named(name)?.is as AskedKind))
  }
}

const handler = (component: Component, meter: ComponentMeter, line: ComponentMeter): Asked => ({
  is: 'component',
  counts: [meter.tally.counts],
  times: [meter.tally.latency],
  component,
  meter,
  line,
  breakers: [],
})
