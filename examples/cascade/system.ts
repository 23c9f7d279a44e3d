/**
 * A bookshop whose database slows down from 50 ms to 2 s. Nothing is scripted: slots fill, calls
 * time out and are tried again, and what never touches the database goes down with it.
 */
import { call, clients, logNormal, service, store, system, work } from 'gameday'

/** What each service does about a slow callee: wait for it, or give up in time. */
export const bookshop = (cure: 'none' | 'bulkhead') => {
  const reviews =
    cure === 'none'
      ? call('reviews', { timeout: '3s', retry: { attempts: 3, base: '100ms' } })
      : call('reviews', {
          timeout: '200ms',
          breaker: { window: '10s', failureRate: '50%', minimumCalls: 20, openFor: '5s' },
          optional: true,
        })
  return system('bookshop', {
    readers: clients({
      rate: '120/s',
      timeout: '10s',
      tasks: {
        browse: { weight: 3, steps: call('web.browse') },
        buy: { weight: 1, steps: call('web.buy') },
      },
    }),
    web: service({
      concurrency: 100,
      queue: 200,
      operations: { browse: [work('2ms'), reviews], buy: [work('2ms'), call('orders')] },
    }),
    reviews: service({
      concurrency: 50,
      handle: [work('2ms'), call('reviewsDb', { timeout: '3s' })],
    }),
    orders: service({ concurrency: 50, handle: [work('3ms'), call('ordersDb')] }),
    reviewsDb: store({ concurrency: 20, time: logNormal({ median: '50ms', p99: '120ms' }) }),
    ordersDb: store({ concurrency: 20, time: logNormal({ median: '10ms', p99: '40ms' }) }),
  })
}
