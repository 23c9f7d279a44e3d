/** Of all that is shown beside a balance, one thing goes into it: nobody checks what it says. */
import { call, choose, clients, corrupt, service, store, system } from 'gameday'
import { weakness } from '../support/weakness.ts'

const soon = { timeout: '200ms', fallback: { value: 'closed' } } as const

const broker = (valuedBy: 'rates' | 'closingRates') =>
  system('broker', {
    savers: clients({ rate: '10/s', arrivals: 'steady', call: 'web.balance', timeout: '1s' }),
    visitors: clients({ rate: '5/s', arrivals: 'steady', call: 'web.markets', timeout: '1s' }),
    web: service({
      operations: {
        balance: [call('positions'), call(valuedBy, soon)],
        markets: choose([
          { weight: 1, steps: [call('shares', soon), call('news', soon)] },
          { weight: 1, steps: [call('bonds', soon), call('charts', soon)] },
          { weight: 1, steps: [call('funds', soon), call('ratings', soon)] },
          { weight: 1, steps: [call('metals', soon), call('rates', soon)] },
        ]),
      },
    }),
    positions: store({ time: '5ms' }),
    closingRates: store({ time: '5ms' }),
    shares: store({ time: '5ms' }),
    bonds: store({ time: '5ms' }),
    funds: store({ time: '5ms' }),
    metals: store({ time: '5ms' }),
    rates: store({ time: '5ms' }),
    news: store({ time: '5ms' }),
    charts: store({ time: '5ms' }),
    ratings: store({ time: '5ms' }),
  })

/** Feeds may be wrong, late or gone, and websites may show it: no balance is wrong. */
export const uncheckedFeed = weakness('an answer that nobody checks', {
  weak: broker('rates'),
  mended: broker('closingRates'),
  explore: {
    for: '12s',
    targets: ['shares', 'bonds', 'funds', 'metals', 'rates', 'news', 'charts', 'ratings'],
    holds: run => run.requests({ class: 'savers' }).outcomes.incorrect === 0,
  },
  budget: 150,
  least: [
    {
      fault: corrupt('rates').at('2s').for('100ms'),
      between: { rate: [0.01, 1], for: [100, 6_000], share: [0.01, 1] },
    },
  ],
})
