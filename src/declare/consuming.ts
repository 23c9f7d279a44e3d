/** How a worker takes messages, as the engine takes it; and what of that contradicts its queue. */
import type { Problem } from '../kernel/errors.ts'
import { exactDuration, type Ms } from '../kernel/units.ts'
import type { HandlerData, MessagesData } from './data.ts'

/** How a worker takes messages. */
export type ConsumingData = {
  /** How often it asks for more time for a message that it is at; null for never. */
  readonly renewEveryMs: Ms | null
}

/** Mistakes between how a worker takes messages and how its queue hands them out. */
export function* mistakesInConsuming(
  name: string,
  { consuming }: HandlerData,
  { visibilityMs }: MessagesData,
): Generator<Problem> {
  const everyMs = consuming?.renewEveryMs ?? 0
  if (everyMs < visibilityMs) return
  const what =
    `it asks for more time every ${exactDuration(everyMs)}, but its messages are delivered again ` +
    `after ${exactDuration(visibilityMs)}`
  const fix = `write renewEvery: '${exactDuration(visibilityMs / 2)}'`
  yield { where: `${name} › renewEvery`, what, fix }
}
