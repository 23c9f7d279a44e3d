/** A shop that waits for its database for ever, and so does what it is for only on good days. */
import { call, clients, service, store, system } from 'gameday'
import { exploration } from 'gameday/explore'
import { expect } from 'gameday/vitest'

export const fragileShop = system('fragile shop', {
  shoppers: clients({ rate: '20/s', call: 'web', timeout: '500ms' }),
  web: service({ concurrency: 20, handle: [call('db')] }),
  db: store({ concurrency: 10, time: '5ms' }),
})

export default exploration(fragileShop, {
  for: '20s',
  settle: '1s',
  holds: run => expect(run).toStayAvailable('95%'),
  recovers: (run, calm) => expect(run).toStayAvailable('99.9%', calm),
})
