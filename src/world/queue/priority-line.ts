/** Messages in a line of which the more important go first; equals in the order they came. */
import { PRIORITIES } from '../../policies/shedding/line-misuse.ts'
import type { Line } from './backlog.ts'
import { type Message, MessageLine } from './message.ts'

/** A line for each priority. */
export class PriorityLine implements Line {
  readonly #lines = Array.from({ length: PRIORITIES }, () => new MessageLine())

  get first(): Message | null {
    return this.#foremost?.first ?? null
  }

  add(message: Message): void {
    this.#lines[message.priority].add(message)
  }

  shift(): Message | null {
    return this.#foremost?.shift() ?? null
  }

  get #foremost(): MessageLine | undefined {
    return this.#lines.find(line => line.first !== null)
  }
}
