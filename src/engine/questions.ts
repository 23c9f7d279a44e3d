/** What stores are asked in a run: at moments of it, and when all is done. */
import type { StoreQuestion } from '../declare/real-code.ts'
import { Alarm } from '../kernel/alarm.ts'
import { didYouMean, UsageError } from '../kernel/errors.ts'
import type { Recording } from '../record/recording.ts'
import type { Component } from '../world/handling/component.ts'

type Components = ReadonlyMap<string, Component>

/** Asks, and keeps what was answered. */
export class Questions {
  readonly #questions: ReadonlyMap<string, StoreQuestion>
  readonly #components: Components
  readonly #recording: Recording

  /** Plans those that have a moment. */
  constructor(
    questions: ReadonlyMap<string, StoreQuestion>,
    components: Components,
    recording: Recording,
  ) {
    this.#questions = questions
    this.#components = components
    this.#recording = recording
    for (const [name, { of, atMs }] of questions) {
      const component = this.#componentOf(name, of)
      if (atMs === undefined) continue
      new Alarm<null>(component.agenda, () => this.#ask(name)).set(atMs, null)
    }
  }

  /** Asks the others. */
  askLast(): void {
    for (const [name, { atMs }] of this.#questions) if (atMs === undefined) this.#ask(name)
  }

  #ask(name: string): void {
    const { of, ask } = this.#questions.get(name) as StoreQuestion
    const answer = this.#componentOf(name, of).replicas[0].process?.store?.ask(ask)
    this.#recording.answers.set(name, answer)
  }

  #componentOf(name: string, of: string): Component {
    const component = this.#components.get(of)
    if (component?.replicas[0].process?.store !== undefined) return component
    const stores = [...this.#components].filter(([, { replicas }]) => replicas[0].process?.store)
    const names = stores.map(([store]) => store)
    throw new UsageError({
      what: component === undefined ? `there is no "${of}" to ask` : `"${of}" cannot be asked`,
      where: `ask › ${name}`,
      fix: names.length > 0 ? didYouMean(of, names) : 'ask a store such as postgres(…) or redis(…)',
    })
  }
}
