/** Where TypeScript does not read `exports`, every door has its types all the same. */
import { expect as plainExpect } from '@jest/globals'
import { call, clients, service, simulate, store, system } from 'gameday'
import { expect as expectAnywhere } from 'gameday/expect'
import { explore } from 'gameday/explore'
import { expect } from 'gameday/jest'
import { toStayAvailable } from 'gameday/matchers'
import { CircuitBreaker } from 'gameday/policies'

const shop = system('shop', {
  shoppers: clients({ rate: '50/s', call: 'product', timeout: '1s' }),
  product: service({ concurrency: 64, handle: [call('db', { timeout: '250ms' })] }),
  db: store({ concurrency: 20, time: '6ms' }),
})
const run = simulate(shop, { for: '1m' })

expect(run).toStayAvailable('99.9%')
expectAnywhere(run).toNotExceedP99('500ms')
plainExpect(run).toStayAvailable('99.9%')
// @ts-expect-error: the shop has no db of that name
expect(run).toTripCircuit('product->dbb')

export { CircuitBreaker, explore, toStayAvailable }
