/** A service that asks for rates by whatever client of HTTP it has, in an outage of them. */
import { app } from '../../../src/code/index.ts'
import { clients, crash, errors, simulate, slow, store, system } from '../../../src/index.ts'
import { cameOf, type Note, type Story } from './story.ts'

/** What befalls the rates, of which the second and the third request hear. */
const outage = [
  errors('rates', { rate: 1, code: 503 }).at('0.9s').for('600ms'),
  crash('rates', { refuse: true }).at('3.9s').for('600ms'),
  slow('rates', { by: '3s' }).at('7.9s').for('200ms'),
]

/**
 * A service that is asked at 0, 4, 8 and 1 s and notes what it got. The way there takes 2 ms and
 * the rates take 6: what goes well takes 10 ms. At 1 s they answer 503, at 4 s nobody listens, and
 * at 8 s they take 3 s longer.
 */
export const askingRates =
  (makesClient: (note: Note) => () => Promise<unknown>): Story =>
  async (note, seed) => {
    const front = app(
      () => {
        const ask = makesClient(note)
        return async () => {
          note(await cameOf(ask()))
          return new Response()
        }
      },
      { calls: ['rates'] },
    )
    const users = { arrivals: 'steady', call: 'front', timeout: '30s' } as const
    const shop = system(
      'shop',
      {
        users: clients({ ...users, rate: '0.25/s', requests: 3 }),
        early: clients({ ...users, rate: '1/s', requests: 2 }),
        front,
        rates: store({ time: '6ms', answers: { status: 200, body: { rate: 1.1 } } }),
      },
      { network: { 'front->rates': '2ms' } },
    )
    return simulate(shop, { for: '40s', seed, trace: true, faults: outage })
  }
