/** A shop whose page waits for its database for ever, unless it is given a time-out. */
import { call, clients, service, store, system } from 'gameday'

export const shop = (timeout?: '50ms') =>
  system('shop', {
    shoppers: clients({ rate: '20/s', call: 'web', timeout: '500ms' }),
    web: service({
      concurrency: 20,
      handle: [call('db', timeout && { timeout, fallback: { value: 'none' } })],
    }),
    db: store({ concurrency: 10, time: '5ms' }),
  })
