/** What an example of the docs may use without declaring it: a shop, a run of it, and a runner. */
import { call, clients, logNormal, service, simulate, slow, store, system } from 'gameday'

export { default as fc } from 'fast-check'
export { expect, expectTypeOf } from 'vitest'

/** Shoppers, a product service, and a database behind a breaker. */
export const shop = system('shop', {
  shoppers: clients({ rate: '50/s', call: 'product', timeout: '1s' }),
  product: service({
    concurrency: 64,
    handle: [
      call('db', {
        timeout: '250ms',
        breaker: {
          window: '10s',
          failureRate: 0.5,
          minimumCalls: 20,
          openFor: '5s',
          probes: 3,
        },
      }),
    ],
  }),
  db: store({ concurrency: 20, time: logNormal({ median: '6ms', p99: '40ms' }) }),
})

/** A minute of the shop, whose database is slow from 20 s to 30 s. */
export const run = simulate(shop, {
  for: '1m',
  faults: [slow('db', { by: '2s' }).at('20s').for('10s')],
})

const running: Promise<void>[] = []

type Body = (context: { readonly signal: AbortSignal }) => unknown
/** As Vitest's `test` has it: there may be options between the name and the body. */
type Spec = readonly [body: Body] | readonly [options: object, body: Body]

/** Runs the body of an example's test at once; what goes wrong is told by `finished`. */
export function test(_name: string, ...spec: Spec): void {
  const body = spec.at(-1) as Body
  const { signal } = new AbortController()
  running.push(
    Promise.resolve({ signal })
      .then(body)
      .then(() => undefined),
  )
}

/** The same, by the runner's other name. */
export function it(name: string, ...spec: Spec): void {
  test(name, ...spec)
}

/** Runs a chapter of tests at once. */
export function describe(_name: string, body: () => void): void {
  body()
}

/** Waits for the tests of the examples run so far; fails as the first of them did. */
export async function finished(): Promise<void> {
  await Promise.all(running.splice(0))
}
