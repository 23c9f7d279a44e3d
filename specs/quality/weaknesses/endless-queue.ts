/** A queue without a bound: long after a stall the store works for those who have left. */
import { call, choose, clients, parallel, pause, service } from 'gameday'
import { store, system } from 'gameday'
import { isServedAgain } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const bank = (queue: number) =>
  system('bank', {
    customers: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '2s' }),
    web: service({
      concurrency: 1_000,
      handle: parallel(
        choose([
          { weight: 1, steps: call('profiles', { timeout: '1s' }) },
          { weight: 1, steps: call('branches', { timeout: '1s' }) },
          { weight: 1, steps: call('messages', { timeout: '1s' }) },
          { weight: 1, steps: call('documents', { timeout: '1s' }) },
          { weight: 1, steps: call('rates', { timeout: '1s' }) },
        ]),
        call('ledger', { timeout: '1s' }),
      ),
    }),
    profiles: store({ time: '5ms' }),
    branches: store({ time: '5ms' }),
    messages: store({ time: '5ms' }),
    documents: store({ time: '5ms' }),
    rates: store({ time: '5ms' }),
    ledger: store({ concurrency: 1, queue, time: '75ms' }),
  })

/** Three seconds after a machine had its moment, customers are served as before. */
export const endlessQueue = weakness('a queue without a bound', {
  weak: bank(10_000),
  mended: bank(8),
  explore: {
    for: '18s',
    within: '6s',
    settle: '3s',
    kinds: ['crash', 'pause', 'throttleCpu', 'exhaust'],
    targets: ['profiles', 'branches', 'messages', 'documents', 'rates', 'ledger'],
    holds: () => true,
    recovers: isServedAgain(0.95),
  },
  budget: 60,
  // Of 13.3 a second 10 are used. After a stall of 5 s fifty wait, of whom 3.3 a second can be
  // caught up with: three seconds later it is forty, and the last of them waits for three seconds.
  least: [{ fault: pause('ledger').at('1s').for('5s'), between: { for: [2_000, 6_000] } }],
})
