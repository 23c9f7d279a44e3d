/** A breaker that waits ten times as long if its probe fails: two blips, and a minute is lost. */
import { type BreakerSpec, call, choose, clients, errors, service, store, system } from 'gameday'
import { isServedAgain } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const usual = { consecutive: 3, openFor: '2s' } as const

const tickets = (seats: BreakerSpec) =>
  system('tickets', {
    fans: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '2s' }),
    web: service({
      handle: [
        choose([
          { weight: 1, steps: guarded('artists') },
          { weight: 1, steps: guarded('venues') },
        ]),
        call('seats', { timeout: '300ms', breaker: seats }),
      ],
    }),
    artists: store({ time: '5ms' }),
    venues: store({ time: '5ms' }),
    seats: store({ time: '5ms' }),
  })

const guarded = <C extends string>(callee: C) =>
  call(callee, { timeout: '300ms', optional: true, breaker: usual })

/** Two blips of up to a second, late answers or errors: three seconds later all is well. */
export const probedBreaker = weakness('a blip as the breaker half-opens', {
  weak: tickets({ consecutive: 3, openFor: { base: '2s', factor: 10 } }),
  mended: tickets(usual),
  explore: {
    for: '14s',
    within: '8s',
    settle: '3s',
    most: 2,
    kinds: ['slow', 'errors'],
    targets: ['artists', 'venues', 'seats'],
    magnitude: { for: ['300ms', '1s'], by: ['10ms', '100ms'], rate: [1, 1], share: [1, 1] },
    holds: () => true,
    recovers: isServedAgain(0.9),
  },
  budget: 600,
  // Three errors open it; it asks again two seconds after the third, and then waits for twenty.
  least: [
    {
      fault: errors('seats', { rate: 1 }).at('1s').for('300ms'),
      between: { for: [300, 1_000] },
    },
    {
      fault: errors('seats', { rate: 1 }).at('3s').for('300ms'),
      between: { for: [300, 1_000] },
    },
  ],
})
