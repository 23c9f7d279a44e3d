/**
 * One page view, in constants: 50 ms from the browser to the CDN and 50 ms back, and 45 ms in the
 * data centre, where nothing is far and the network takes no time.
 */
import { cache, cached, call, clients, service, simulate, store, system, work } from 'gameday'

/** The website. Nobody has logged in yet, but products have been looked at before. */
export const website = system(
  'website',
  {
    browser: clients({ rate: '1/s', arrivals: 'steady', requests: 1, call: 'cdn' }),
    cdn: service({
      handle: [work('2ms', 'CDN processing'), call('balancer'), work('2ms', 'CDN caching')],
    }),
    balancer: service({ handle: [work('2ms', 'routing'), call('gateway')] }),
    gateway: service({
      handle: [
        work('3ms', 'routing'),
        work('15ms', 'other'), // TLS, parsing, logging
        call('auth'),
        call('product'),
        work('4ms', 'serialisation'),
      ],
    }),
    auth: service({ handle: [work('3ms'), cached('sessions', { key: 1, miss: call('userDb') })] }),
    product: service({
      handle: [work('3ms'), cached('products', { hitRatio: 1, miss: call('productDb') })],
    }),
    sessions: cache({ latency: '1ms' }),
    products: cache({ latency: '1ms' }),
    userDb: store({ time: '9ms' }),
    productDb: store({ time: '9ms' }),
  },
  { network: { 'browser->cdn': '50ms' } },
)

/** One view of the page, followed all the way. */
export const view = () => simulate(website, { for: '1s', trace: true })
