/** The numbers of a whole run. */
import type { RunEntry } from '../../../report.ts'
import { type Child, h } from '../dom.ts'
import { count, share, time } from '../words.ts'

/** Each number with its name. */
export function summary({ requests, forMs, seed, warnings }: RunEntry): Child {
  const { issued, availability, outcomes, unfinished, latencyMs } = requests
  const failed = issued - outcomes.ok - outcomes.degraded - outcomes.cancelled
  return [
    h(
      'dl',
      { class: 'tiles' },
      tile('availability', share(availability)),
      tile('requests', count(issued)),
      tile('not served', count(failed)),
      ...(unfinished > 0 ? [tile('unfinished', count(unfinished))] : []),
      tile('p50', time(latencyMs.p50)),
      tile('p99', time(latencyMs.p99)),
      tile('load for', time(forMs)),
      tile('seed', seed),
    ),
    ...warnings.map(warning => h('p', { class: 'warning', role: 'note' }, warning)),
  ]
}

const tile = (name: string, value: string): HTMLElement =>
  h('div', {}, h('dt', {}, name), h('dd', {}, value))
