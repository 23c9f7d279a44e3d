/** Messages that are delivered again while the first worker is still at them. */
import { exactDuration } from '../../../kernel/units.ts'
import { timeText } from '../time-text.ts'
import type { Figures } from '../figures.ts'
import type { Told } from '../rule.ts'
import { meanMs } from '../times.ts'

/** A job takes longer than its message stays hidden. */
export const jobOverVisibility = ({ data, times }: Figures): Told[] =>
  [...data.parts].flatMap(([queue, part]): Told[] => {
    if (part.kind === 'clients' || part.messages === null) return []
    const { visibilityMs, workers } = part.messages
    return workers.flatMap(worker => {
      const ms = meanMs(times.of(`${worker}.`))
      if (ms <= visibilityMs) return []
      const what =
        `a job takes ${timeText(ms)} on average, but visibilityTimeout is ` +
        `${exactDuration(visibilityMs)}: its message is delivered again while it is done`
      const fix = `write visibilityTimeout: '${exactDuration(Math.ceil((3 * ms) / 1_000) * 1_000)}'`
      return [{ at: `${queue}->${worker}`, what, fix }]
    })
  })
