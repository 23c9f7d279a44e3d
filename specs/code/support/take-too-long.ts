/** Run by itself, as it may end its process: searches in which code computes for too long. */
import { performance } from 'node:perf_hooks'
import { code } from '../../../src/code/index.ts'
import { search } from '../../../src/explore/index.ts'
import { clients, system } from '../../../src/index.ts'

/** The real process, clock and signals, which code in a run does not have. */
const { pid } = process
const now = performance.now.bind(performance)
const kill = process.kill.bind(process)

/** Does something in a nextTick, of which Node.js keeps account. */
const inTick = (act: () => void): Promise<void> =>
  new Promise(resolve => {
    process.nextTick(() => {
      act()
      resolve()
    })
  })

function computing(ms: number): void {
  const until = now() + ms
  while (now() < until);
}

const ways: { readonly [name: string]: () => void } = {
  long: () => computing(50),
  endless: () => computing(Infinity),
  interrupted() {
    if (heard.sent++ === 0) kill(pid, 'SIGINT')
    computing(10)
  },
  quick() {},
}

const heard = { sent: 0, came: 0 }
const stop = new AbortController()
process.on('SIGINT', () => {
  heard.came++
  stop.abort()
})

async function searched(way: string, trialTime: string) {
  const shop = system('shop', {
    users: clients({ rate: '100/s', call: 'price' }),
    price: code(() => inTick(ways[way])),
  })
  const { ending, counterexample } = await search(shop, {
    for: '1s',
    runs: 3,
    kinds: ['slow'],
    store: false,
    trialTime: trialTime as '1s',
    signal: stop.signal,
    holds: run => run.requests().issued > 0,
  })
  return { ending, told: counterexample?.message ?? null }
}

const [way, trialTime] = process.argv.slice(2)
const first = await searched(way, trialTime)
await new Promise(resolve => setTimeout(resolve, 1))
const after = await searched('quick', '1m')
console.log(JSON.stringify({ first, after, heard: heard.came }))
