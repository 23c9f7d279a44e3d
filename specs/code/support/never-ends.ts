/** Run by itself: code that never gives the thread back, at its second request. */
import { code } from '../../../src/code/index.ts'
import { clients, simulate, system } from '../../../src/index.ts'
import { watchOverPlays } from '../../../src/virtual/watchdog.ts'

function spin(): never {
  for (;;) JSON.parse('[1]')
}

async function awaits(): Promise<never> {
  const done = Promise.resolve()
  for (;;) await done
}

function reads(): void {
  while (Date.now() > 0);
}

const ways: { readonly [name: string]: () => unknown } = { spin, awaits, reads }

const [way, longestMs] = process.argv.slice(2)
let asked = 0
const shop = system('shop', {
  users: clients({ rate: '2/s', arrivals: 'steady', requests: 2, call: 'orders' }),
  orders: code(async () => {
    if (++asked === 2) await ways[way]()
  }),
})
watchOverPlays(Number(longestMs))
await simulate(shop, { for: '1s' }).catch((error: unknown) => {
  process.stderr.write(`rejected: ${(error as Error).stack}`)
})
