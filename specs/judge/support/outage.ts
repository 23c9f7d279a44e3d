/**
 * An outage in round numbers: 100 requests a second, 10 ms each, and a database that answers
 * nothing but errors from 2 s to 5 s. Its breaker opens at the tenth, at 2.09 s, and lets the next
 * call through 5 s later: 10 errors and 500 refusals of 1,000 requests.
 */
import { call, clients, errors, service, simulate, store, system } from 'gameday'

/** Steady shoppers, a web server, and a database behind a breaker. */
export const shop = system('shop', {
  shoppers: clients({
    rate: '100/s',
    arrivals: 'steady',
    requests: 1_000,
    call: 'web',
    timeout: '1s',
  }),
  web: service({
    handle: [call('db', { timeout: '250ms', breaker: { consecutive: 10, openFor: '5s' } })],
  }),
  db: store({ time: '10ms' }),
})

/** What goes wrong. */
export const outage = errors('db').at('2s').for('3s')

/** Ten seconds with the outage, and without. */
export const broken = simulate(shop, { for: '10s', resolution: '1s', seed: 1, faults: [outage] })
/** The same with two seconds behind them in which nobody comes, for windows without requests. */
export const quietEnd = simulate(shop, { for: '12s', resolution: '1s', faults: [outage] })
export const nobodyComes = ['10s', '12s'] as const
export const healthy = simulate(shop, { for: '10s', resolution: '1s', seed: 1 })
