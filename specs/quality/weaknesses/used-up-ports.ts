/** Unreadable answers, asked for again at once, use up ports, which linger: nothing works then. */
import { call, choose, clients, parallel, type RetrySpec, service, system } from 'gameday'
import { undecodable, work } from 'gameday'
import { isServedAgain } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const slowly = { attempts: 2, base: '1s', on: ['error'] } as const

const shipping = (again: RetrySpec) =>
  system('shipping', {
    senders: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '3s' }),
    web: service({
      concurrency: 1_000,
      handle: parallel(
        choose([
          { weight: 1, steps: asking('weights') },
          { weight: 1, steps: asking('prices') },
          { weight: 1, steps: asking('routes') },
          { weight: 1, steps: asking('tracking') },
        ]),
        call('labels', { timeout: '1s', retry: again }),
      ),
    }),
    weights: service({ handle: work('5ms') }),
    prices: service({ handle: work('5ms') }),
    routes: service({ handle: work('5ms') }),
    tracking: service({ handle: work('5ms') }),
    labels: service({
      resources: { ports: { size: 110, lingers: '6s' } },
      handle: work('5ms'),
    }),
  })

const asking = <C extends string>(callee: C) => call(callee, { timeout: '1s', optional: true })

/** A second after a service has failed, everybody is served again. */
export const usedUpPorts = weakness('retries that use up ports', {
  weak: shipping({ attempts: 6, base: '1ms', on: ['error'] }),
  mended: shipping(slowly),
  explore: {
    for: '12s',
    within: '4s',
    most: 1,
    settle: '1s',
    targets: ['weights', 'prices', 'routes', 'tracking', 'labels'],
    holds: () => true,
    recovers: isServedAgain(0.9),
  },
  budget: 150,
  least: [
    {
      fault: undecodable('labels').at('1s').for('2s'),
      between: { rate: [0.3, 1], for: [1_000, 4_000], share: [0.3, 1] },
    },
  ],
})
