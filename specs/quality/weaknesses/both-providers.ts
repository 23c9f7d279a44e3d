/** Two providers of which one stands in for the other, and nothing for both. */
import { call, choose, clients, external, service, slow, system } from 'gameday'
import type { CallOptions } from 'gameday'
import { isAnswered } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const soon = { timeout: '300ms' } as const
const orNothing = { ...soon, fallback: { value: 'later' } } as const

const checkout = (second: CallOptions) =>
  system('checkout', {
    buyers: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '3s' }),
    web: service({
      handle: [
        choose([
          { weight: 1, steps: call('dhl', { ...soon, fallback: call('ups', orNothing) }) },
          { weight: 1, steps: call('twilio', { ...soon, fallback: call('vonage', orNothing) }) },
        ]),
        call('stripe', { ...soon, fallback: call('adyen', second) }),
      ],
    }),
    dhl: external({ time: '20ms' }),
    ups: external({ time: '20ms' }),
    twilio: external({ time: '20ms' }),
    vonage: external({ time: '20ms' }),
    stripe: external({ time: '20ms' }),
    adyen: external({ time: '20ms' }),
  })

/** Whatever two providers do at once: who wants to buy can. */
export const bothProviders = weakness('two providers, and nothing for both', {
  weak: checkout(soon),
  mended: checkout(orNothing),
  explore: {
    for: '12s',
    most: 2,
    targets: ['dhl', 'ups', 'twilio', 'vonage', 'stripe', 'adyen'],
    holds: isAnswered(0.95),
  },
  budget: 250,
  // 6 of 120 may fail: half a second of both makes 5, a second 10.
  least: [
    {
      fault: slow('stripe', { by: '300ms' }).at('2s').for('1s'),
      between: { for: [1_000, 6_000], share: [0.1, 1] },
    },
    {
      fault: slow('adyen', { by: '300ms' }).at('2s').for('1s'),
      between: { for: [1_000, 6_000], share: [0.1, 1] },
    },
  ],
})
