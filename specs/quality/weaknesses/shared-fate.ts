/** A fallback to what also failed: the copy of the ledger is read from the same disks. */
import { call, choose, clients, service, slow, store, system } from 'gameday'
import { isAnswered } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const accounts = (copyOn: 'disks' | 'otherDisks') =>
  system('accounts', {
    customers: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '2s' }),
    web: service({
      handle: [
        choose([
          { weight: 1, steps: guarded('limits') },
          { weight: 1, steps: guarded('cards') },
          { weight: 1, steps: guarded('messages') },
          { weight: 1, steps: guarded('loans') },
        ]),
        call('ledger', { timeout: '200ms', fallback: call('copy', { timeout: '200ms' }) }),
      ],
    }),
    ledger: service({ handle: call('disks') }),
    copy: service({ handle: call(copyOn) }),
    limits: store({ time: '5ms' }),
    cards: store({ time: '5ms' }),
    messages: store({ time: '5ms' }),
    loans: store({ time: '5ms' }),
    disks: store({ time: '2ms' }),
    otherDisks: store({ time: '2ms' }),
  })

const guarded = <C extends string>(callee: C) =>
  call(callee, { timeout: '200ms', fallback: { value: 'come again later' } })

/** No single fault may keep customers from their accounts. */
export const sharedFate = weakness('a fallback to what also failed', {
  weak: accounts('disks'),
  mended: accounts('otherDisks'),
  explore: {
    for: '12s',
    most: 1,
    targets: [
      ...(['ledger', 'copy', 'limits', 'cards', 'messages', 'loans'] as const),
      ...(['disks', 'otherDisks'] as const),
    ],
    holds: isAnswered(0.95),
  },
  budget: 60,
  // 6 of 120 may fail: half a second makes 5, a second 10.
  least: [
    {
      fault: slow('disks', { by: '200ms' }).at('2s').for('1s'),
      between: { for: [1_000, 6_000], share: [0.2, 1] },
    },
  ],
})
