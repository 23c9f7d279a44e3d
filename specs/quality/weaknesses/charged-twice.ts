/** A payment that is tried again although nobody knows whether it was made. */
import { call, choose, clients, external, partition, type RetrySpec, service } from 'gameday'
import { type Run, store, system } from 'gameday'
import { weakness } from '../support/weakness.ts'

const till = (paying: RetrySpec) =>
  system('till', {
    buyers: clients({ rate: '10/s', arrivals: 'steady', call: 'checkout', timeout: '3s' }),
    checkout: service({
      handle: [
        choose([
          { weight: 1, steps: call('stock', again) },
          { weight: 1, steps: call('taxes', again) },
          { weight: 1, steps: call('coupons', again) },
          { weight: 1, steps: call('addresses', again) },
        ]),
        call('payments', again),
      ],
    }),
    payments: service({ handle: [call('fraud', again), call('bank', { ...soon, retry: paying })] }),
    stock: store({ time: '5ms' }),
    taxes: store({ time: '5ms' }),
    coupons: store({ time: '5ms' }),
    addresses: store({ time: '5ms' }),
    fraud: store({ time: '5ms' }),
    bank: external({ time: '50ms' }),
  })

const soon = { timeout: '250ms' } as const
const again = { timeout: '1s' } as const

/** The bank has booked no more payments than were asked for. */
const isBookedOnce = (run: Run): boolean =>
  run.at('bank').outcomes.ok <= run.on('payments->bank').issued

/** Machines may crash and err, and messages may be lost, either way: nobody pays twice. */
export const chargedTwice = weakness('a retry of what may have been done', {
  weak: till({ attempts: 3, base: '50ms' }),
  mended: till({ attempts: 3, base: '50ms', on: ['error', 'rejected'] }),
  explore: {
    for: '12s',
    kinds: ['errors', 'crash', 'partition', 'undecodable'],
    targets: ['stock', 'taxes', 'coupons', 'bank', 'addresses', 'fraud'],
    holds: isBookedOnce,
  },
  budget: 150,
  // One answer that is lost is enough: the bank had booked by then.
  least: [
    {
      fault: partition('bank', { way: 'back' }).at('2s').for('100ms'),
      between: { for: [100, 500], share: [0.1, 1] },
    },
  ],
})
