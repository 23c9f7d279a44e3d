/** A service by whatever framework, which is asked four times a second and crashes once. */
import { app } from '../../../src/code/index.ts'
import { clients, crash, simulate, store, system } from '../../../src/index.ts'
import type { Note, Story } from './story.ts'

/**
 * A service that is asked at 0, 250 ms and so on, eight times; in a second it is killed, and it
 * starts again 500 ms later. It may ask `http://rates/`, which is 2 ms away and takes 6.
 */
export const serving =
  (makesService: (note: Note) => unknown): Story =>
  async (note, seed) => {
    const shop = system(
      'shop',
      {
        users: clients({
          rate: '4/s',
          arrivals: 'steady',
          requests: 8,
          call: 'orders',
          request: ({ n }) => ({
            method: 'POST',
            path: `/orders/${n}?from=web`,
            headers: { 'x-user': n % 2 === 0 ? 'ada' : 'bob' },
            body: { sku: `a${n}` },
          }),
        }),
        orders: app(() => makesService(note), { calls: ['rates'] }),
        rates: store({ time: '6ms', answers: { status: 200, body: { rate: 1.1 } } }),
      },
      { network: { 'orders->rates': '2ms' } },
    )
    const faults = [crash('orders', { refuse: true }).at('1.1s').for('500ms')]
    return simulate(shop, { for: '10s', seed, trace: true, faults })
  }

/** What the rates are, 10 ms later. */
export async function rates(): Promise<{ rate: number }> {
  const answer = await fetch('http://rates/eur')
  return (await answer.json()) as { rate: number }
}
