/** Messages that are delivered again while the first worker is still at them. */
import { exactDuration } from '../../../kernel/units.ts'
import { ampleMs, timeText } from '../time-text.ts'
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
      if (ms <= visibilityMs || renews(data, worker)) return []
      const what =
        `a job takes ${timeText(ms)} on average, but visibilityTimeout is ` +
        `${exactDuration(visibilityMs)}: its message is delivered again while it is done`
      const enough = exactDuration(ampleMs(ms))
      const fix = `write visibilityTimeout: '${enough}', or let the worker renew it: renewEvery`
      return [{ at: `${queue}->${worker}`, what, fix }]
    })
  })

/** Whether a worker asks for more time. */
function renews({ parts }: Figures['data'], worker: string): boolean {
  const part = parts.get(worker)
  return part?.kind === 'worker' && typeof part.consuming?.renewEveryMs === 'number'
}
