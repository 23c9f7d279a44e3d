/** An actor that writes down what happens to it. */
import type { Actor, Agenda } from '../../../src/kernel/agenda.ts'

/** Keeps each event with the time at which it came. */
export class Diary<Subject> implements Actor<Subject> {
  readonly entries: [at: number, subject: Subject][] = []
  readonly #agenda: Agenda
  readonly #also: (subject: Subject) => void

  /** @param also what else happens at an event, such as planning others */
  constructor(agenda: Agenda, also: (subject: Subject) => void = () => {}) {
    this.#agenda = agenda
    this.#also = also
  }

  on(_event: number, subject: Subject): void {
    this.entries.push([this.#agenda.now, subject])
    this.#also(subject)
  }

  /** What happened, without when. */
  get subjects(): Subject[] {
    return this.entries.map(([, subject]) => subject)
  }
}

/** Fires all that is planned. */
export function drain(agenda: Agenda): void {
  while (agenda.step());
}
