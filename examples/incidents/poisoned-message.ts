/**
 * A poisoned message in a partition, as in "Can Your Kafka Consumers Handle a Poison Pill?"
 * (Confluent's blog). Theirs: a record that cannot be read is asked for again and again, and
 * nothing behind it in its partition is handled; remedies: skip it by hand, or put such records
 * aside (an error handler with dead letters). Assumed: every figure.
 */
import { clients, publish, queue, simulate, system, work, worker } from 'gameday'
import { table, whole } from '../support/table.ts'

type Tries = number | 'unbounded'

const stream = (deliveries: Tries) =>
  system('stock prices', {
    exchange: clients({ rate: '20/s', call: publish('prices', { key: 1_000 }) }),
    prices: queue({
      partitions: 4,
      poison: '0.02%',
      deliveries,
      redeliverAfter: '100ms',
      deadLetters: 'aside',
    }),
    reader: worker({ of: 'prices', replicas: 4, handle: work('20ms') }),
    aside: queue(),
  })

/** How far each partition is behind after ten minutes, what was put aside, and tries in vain. */
export function outcome(tries: Tries) {
  const run = simulate(stream(tries), { for: '10m' })
  const { partitions = [], acknowledged, deadLettered, deliveries } = run.queue('prices')
  const lags = partitions.map(({ lag }) => lag)
  return { lags, aside: deadLettered, inVain: deliveries - acknowledged }
}

export const variants: Readonly<Record<string, Tries>> = {
  'tried for ever, as it was': 'unbounded',
  'put aside after 5 tries (theirs)': 5,
  'put aside at once': 1,
}

export function tell(): string {
  const rows = Object.entries(variants).map(([name, tries]) => {
    const { lags, aside, inVain } = outcome(tries)
    return [name, lags.join(' '), whole(aside), whole(inVain)]
  })
  return table(['after 10 min', 'behind', 'put aside', 'tries in vain'], rows)
}
