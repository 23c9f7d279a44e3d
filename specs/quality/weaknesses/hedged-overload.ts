/** Hedges without a budget: when answers are late, there are three times as many questions. */
import { call, choose, clients, type HedgeSpec, parallel, service, slow } from 'gameday'
import { store, system } from 'gameday'
import { isServedAgain } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const library = (hedge: HedgeSpec) =>
  system('library', {
    readers: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '2s' }),
    web: service({
      concurrency: 1_000,
      handle: parallel(
        choose([
          { weight: 1, steps: call('covers', { timeout: '1s' }) },
          { weight: 1, steps: call('authors', { timeout: '1s' }) },
          { weight: 1, steps: call('loans', { timeout: '1s' }) },
          { weight: 1, steps: call('shelves', { timeout: '1s' }) },
        ]),
        call('index', { timeout: '1s', hedge }),
      ),
    }),
    covers: store({ time: '5ms' }),
    authors: store({ time: '5ms' }),
    loans: store({ time: '5ms' }),
    shelves: store({ time: '5ms' }),
    index: store({ concurrency: 2, queue: 20, time: '120ms' }),
  })

/** Whatever becomes of a store for some seconds: when it is over, readers find their books. */
export const hedgedOverload = weakness('hedges that double the load', {
  weak: library({ after: '200ms', most: 2 }),
  mended: library({ after: '200ms', most: 2, budget: '10%' }),
  explore: {
    for: '18s',
    within: '5s',
    settle: '5s',
    targets: ['covers', 'authors', 'loans', 'shelves', 'index'],
    magnitude: { by: ['10ms', '500ms'] },
    holds: () => true,
    recovers: isServedAgain(0.95),
  },
  budget: 60,
  // 10 of 16.7 a second are used; with two hedges each it would be 30, for as long as they wait.
  least: [
    {
      fault: slow('index', { by: '500ms' }).at('2s').for('100ms'),
      between: { by: [20, 500], for: [100, 5_000], share: [0.01, 1] },
    },
  ],
})
